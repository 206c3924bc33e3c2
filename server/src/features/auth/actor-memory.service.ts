import { Inject, Provide, Scope, ScopeEnum } from '@midwayjs/core';
import type { Actor } from '../../platform/actor';
import { now } from '../../platform/clock';
import { reasonOf } from '../../platform/errors';
import { log } from '../../platform/log';
import { OrgRepository } from '../org';
import { AuthRepository } from './auth.repository';

/** How often it is looked for what changed (ms), and for how long a look is good. */
const LOOK_MS = 1_000;
const GOOD_MS = 1_500;
/** Looked at again each time (ms): writes that were under way, clocks of processes that differ. */
const LOOK_BACK_MS = 60_000;
/** What took longer to read (ms) may have been changed before it is remembered: it is not. */
const SLOW_READ_MS = 5_000;
/** However wrong a clock is, nobody is remembered longer without being read anew (ms). */
const LONGEST_MS = 10 * 60_000;
const MOST = 100_000;

interface Remembered {
  actor: Actor;
  until: number;
  /** When the person had been changed last (ms). */
  asOf: number;
}

/**
 * Who acts in which session, without a read for each request: a crowd that answers once a minute would
 * never be found in what is kept a second. Instead it is asked every second who was changed and which
 * sessions were ended; whoever is moved or revoked, by whatever process, is out within two.
 */
@Provide()
@Scope(ScopeEnum.Singleton)
export class ActorMemory {
  @Inject()
  sessions: AuthRepository;

  @Inject()
  people: OrgRepository;

  private readonly actors = new Map<string, Remembered>();
  private readonly ofPerson = new Map<string, Set<string>>();
  private lookedAt: number | undefined;
  private looking: Promise<void> | undefined;

  /** The actor of a session; undefined where it has to be read. A promise only where it must look first. */
  get(sessionId: string): Actor | undefined | Promise<Actor | undefined> {
    const at = now();
    const age = this.lookedAt === undefined ? Infinity : Math.abs(at - this.lookedAt);
    if (age > LOOK_MS && !this.looking) this.look(at);
    if (age <= GOOD_MS || !this.looking) return this.known(sessionId, at);
    if (!this.actors.has(sessionId)) return undefined;
    return this.looking.then(() => {
      const then = now();
      // A look that took long says nothing of what happened since it began.
      const isGood = Math.abs(then - (this.lookedAt ?? -Infinity)) <= GOOD_MS;
      return isGood ? this.known(sessionId, then) : undefined;
    });
  }

  /**
   * `expiresAt`: when the session ends by itself; `asOf`: the person's latest change; both as they were read,
   * by a read that began at `readAt`.
   */
  keep(
    actor: Actor,
    { expiresAt, asOf, readAt }: { expiresAt: Date; asOf: Date; readAt: number },
  ): void {
    if (Math.abs(now() - readAt) > SLOW_READ_MS) return;
    const { sessionId, personId } = actor;
    const until = Math.min(expiresAt.getTime(), now() + LONGEST_MS);
    this.actors.set(sessionId, { actor, until, asOf: asOf.getTime() });
    const theirs = this.ofPerson.get(personId);
    if (theirs) theirs.add(sessionId);
    else this.ofPerson.set(personId, new Set([sessionId]));
    const [oldest] = this.actors.keys();
    if (this.actors.size > MOST && oldest !== undefined) this.forget(oldest);
  }

  forget(sessionId: string): void {
    const personId = this.actors.get(sessionId)?.actor.personId;
    this.actors.delete(sessionId);
    if (personId === undefined) return;
    const theirs = this.ofPerson.get(personId);
    theirs?.delete(sessionId);
    if (theirs?.size === 0) this.ofPerson.delete(personId);
  }

  /** Who was last seen in a session, whether that is still good or not. */
  personOf(sessionId: string): string | undefined {
    return this.actors.get(sessionId)?.actor.personId;
  }

  private known(sessionId: string, at: number): Actor | undefined {
    const one = this.actors.get(sessionId);
    return one && one.until > at && one.until - at <= LONGEST_MS ? one.actor : undefined;
  }

  private look(at: number): void {
    const since = new Date(Math.min(this.lookedAt ?? at, at) - LOOK_BACK_MS);
    const looking = this.forgetChanged(since).then(() => {
      this.lookedAt = at;
    });
    this.looking = looking;
    const over = () => {
      this.looking = undefined;
    };
    looking.then(over, (error: unknown) => {
      over();
      log().warn({ reason: reasonOf(error) }, 'sessions are looked at again');
    });
  }

  private async forgetChanged(since: Date): Promise<void> {
    const [people, sessions] = await Promise.all([
      this.people.listChanged(since),
      this.sessions.listRevoked(since),
    ]);
    for (const { _id, updatedAt } of people) {
      for (const sessionId of [...(this.ofPerson.get(_id) ?? [])]) {
        const asOf = this.actors.get(sessionId)?.asOf;
        if (asOf !== updatedAt.getTime()) this.forget(sessionId);
      }
    }
    for (const id of sessions) this.forget(id);
  }
}
