import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http';
import { readJson } from './body';
import { allowedOrigin, type HeaderList } from './headers';
import { headLines, HotResponse, keptAlive } from './hot-response';
import { matcherOf, type Match } from './hot-routes';
import { failureOf, noteAnswered, requestIdOf, serverNow, UNCACHED } from './outcome';
import { runRoute, type Answer, type Route } from './run';

/** What koa's chain puts on every answer, whoever asks. */
const ALWAYS: HeaderList = [
  ['Vary', 'Accept-Encoding, Origin'],
  ['Content-Type', 'application/json; charset=utf-8'],
];

/** The headers of the lane's answers. */
class LaneHeaders {
  private readonly list: readonly string[];
  private readonly lines: string;

  constructor(
    fixed: HeaderList,
    /** The lines of a connection that stays open, for answers that are sent whole; null where none is. */
    private readonly keptAlive: string | null,
  ) {
    this.list = fixed.flat();
    this.lines = headLines([...fixed, ...Object.entries(UNCACHED)]);
  }

  /** As a flat list of names and values, which Node writes as it is; headers set one by one are kept and copied. */
  of({ requestId, bytes, own, origin }: AnswerHead): string[] {
    const list = [...this.list, 'x-request-id', requestId, 'x-server-now', serverNow()];
    list.push('Content-Length', String(bytes));
    for (const name in own) list.push(name, own[name]!);
    if (origin) list.push('Access-Control-Allow-Origin', origin);
    return list;
  }

  /** The lines of an answer that is sent whole; null where the connection says otherwise. */
  whole({ requestId, bytes, own, origin }: AnswerHead): string | null {
    if (this.keptAlive === null || own !== UNCACHED || origin) return null;
    return `${this.lines}x-request-id: ${requestId}\r\nx-server-now: ${serverNow()}\r\nContent-Length: ${bytes}\r\n${this.keptAlive}`;
  }
}

/** What differs between the heads of two answers. */
interface AnswerHead {
  requestId: string;
  bytes: number;
  own: Readonly<Record<string, string>>;
  origin: string;
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
    if (!this.match.readsBody) this.run(undefined);
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
    const head = { requestId, bytes, own, origin };
    const isAscii = bytes === text.length;
    if (!(isAscii && this.sendWhole(status, head, text))) {
      response.writeHead(status, this.headers.of(head));
      // Without a letter beyond ASCII both encodings are the same bytes, and latin1 needs no encoding.
      response.end(text, isAscii ? 'latin1' : 'utf8');
    }
    const { id: route } = this.match.route.contract;
    noteAnswered({ requestId, route, status, started, personId });
  }

  private sendWhole(status: number, head: AnswerHead, text: string): boolean {
    const { response } = this;
    if (!(response instanceof HotResponse)) return false;
    const lines = this.headers.whole(head);
    return lines !== null && response.sendWhole(status, lines, text);
  }
}

/**
 * Answers the hot routes before koa sees them, and hands it all the rest. Both lanes run the same code
 * from validation to presentation (`runRoute`); a test holds them to the same answers.
 */
function fastLane(
  routes: readonly Route[],
  security: HeaderList,
  koa: RequestListener,
  kept: string | null,
): RequestListener {
  const matchOf = matcherOf(routes);
  const headers = new LaneHeaders([...security, ...ALWAYS], kept);
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
  server.on('request', fastLane(routes, security, behind, keptAlive(server)));
}
