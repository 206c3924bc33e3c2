import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http';
import { readJson } from './body';
import { allowedOrigin, type HeaderList } from './headers';
import { matcherOf, type Match } from './hot-routes';
import { failureOf, noteAnswered, requestIdOf, serverNow, UNCACHED } from './outcome';
import { runRoute, takesJson, type Answer, type Route } from './run';

/** What koa's chain puts on every answer, whoever asks. */
const ALWAYS: HeaderList = [
  ['Vary', 'Accept-Encoding, Origin'],
  ['Content-Type', 'application/json; charset=utf-8'],
];

/**
 * The headers of an answer as a flat list of names and values, which Node writes as it is; headers set one
 * by one are kept and copied first. One list serves all answers: Node has made text of it when
 * `writeHead` returns.
 */
class LaneHeaders {
  private readonly list: string[];
  private readonly requestIdAt: number;

  constructor(fixed: readonly string[]) {
    this.list = [...fixed, 'x-request-id', '', 'x-server-now', '', 'Content-Length', ''];
    this.requestIdAt = fixed.length + 1;
  }

  of(
    requestId: string,
    bytes: number,
    own: Readonly<Record<string, string>>,
    origin: string,
  ): string[] {
    const { list, requestIdAt } = this;
    list[requestIdAt] = requestId;
    list[requestIdAt + 2] = serverNow();
    list[requestIdAt + 4] = String(bytes);
    list.length = requestIdAt + 5;
    for (const name in own) list.push(name, own[name]!);
    if (origin) list.push('Access-Control-Allow-Origin', origin);
    return list;
  }
}

/** One request on its way through the lane: a handful of calls, a promise only for what its route waits for. */
class Exchange {
  private readonly started = performance.now();
  private readonly requestId: string;

  constructor(
    private readonly match: Match,
    private readonly request: IncomingMessage,
    private readonly response: ServerResponse,
    private readonly headers: LaneHeaders,
  ) {
    this.requestId = requestIdOf(request.headers['x-request-id']);
  }

  begin(): void {
    if (!takesJson(this.match.route.contract)) this.run(undefined);
    else readJson(this.request, (refused, json) => (refused ? this.fail(refused) : this.run(json)));
  }

  private run(body: unknown): void {
    const { requestId, request } = this;
    const { route, params, query } = this.match;
    try {
      runRoute(route, { requestId, params, query, body, request }).then(
        (answer) => this.succeed(answer),
        (thrown: unknown) => this.fail(thrown),
      );
    } catch (thrown) {
      this.fail(thrown);
    }
  }

  private succeed({ status, body, personId }: Answer): void {
    this.answer(status, UNCACHED, body, personId);
  }

  private fail(thrown: unknown): void {
    const { requestId } = this;
    const failure = failureOf(thrown, { requestId, route: this.match.route.contract.id });
    this.answer(failure.status, failure.headers, failure.body, undefined);
  }

  private answer(
    status: number,
    own: Readonly<Record<string, string>>,
    body: unknown,
    personId: string | undefined,
  ): void {
    const { requestId, response, started } = this;
    const text = JSON.stringify(body);
    const bytes = Buffer.byteLength(text);
    const origin = allowedOrigin(this.request.headers.origin);
    response.writeHead(status, this.headers.of(requestId, bytes, own, origin));
    // Without a letter beyond ASCII both encodings are the same bytes, and latin1 needs no encoding.
    response.end(text, bytes === text.length ? 'latin1' : 'utf8');
    const { id: route } = this.match.route.contract;
    noteAnswered({ requestId, route, status, started, personId });
  }
}

/**
 * Answers the hot routes before koa sees them, and hands it all the rest. Both lanes run the same code
 * from validation to presentation (`runRoute`); a test holds them to the same answers.
 */
export function fastLane(
  routes: readonly Route[],
  security: HeaderList,
  koa: RequestListener,
): RequestListener {
  const matchOf = matcherOf(routes);
  const headers = new LaneHeaders([...security, ...ALWAYS].flat());
  return (request, response) => {
    const match = matchOf(request);
    if (match) new Exchange(match, request, response, headers).begin();
    else koa(request, response);
  };
}

/** Puts the fast lane in front of whatever answers a server's requests now. */
export function takeFastLane(server: Server, routes: readonly Route[], security: HeaderList): void {
  const [behind] = server.listeners('request') as RequestListener[];
  if (!behind) throw new Error('nothing answers this server yet');
  server.removeAllListeners('request');
  server.on('request', fastLane(routes, security, behind));
}
