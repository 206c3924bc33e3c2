import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';

/** Bytes that are kept at most, and how long (ms). */
const MOST_BYTES = 32 * 1024 * 1024;
const KEPT_MS = 10 * 60_000;

/**
 * Files that were made lately. A workbook or a print takes a quarter of a second of a processor, and is asked for
 * again by whoever else leads the unit, or where a download broke off. What goes into a file is read each time: a
 * kept one is never older than its figures.
 */
export class MadeFiles {
  private readonly kept = new LRUCache<string, Buffer>({
    maxSize: MOST_BYTES,
    ttl: KEPT_MS,
    // Some hold names: they go when their time is over, asked for or not.
    ttlAutopurge: true,
    sizeCalculation: (bytes) => bytes.length || 1,
  });
  private readonly making = new Map<string, Promise<Buffer>>();

  /** The file that `make` makes of `parts`, which hold everything that it depends on. Nobody may change it. */
  of(parts: unknown, make: () => Promise<Buffer>): Promise<Buffer> {
    const key = createHash('sha256').update(JSON.stringify(parts)).digest('base64');
    const kept = this.kept.get(key);
    if (kept) return Promise.resolve(kept);
    const under = this.making.get(key);
    if (under) return under;
    const making = make().then((bytes) => {
      this.kept.set(key, bytes);
      return bytes;
    });
    this.making.set(key, making);
    const over = () => this.making.delete(key);
    making.then(over, over);
    return making;
  }
}

/** Those of the whole process. */
export const madeFiles = new MadeFiles();
