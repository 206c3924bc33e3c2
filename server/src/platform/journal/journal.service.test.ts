import os from 'node:os';
import { MongoClient, type Document } from 'mongodb';
import type { CollectionDefinition, MongoService } from '../mongo';
import { SilentProxy } from '../../../test/silent-proxy';
import { defineJournal, JournalService } from '.';
import { mongoSink } from './journal.sink';

interface Mark {
  personId: string;
  seq: number;
  text: string;
  word?: string;
}

const marks = defineJournal<Mark>('journal_marks', {
  keyOf: (event) => [event.personId, event.word ?? event.seq],
  same: (kept, again) => kept.text === again.text,
  conflict: 'STATE_CONFLICT',
  indexes: [{ key: { text: 1 }, unique: true, partialFilterExpression: { word: 'only' } }],
});

let client: MongoClient;
let service: JournalService;
const name = `qj_journal_${process.pid}_${process.env.JEST_WORKER_ID ?? '0'}`;

beforeAll(async () => {
  client = await MongoClient.connect(process.env.MONGODB_URI ?? '', { runtimeAdapters: { os } });
  await client.db(name).dropDatabase();
  const { collection } = marks;
  await client
    .db(name)
    .collection(collection.name)
    .createIndexes([...collection.indexes]);
  service = new JournalService();
  service.mongo = {
    collection: <T extends Document>(one: CollectionDefinition<T>) =>
      client.db(name).collection<T>(one.name),
  } as MongoService;
});

afterAll(async () => {
  await client.db(name).dropDatabase();
  await client.close();
});

const mark = (personId: string, seq: number, text = `${personId} ${seq}`) => ({
  personId,
  seq,
  text,
});

describe('the journal on a real database', () => {
  it('keeps what 64 callers send, half of it twice, exactly once and in its own order', async () => {
    const people = Array.from({ length: 64 }, (_, index) => `p${index}`);
    const append = async (person: string) => {
      let repeated = 0;
      // Backwards and in pairs: neither insertion nor arrival is the order asked for.
      for (let seq = 19; seq >= 0; seq -= 1) {
        const twice = seq % 2 === 0 ? 2 : 1;
        const all = Array.from({ length: twice }, () => service.append(marks, mark(person, seq)));
        for (const one of await Promise.all(all)) repeated += one.repeated ? 1 : 0;
      }
      return repeated;
    };
    const repeats = await Promise.all(people.map(append));
    expect(repeats).toEqual(people.map(() => 10));
    expect(await client.db(name).collection(marks.collection.name).countDocuments()).toBe(64 * 20);
    const stream = await service.listStream(marks, 'p1');
    expect(stream.map(({ seq }) => seq)).toEqual(Array.from({ length: 20 }, (_, seq) => seq));
  });

  it('judges each event by its own key, and by other unique indexes', async () => {
    await service.append(marks, mark('own', 1, 'first'));
    const ends = await Promise.allSettled([
      service.append(marks, mark('own', 1, 'first')),
      service.append(marks, mark('own', 1, 'other')),
      service.append(marks, mark('own', 2)),
      service.append(marks, { ...mark('own', 3, 'taken'), word: 'only' }),
      service.append(marks, { ...mark('own2', 3, 'taken'), word: 'only' }),
    ]);
    expect(
      ends.map((end) => (end.status === 'fulfilled' ? end.value.repeated : end.reason)),
    ).toEqual([
      true,
      expect.objectContaining({ code: 'STATE_CONFLICT' }),
      false,
      false,
      expect.objectContaining({ code: 'STATE_CONFLICT' }),
    ]);
  });

  it('refuses an event that the database cannot hold, and keeps its neighbours', async () => {
    const text = 'x'.repeat(17 * 1024 * 1024);
    const ends = await Promise.allSettled([
      service.append(marks, mark('big', 1)),
      service.append(marks, mark('big', 2, text)),
      service.append(marks, mark('big', 3)),
    ]);
    expect(ends.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  });

  it('reads within reach only', async () => {
    await service.append(marks, mark('reach', 1));
    expect(await service.findEvent(marks, ['reach', 1])).toMatchObject({ text: 'reach 1' });
    expect(await service.findEvent(marks, ['reach', 1], { personId: 'p1' })).toBeNull();
    expect(await service.findEvent(marks, ['reach', 2])).toBeNull();
    expect(await service.listStream(marks, 'reach', { personId: 'p1' })).toEqual([]);
  });

  it('takes nothing after its end', async () => {
    const taken = service.append(marks, mark('end', 1));
    await service.close();
    expect((await taken).repeated).toBe(false);
    await expect(service.append(marks, mark('end', 2))).rejects.toMatchObject({ code: 'BUSY' });
  });
});

it('gives a try up where the database says nothing, and the batch may go out again', async () => {
  const { proxy, uri } = await SilentProxy.before(process.env.MONGODB_URI ?? '');
  const through = await MongoClient.connect(uri, { runtimeAdapters: { os } });
  try {
    const sink = mongoSink<Mark & { _id: string }>(
      through.db(name).collection(marks.collection.name),
      300,
    );
    const event = { _id: 'silent:0', ...mark('silent', 0) };
    proxy.fallSilent();
    const lost = { code: 'DATABASE_UNAVAILABLE' };
    await expect(sink.write([event])).rejects.toMatchObject(lost);
    await expect(sink.find([event._id])).rejects.toMatchObject(lost);
    proxy.speak();
    const [outcome] = await sink.write([event]);
    // What was given up may have arrived: it is there once either way.
    expect(['durable', 'taken']).toContain(outcome);
    expect(await sink.find([event._id])).toEqual([event]);
  } finally {
    proxy.speak();
    await through.close();
    await proxy.stop();
  }
});
