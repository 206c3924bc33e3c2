import { groupBy } from '../group-by';
import { findInChunks } from './in-chunks';
import { Pace } from './pace';
import { peopleOf, personKey } from './person-key';

interface Waiting<T> {
  done(rows: T[]): void;
  failed(error: unknown): void;
}

/** A query that is not back by then (ms), on a connection that died unseen, holds up nobody but those who wait for it. */
const HELD_UP_MS = 3_000;

/** Look-ups of one record by its id that share a query, as `groupedLists` does it; null where there is none. */
export function groupedReads<T>(
  list: (ids: string[]) => Promise<T[]>,
  idOf: (row: T) => string,
): (id: string) => Promise<T | null> {
  const find = groupedLists(list, idOf);
  return async (id) => (await find(id))[0] ?? null;
}

/** Look-ups of what people have of the same thing: `list` is asked once for each thing, with all its people. */
export function groupedOfPeople<T>(
  list: (thing: string, personIds: string[]) => Promise<T[]>,
  personOf: (row: T) => string,
): (thing: string, personId: string) => Promise<T[]> {
  const find = groupedLists<{ key: string; row: T }>(
    async (keys) => {
      const lists = [...peopleOf(keys)].map(async ([thing, personIds]) => {
        const rows = await list(thing, personIds);
        return rows.map((row) => ({ key: personKey(thing, personOf(row)), row }));
      });
      return (await Promise.all(lists)).flat();
    },
    ({ key }) => key,
  );
  return async (thing, personId) => (await find(personKey(thing, personId))).map(({ row }) => row);
}

/** Writes that share a command in the same way, each named by a key of its own. */
export function groupedWrites(
  write: (keys: string[]) => Promise<unknown>,
): (key: string) => Promise<void> {
  const send = groupedLists<never>(
    async (keys) => {
      await write(keys);
      return [];
    },
    () => '',
  );
  return async (key) => {
    await send(key);
  };
}

/**
 * Look-ups by key that share a query: all that one turn of the event loop asked for go out together, and what
 * comes while a query is under way mostly with the next (`Pace`). A thousand phones that come at once
 * would otherwise ask the database a thousand times. Every read starts after it was asked for, so none is
 * staler than a look-up of its own.
 */
export function groupedLists<T>(
  list: (keys: string[]) => Promise<T[]>,
  keyOf: (row: T) => string,
): (key: string) => Promise<T[]> {
  let gathered = new Map<string, Waiting<T>[]>();
  const pace = new Pace(
    () => gathered.size,
    () => void ask(),
  );

  async function ask(): Promise<void> {
    const asked = gathered;
    gathered = new Map();
    pace.begin();
    let isOver = false;
    const over = () => {
      if (isOver) return;
      isOver = true;
      pace.end();
    };
    const late = setTimeout(over, HELD_UP_MS);
    late.unref();
    try {
      const rows = await findInChunks([...asked.keys()], list);
      const found = groupBy(rows, keyOf);
      for (const [key, waiting] of asked) {
        for (const { done } of waiting) done(found.get(key) ?? []);
      }
    } catch (error) {
      for (const waiting of asked.values()) for (const { failed } of waiting) failed(error);
    } finally {
      clearTimeout(late);
      over();
    }
  }

  return (key) =>
    new Promise((done, failed) => {
      const waiting = gathered.get(key);
      if (waiting) waiting.push({ done, failed });
      else gathered.set(key, [{ done, failed }]);
      pace.look();
    });
}
