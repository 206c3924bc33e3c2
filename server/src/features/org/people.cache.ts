import { Provide, Scope as DiScope, ScopeEnum } from '@midwayjs/core';
import { LRUCache } from 'lru-cache';
import type { PersonDocument } from './org.collection';

/**
 * A change made by another process shows after this (ms), which is how late a session ends too. Names, posts
 * and enforcement IDs beside records are worth no query of their own each time.
 */
const KEPT_MS = 2_000;
const MAX_PEOPLE = 10_000;
const MAX_LISTS = 200;

/** People as they were read a moment ago. What a process writes itself it sees at once. */
@Provide()
@DiScope(ScopeEnum.Singleton)
export class PeopleCache {
  private readonly people = new LRUCache<string, PersonDocument>({ max: MAX_PEOPLE, ttl: KEPT_MS });
  private readonly lists = new LRUCache<string, PersonDocument[]>({ max: MAX_LISTS, ttl: KEPT_MS });
  /** A read that began before a write must not be kept after it. */
  private writes = 0;

  /** People by id; those not kept are read. Unknown ids are left out. */
  async byIds(
    ids: readonly string[],
    read: (missing: string[]) => Promise<PersonDocument[]>,
  ): Promise<Map<string, PersonDocument>> {
    const found = new Map<string, PersonDocument>();
    const missing: string[] = [];
    for (const id of new Set(ids)) {
      const person = this.people.get(id);
      if (person) found.set(id, person);
      else missing.push(id);
    }
    if (missing.length === 0) return found;
    const { writes } = this;
    for (const person of await read(missing)) {
      found.set(person._id, person);
      if (writes === this.writes) this.people.set(person._id, person);
    }
    return found;
  }

  /** The people of a list that `key` names. */
  async list(key: string, read: () => Promise<PersonDocument[]>): Promise<PersonDocument[]> {
    const kept = this.lists.get(key);
    if (kept) return [...kept];
    const { writes } = this;
    const people = await read();
    if (writes === this.writes) this.lists.set(key, people);
    return [...people];
  }

  /** After every write to a person by this process. */
  forget(): void {
    this.writes += 1;
    this.people.clear();
    this.lists.clear();
  }
}
