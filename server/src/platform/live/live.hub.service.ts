import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { Destroy, Provide, Scope, ScopeEnum } from '@midwayjs/core';
import { liveAsk, type Contract, type LiveAsk } from '@qiangji/shared-types';
import { WebSocketServer } from 'ws';
import { AppError, toAppError } from '../errors';
import { authorise, noteAnswered, parsePart, permit, requestIdOf, theGuards } from '../http';
import { Line } from './live.line';
import { LIVE_LIMITS, type LiveLimits } from './live.limits';
import type { AnySource, LiveSource } from './live.source';
import { Topic } from './live.topic';

interface Joined {
  token: string;
  contract: Contract;
  topic: Topic;
}

function readAsk(text: string): LiveAsk {
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch {
    throw new AppError('MALFORMED_JSON');
  }
  return parsePart('message', liveAsk, given) as LiveAsk;
}

/**
 * Who listens to what in this process. A listener is judged as a request of the same route is: schema,
 * token, consent, policy, rate, reach; and again and again while it listens.
 */
@Provide()
@Scope(ScopeEnum.Singleton)
export class LiveHub {
  readonly limits: LiveLimits = { ...LIVE_LIMITS };

  private readonly sources = new Map<string, AnySource>();
  private readonly topics = new Map<string, Topic>();
  private readonly lines = new Set<Line>();
  private readonly joined = new Map<Line, Joined>();
  private readonly timers: NodeJS.Timeout[] = [];
  private server: WebSocketServer | undefined;
  private looking = false;
  private draining = false;

  /** At boot: a feature says how one of its routes is listened to. */
  register<C extends Contract, Shared, Guest>(source: LiveSource<C, Shared, Guest>): void {
    this.sources.set(source.contract.id, source as unknown as AnySource);
  }

  /** Boot fails where a route is `live` and no feature is its source. */
  check(contracts: readonly Contract[]): void {
    const missing = contracts.find((one) => one.live && !this.sources.has(one.id));
    if (missing) throw new Error(`nothing tells who listens to ${missing.id}`);
  }

  /** Whether one more line may be opened. */
  get full(): boolean {
    const open = this.lines.size;
    const unasked = open - this.joined.size;
    return this.draining || open >= this.limits.lines || unasked >= this.limits.unasked;
  }

  /** Opens a line on a connection that was judged worth it (`takeLive`). */
  accept(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const started = performance.now();
    const requestId = requestIdOf(request.headers['x-request-id']);
    this.listen().handleUpgrade(request, socket, head, (opened) => {
      const line = new Line(opened, this.limits, {
        ask: (asking, text) => {
          void this.join(asking, text).then((route) => {
            const { personId } = asking;
            noteAnswered({ requestId, route, status: 101, started, personId });
          });
        },
        gone: (gone) => this.forget(gone),
      });
      this.lines.add(line);
    });
  }

  /** Tells all that this process ends, and waits until they have gone. */
  @Destroy()
  async close(): Promise<void> {
    this.draining = true;
    for (const timer of this.timers.splice(0)) clearInterval(timer);
    const gone = [...this.lines].map((line) => line.drain());
    await Promise.all(gone);
  }

  private listen(): WebSocketServer {
    if (this.server) return this.server;
    this.timers.push(
      setInterval(() => this.beat(), this.limits.stillMs).unref(),
      setInterval(() => void this.look(), this.limits.lookMs).unref(),
    );
    return (this.server = new WebSocketServer({
      noServer: true,
      clientTracking: false,
      maxPayload: this.limits.askBytes,
      // A ranking is small; a compressor for each line is not.
      perMessageDeflate: false,
    }));
  }

  /** Answers the route's id for the log, `live` where it is none. */
  private async join(line: Line, text: string): Promise<string> {
    let route = 'live';
    try {
      const { token, route: id, params } = readAsk(text);
      const source = this.sources.get(id);
      if (!source) throw new AppError('NOT_FOUND');
      route = `live ${id}`;
      const { contract } = source;
      const input = { params: parsePart('params', contract.params, params) } as never;
      const actor = await theGuards().authenticate(token);
      const guest = await source.enter(input, { actor, scope: authorise(contract, actor) });
      if (!line.open) return route;
      this.makeRoom(actor.personId);
      line.personId = actor.personId;
      const topic = this.topicOf(source, source.topicOf(input));
      this.joined.set(line, { token, contract, topic });
      topic.join(line, guest);
    } catch (thrown) {
      line.refuse(toAppError(thrown));
    }
    return route;
  }

  private makeRoom(personId: string): void {
    const own = [...this.joined.keys()].filter((one) => one.open && one.personId === personId);
    const [oldest] = own;
    if (oldest && own.length >= this.limits.linesOfOne) oldest.refuse(new AppError('RATE_LIMITED'));
  }

  private topicOf(source: AnySource, name: string): Topic {
    const key = `${source.contract.id} ${name}`;
    let topic = this.topics.get(key);
    if (!topic) {
      topic = new Topic(name, source, this.limits, { empty: () => this.topics.delete(key) });
      this.topics.set(key, topic);
    }
    return topic;
  }

  private forget(line: Line): void {
    this.lines.delete(line);
    const joined = this.joined.get(line);
    this.joined.delete(line);
    joined?.topic.leave(line);
  }

  private beat(): void {
    for (const line of this.lines) line.beat();
  }

  /** Ends the lines of sessions that are over, and of those who may no longer call the route. */
  private async look(): Promise<void> {
    if (this.looking) return;
    this.looking = true;
    const looks = [...this.joined].map(async ([line, { contract, token }]) => {
      if (!line.open) return;
      try {
        permit(contract, await theGuards().authenticate(token));
      } catch (thrown) {
        line.refuse(toAppError(thrown));
      }
    });
    await Promise.all(looks);
    this.looking = false;
  }
}
