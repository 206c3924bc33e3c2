import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http';
import { now } from '../clock';
import { allowedOrigin, type HeaderList } from './headers';
import { matcherOf, type HotRoute, type Match } from './hot-routes';
import { failureOf, noteAnswered, requestIdOf, UNCACHED } from './outcome';
import { runRoute } from './run';

/** What koa's chain puts on every answer, whoever asks. */
const ALWAYS: HeaderList = [
  ['Vary', 'Accept-Encoding, Origin'],
  ['Content-Type', 'application/json; charset=utf-8'],
];

interface Outcome {
  status: number;
  headers: Readonly<Record<string, string>>;
  body: unknown;
  personId?: string;
}

async function outcomeOf(match: Match, request: IncomingMessage, requestId: string) {
  const { route, params, query } = match;
  const { contract, handler } = route;
  try {
    const raw = { requestId, params, query, request };
    const answer = await runRoute(contract, raw, handler);
    return { ...answer, headers: UNCACHED };
  } catch (thrown) {
    return failureOf(thrown, { requestId, route: contract.id });
  }
}

/**
 * Answers the hot routes before koa sees them, and hands it all the rest. Both lanes run the same code
 * from validation to presentation (`runRoute`); a test holds them to the same answers.
 */
export function fastLane(
  routes: readonly HotRoute[],
  security: HeaderList,
  koa: RequestListener,
): RequestListener {
  const matchOf = matcherOf(routes);
  const fixed = [...security, ...ALWAYS].flat();

  function send(request: IncomingMessage, response: ServerResponse, outcome: Outcome): void {
    const text = JSON.stringify(outcome.body);
    const headers = [...fixed, 'Content-Length', String(Buffer.byteLength(text))];
    for (const name in outcome.headers) headers.push(name, outcome.headers[name]!);
    const origin = allowedOrigin(request.headers.origin);
    if (origin) headers.push('Access-Control-Allow-Origin', origin);
    response.writeHead(outcome.status, headers);
    response.end(text);
  }

  async function answer(
    match: Match,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const started = performance.now();
    const requestId = requestIdOf(request.headers['x-request-id']);
    const serverNow = new Date(now()).toISOString();
    const outcome: Outcome = await outcomeOf(match, request, requestId);
    const { status, personId } = outcome;
    const own = { 'x-request-id': requestId, 'x-server-now': serverNow };
    send(request, response, { ...outcome, headers: { ...outcome.headers, ...own } });
    noteAnswered({ requestId, route: match.route.contract.id, status, started, personId });
  }

  return (request, response) => {
    const match = matchOf(request);
    if (match) void answer(match, request, response);
    else koa(request, response);
  };
}

/** Puts the fast lane in front of whatever answers a server's requests now. */
export function takeFastLane(
  server: Server,
  routes: readonly HotRoute[],
  security: HeaderList,
): void {
  const [behind] = server.listeners('request') as RequestListener[];
  if (!behind) throw new Error('nothing answers this server yet');
  server.removeAllListeners('request');
  server.on('request', fastLane(routes, security, behind));
}
