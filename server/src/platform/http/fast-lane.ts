import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http';
import { allowedOrigin, type HeaderList } from './headers';
import { matcherOf, type HotRoute, type Match } from './hot-routes';
import { failureOf, noteAnswered, requestIdOf, serverNow, UNCACHED } from './outcome';
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

async function outcomeOf(
  { route, params, query }: Match,
  request: IncomingMessage,
  requestId: string,
): Promise<Outcome> {
  const { contract, handler } = route;
  try {
    const raw = { requestId, params, query, request };
    const { status, body, personId } = await runRoute(contract, raw, handler);
    return { status, headers: UNCACHED, body, personId };
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

  async function answer(
    match: Match,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const started = performance.now();
    const requestId = requestIdOf(request.headers['x-request-id']);
    // A flat list goes to the socket as it is; headers set one by one are kept and copied first.
    const headers = fixed.slice();
    headers.push('x-request-id', requestId, 'x-server-now', serverNow());
    const { status, body, personId, headers: own } = await outcomeOf(match, request, requestId);
    const text = JSON.stringify(body);
    headers.push('Content-Length', String(Buffer.byteLength(text)));
    for (const name in own) headers.push(name, own[name]!);
    const origin = allowedOrigin(request.headers.origin);
    if (origin) headers.push('Access-Control-Allow-Origin', origin);
    response.writeHead(status, headers);
    response.end(text);
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
