import type { Db } from 'mongodb';
import type { WeappRun } from './harness';

/** What the service keeps of somebody's phone since a moment, read where it lies. */
export class Arrived {
  constructor(
    private readonly db: Db,
    private readonly actorId: string,
    private readonly began: Date,
  ) {}

  /** The records of a collection, as they are stored. */
  of(collection: string): Promise<object[]> {
    const { actorId, began } = this;
    const mine = { actorId, receivedAt: { $gte: began } };
    return this.db.collection(collection).find(mine).toArray();
  }

  /** How many records each collection has of it. */
  async counts(collections: readonly string[]): Promise<number[]> {
    const found = await Promise.all(collections.map((one) => this.of(one)));
    return found.map((records) => records.length);
  }
}

/** Starts to listen; answers the writes that the phone has sent since, ids aside. */
export function writesFromNow({ network }: WeappRun): () => string[] {
  const before = network.log.length;
  return () => {
    const sent = network.log.slice(before).filter((line) => line.startsWith('POST'));
    return sent.map((line) => line.replace(/[0-9a-f-]{36}/, ':id'));
  };
}
