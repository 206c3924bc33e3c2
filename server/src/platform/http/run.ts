import type { IncomingMessage } from 'node:http';
import { DEVICE_NOW_HEADER, type Contract } from '@qiangji/shared-types';
import type { Actor } from '../actor';
import { now } from '../clock';
import { AppError } from '../errors';
import { opHashOf } from '../mongo/once';
import type { Scope } from '../policy';
import { authorise } from './authorise';
import type { Call, PublicCall } from './call';
import { theGuards } from './guards';
import { limitAddress } from './rate-limit';
import { parsePart } from './validation';

/** A request as every lane hands it over. */
export interface RawRequest {
  requestId: string;
  params: Record<string, string>;
  query: Record<string, unknown>;
  /** The body as JSON; undefined where there is none, or where `takesJson` says so. */
  body: unknown;
  request: IncomingMessage;
}

/** A file as the answer of a download route. */
export interface FileAnswer {
  contentType: string;
  body: Buffer | NodeJS.ReadableStream;
  /** Download name; Chinese is escaped. */
  fileName?: string;
  etag?: string;
  /** Seconds that the person's own device may keep it. */
  maxAgeS?: number;
}

export type Handler = (input: never, call: never) => Promise<unknown>;

/** A contract with the method that answers it. */
export interface Route {
  contract: Contract;
  handler: Handler;
}

export interface Answer {
  status: number;
  body: unknown;
  personId?: string;
}

const WRITES = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);

function bearer(request: IncomingMessage): string {
  const header = request.headers.authorization ?? '';
  if (!header.startsWith('Bearer ')) throw new AppError('UNAUTHENTICATED');
  return header.slice('Bearer '.length);
}

function clockOffset(request: IncomingMessage): number {
  const said = request.headers[DEVICE_NOW_HEADER];
  const deviceNow = typeof said === 'string' ? Date.parse(said) : Number.NaN;
  return Number.isNaN(deviceNow) ? 0 : now() - deviceNow;
}

/** Whether a route's body is read as JSON before it runs; files are read by their feature. */
export function takesJson(contract: Contract): boolean {
  return !contract.upload && WRITES.has(contract.method);
}

interface Input {
  params: unknown;
  query: unknown;
  body: unknown;
}

/** The call of one request. The hash is asked for by few and costs as much as the rest of a small request. */
class RouteCall implements PublicCall, Partial<Call> {
  readonly requestId: string;
  readonly request: IncomingMessage;
  readonly clockOffsetMs: number;
  private hash: string | undefined;

  constructor(
    private readonly contract: Contract,
    private readonly input: Input,
    { requestId, request }: RawRequest,
    readonly actor?: Actor,
    readonly scope?: Scope,
  ) {
    this.requestId = requestId;
    this.request = request;
    this.clockOffsetMs = clockOffset(request);
  }

  get opHash(): string {
    const { params, body, query } = this.input;
    return (this.hash ??= opHashOf([this.contract.id, params, body ?? query]));
  }
}

function present(contract: Contract, result: unknown, personId: string | undefined): Answer {
  const status = contract.status ?? 200;
  if (contract.download) return { status, body: result, personId };
  const presented = contract.response.safeParse(result);
  if (presented.success) return { status, body: presented.data, personId };
  const places = presented.error.issues.map((issue) => `${issue.path.join('.')} ${issue.code}`);
  throw new AppError('INTERNAL', { internal: `answer of ${contract.id}: ${places.join('; ')}` });
}

function callRoute(route: Route, raw: RawRequest, input: Input, actor?: Actor): Promise<Answer> {
  const { contract, handler } = route;
  const scope = actor && authorise(contract, actor);
  const call = new RouteCall(contract, input, raw, actor, scope);
  const result = handler(input as never, call as never);
  return result.then((body) => present(contract, body, actor?.personId));
}

/**
 * One order for every route: validate, authenticate, authorise, call, present; the order of refusals is
 * 400, 401, 403 consent, 403 policy, 429. The response schema
 * is the last gate: what it does not name does not leave. Waits only where something is to be waited
 * for, and so throws or rejects.
 */
export function runRoute(route: Route, raw: RawRequest): Promise<Answer> {
  const { contract } = route;
  const input = {
    params: parsePart('params', contract.params, raw.params),
    query: parsePart('query', contract.query, raw.query),
    body: parsePart('body', contract.body, raw.body),
  };
  if (contract.policy === 'public') {
    if (!contract.ownRate) limitAddress(raw.request, now());
    return callRoute(route, raw, input);
  }
  const actor = theGuards().authenticate(bearer(raw.request));
  // Almost always known: a promise is made for the first request of a while only.
  if (!(actor instanceof Promise)) return callRoute(route, raw, input, actor);
  return actor.then((known) => callRoute(route, raw, input, known));
}
