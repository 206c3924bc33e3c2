import { findInChunks } from './in-chunks';

interface Waiting<T> {
  done(row: T | null): void;
  failed(error: unknown): void;
}

/** Queries under way together: whoever comes meanwhile goes out with the next. */
const AT_ONCE = 2;

/**
 * Look-ups by id that share a query: all that one turn of the event loop asked for go out together and,
 * while two queries are under way, all that come until one is back. A thousand phones that come at once
 * would otherwise ask the database a thousand times. Every read starts after it was asked for, so none is
 * staler than a look-up of its own.
 */
export function groupedReads<T>(
  list: (ids: string[]) => Promise<T[]>,
  idOf: (row: T) => string,
): (id: string) => Promise<T | null> {
  let gathered = new Map<string, Waiting<T>[]>();
  let underWay = 0;
  let due = false;

  function askSoon(): void {
    if (due || underWay >= AT_ONCE || gathered.size === 0) return;
    due = true;
    setImmediate(() => {
      due = false;
      void ask();
    });
  }

  async function ask(): Promise<void> {
    const asked = gathered;
    gathered = new Map();
    underWay += 1;
    try {
      const rows = await findInChunks([...asked.keys()], list);
      const found = new Map(rows.map((row) => [idOf(row), row]));
      for (const [id, waiting] of asked) {
        for (const { done } of waiting) done(found.get(id) ?? null);
      }
    } catch (error) {
      for (const waiting of asked.values()) for (const { failed } of waiting) failed(error);
    } finally {
      underWay -= 1;
      askSoon();
    }
  }

  return (id) =>
    new Promise((done, failed) => {
      const waiting = gathered.get(id);
      if (waiting) waiting.push({ done, failed });
      else gathered.set(id, [{ done, failed }]);
      askSoon();
    });
}
