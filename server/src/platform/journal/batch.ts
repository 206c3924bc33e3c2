/** Roughly how many bytes a value takes in BSON; never less than half of it, and cheap to ask. */
export function roughBytes(value: unknown): number {
  if (typeof value === 'string') return 8 + value.length * 3;
  if (value === null || typeof value !== 'object') return 12;
  if (value instanceof Date) return 12;
  if (ArrayBuffer.isView(value)) return 16 + value.byteLength;
  let bytes = 16;
  for (const key in value) {
    bytes += key.length + 2 + roughBytes((value as Record<string, unknown>)[key]);
  }
  return bytes;
}

export interface BatchCaps {
  events: number;
  bytes: number;
}

/** Takes the next batch off the front of a queue: within both caps, and one event at least. */
export function takeBatch<T extends { bytes: number }>(queue: T[], caps: BatchCaps): T[] {
  let bytes = 0;
  let count = 0;
  for (const { bytes: next } of queue) {
    if (count === caps.events || (count > 0 && bytes + next > caps.bytes)) break;
    bytes += next;
    count += 1;
  }
  return queue.splice(0, count);
}
