import type { IncomingMessage } from 'node:http';
import { DEVICE_NOW_HEADER, type Contract } from '@qiangji/shared-types';
import type { Actor } from '../actor';
import { now } from '../clock';
import { AppError } from '../errors';
import { opHashOf } from '../mongo/once';
import type { Scope } from '../policy';
import { authorise, type Entered } from './authorise';
import { readJson } from './body';
import type { PublicCall, Call } from './call';
import { theGuards } from './guards';
import { parsePart } from './validation';

/** A request as every lane hands it over. */
export interface RawRequest {
  requestId: string;
  params: Record<string, string>;
  query: Record<string, unknown>;
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

/** Authenticates and authorises; the order of refusals is 401, 403 consent, 403 policy, 429. */
async function enter(contract: Contract, raw: RawRequest): Promise<Entered> {
  const actor = await theGuards().authenticate(bearer(raw.request));
  return { actor, scope: authorise(contract, actor) };
}

/** The call of one request. The hash is asked for by few and costs as much as the rest of a small request. */
class RouteCall implements PublicCall, Partial<Call> {
  readonly requestId: string;
  readonly request: IncomingMessage;
  private hash: string | undefined;

  constructor(
    raw: RawRequest,
    readonly clockOffsetMs: number,
    private readonly asked: unknown,
    readonly actor?: Actor,
    readonly scope?: Scope,
  ) {
    this.requestId = raw.requestId;
    this.request = raw.request;
  }

  get opHash(): string {
    return (this.hash ??= opHashOf(this.asked));
  }
}

/**
 * One order for every route: validate, authenticate, authorise, call, present. The response schema
 * is the last gate: what it does not name does not leave.
 */
export async function runRoute(
  contract: Contract,
  raw: RawRequest,
  handler: Handler,
): Promise<Answer> {
  const reads = contract.upload || !WRITES.has(contract.method);
  const given = reads ? undefined : await readJson(raw.request);
  const input = {
    params: parsePart('params', contract.params, raw.params),
    query: parsePart('query', contract.query, raw.query),
    body: parsePart('body', contract.body, given),
  };
  const entered = contract.policy === 'public' ? undefined : await enter(contract, raw);
  const asked = [contract.id, input.params, input.body ?? input.query];
  const call = new RouteCall(raw, clockOffset(raw.request), asked, entered?.actor, entered?.scope);
  const result = await handler(input as never, call as never);
  const status = contract.status ?? 200;
  const personId = entered?.actor.personId;
  if (contract.download) return { status, body: result, personId };
  const presented = contract.response.safeParse(result);
  if (!presented.success) {
    const places = presented.error.issues.map((issue) => `${issue.path.join('.')} ${issue.code}`);
    throw new AppError('INTERNAL', { internal: `answer of ${contract.id}: ${places.join('; ')}` });
  }
  return { status, body: presented.data, personId };
}
