import type { ErrorCode } from './errors';
import { type z } from './zod';

type Schema = z.ZodMiniType;

/** No PATCH: `wx.request` cannot send it. */
export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** One route of the API, named once: validation, route table, typed client and openapi.json follow. */
export interface RouteSpec {
  method: Method;
  /** Under /api/v1, with `:name` for each key of `params`. */
  path: `/api/v1/${string}`;
  /** One English sentence for openapi.json. */
  summary: string;
  /** Key of the server's total policy map; `public` routes need no session. */
  policy: string;
  params?: Schema;
  query?: Schema;
  body?: Schema;
  /** Schema of the 2xx body; what it does not name never leaves the house. */
  response: Schema;
  /** Status of success; 200 if left out. */
  status?: 200 | 201;
  /** Domain errors beyond the common ones (400 validation, 401, 403, 404, 429, 5xx). */
  errors?: readonly ErrorCode[];
  /** The body is multipart/form-data with one file, parsed by the controller's feature. */
  upload?: true;
  /** The answer is a file of this content type; `response` then describes nothing. */
  download?: string;
  /** May be called before privacy consent was given (login, consent itself). */
  beforeConsent?: true;
  /** A public route that counts its calls by what it is given, not by the address they come from. */
  ownRate?: true;
  /** Answered on the fast lane, before koa. */
  hot?: true;
  /** A GET whose answer may be listened to as it changes (`LIVE_PATH`); some feature is its source. */
  live?: true;
}

export type Contract<S extends RouteSpec = RouteSpec> = S & {
  /** `<feature>.<name>`, unique. */
  id: string;
};

/** Types a route without widening it. */
export function route<const S extends RouteSpec>(spec: S): S {
  return spec;
}

/** Gathers a feature's routes and gives each its id. */
export function defineContract<const R extends Record<string, RouteSpec>>(
  feature: string,
  routes: R,
): { [K in keyof R]: Contract<R[K]> } {
  const entries = Object.entries(routes).map(([name, spec]) => [
    name,
    { ...spec, id: `${feature}.${name}` },
  ]);
  return Object.fromEntries(entries) as { [K in keyof R]: Contract<R[K]> };
}

type OutputOf<S> = S extends Schema ? z.output<S> : undefined;
type InputOf<S> = S extends Schema ? z.input<S> : undefined;
type Part<S, K extends string> = S extends Record<K, infer T> ? T : undefined;

/** What a handler receives: parsed and defaulted. */
export interface HandlerInput<S> {
  params: OutputOf<Part<S, 'params'>>;
  query: OutputOf<Part<S, 'query'>>;
  body: OutputOf<Part<S, 'body'>>;
}

type Given<K extends string, T> = [T] extends [undefined]
  ? { [P in K]?: undefined }
  : Partial<T> extends T
    ? { [P in K]?: T }
    : { [P in K]: T };

/** What a client passes: only the parts that the route has. */
export type CallInput<S> = Given<'params', InputOf<Part<S, 'params'>>> &
  Given<'query', InputOf<Part<S, 'query'>>> &
  Given<'body', InputOf<Part<S, 'body'>>>;

/** What a success answers. */
export type ResponseOf<S extends RouteSpec> = z.output<S['response']>;

/** Fills `:name` segments; each value is escaped. */
export function fillPath(path: string, params: Record<string, string> = {}): string {
  return path.replace(/:([a-zA-Z]+)/g, (_, name: string) => {
    const value = params[name];
    if (value === undefined) throw new Error(`missing path parameter ${name} of ${path}`);
    return encodeURIComponent(value);
  });
}
