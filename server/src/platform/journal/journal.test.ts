import fc from 'fast-check';
import { AppError } from '../errors';
import { roughBytes, takeBatch } from './batch';
import {
  defineJournal,
  definePackedJournal,
  eventId,
  eventKey,
  type JournalDocument,
} from './journal.definition';
import { Journal, LIMITS, longestMs, type Appended, type JournalLimits } from './journal';
import type { JournalSink, Outcome } from './journal.sink';

interface Answer {
  attemptId: string;
  seq: number;
  chosen: string;
}

const definition = defineJournal<Answer>('journal_of_the_test', {
  keyOf: (event) => [event.attemptId, event.seq],
  same: (kept, again) => kept.chosen === again.chosen,
});
type Kept = Answer & JournalDocument;

const answer = (seq: number, chosen = 'a', attemptId = 'one') => ({ attemptId, seq, chosen });

function lost(): Error {
  return Object.assign(new Error('connection reset'), { name: 'MongoNetworkError' });
}

/** What the database does with the next call: `before` and `after` lose the answer, `away` says so. */
type Mishap = 'none' | 'before' | 'after' | 'away';

/** A database in memory; mishaps are taken from a list, `gate` holds writes back. */
class FakeSink implements JournalSink<Kept> {
  readonly kept = new Map<string, Kept>();
  readonly batches: number[] = [];
  underWay = 0;
  mostUnderWay = 0;
  gate: Promise<void> = Promise.resolve();

  constructor(
    private readonly mishaps: Mishap[] = [],
    private readonly poison = 'poison',
  ) {}

  async write(events: readonly Kept[]): Promise<Outcome[]> {
    this.batches.push(events.length);
    this.underWay += 1;
    this.mostUnderWay = Math.max(this.mostUnderWay, this.underWay);
    try {
      await this.gate;
      const mishap = this.mishaps.shift() ?? 'none';
      if (mishap === 'before') throw lost();
      if (mishap === 'away') throw Object.assign(new Error('not primary'), { code: 10_107 });
      const outcomes = events.map((event) => this.keep(event));
      if (mishap === 'after') throw lost();
      return outcomes;
    } finally {
      this.underWay -= 1;
    }
  }

  async find(ids: readonly string[]): Promise<Kept[]> {
    const mishap = this.mishaps.shift() ?? 'none';
    if (mishap !== 'none') throw lost();
    return Promise.resolve(ids.flatMap((id) => this.kept.get(id) ?? []));
  }

  private keep(event: Kept): Outcome {
    if (event.chosen === this.poison) return { refused: new Error('121: document is not valid') };
    if (this.kept.has(event._id)) return 'taken';
    this.kept.set(event._id, event);
    return 'durable';
  }
}

function journalOn(sink: FakeSink, limits: Partial<JournalLimits> = {}): Journal<Answer> {
  return new Journal(definition, sink, { ...LIMITS, pauseMs: 0, ...limits });
}

function gate() {
  let open: () => void = () => undefined;
  const closed = new Promise<void>((done) => (open = done));
  return { closed, open };
}

const turn = () => new Promise((done) => setImmediate(done));

async function codeOf(append: Promise<Appended<Answer>>): Promise<string> {
  try {
    return (await append).repeated ? 'repeated' : 'kept';
  } catch (error) {
    return error instanceof AppError ? error.code : 'refused';
  }
}

describe('a journal', () => {
  it('keeps events in their packed form, and answers and judges them in their own', async () => {
    interface Packed extends JournalDocument {
      c: string;
    }
    const packed = definePackedJournal<Answer, Packed>('packed', definition, {
      pack: (_id, { chosen: c }) => ({ _id, c }),
      unpack: ({ _id, c }) => {
        if (c === '') throw new Error('not to be read');
        const [attemptId, seq] = eventKey(_id);
        return { attemptId, seq: Number(seq), chosen: c };
      },
    });
    const kept = new Map<string, Packed>();
    const journal = new Journal(packed, {
      write: async (documents) =>
        documents.map((one) => {
          if (kept.has(one._id)) return 'taken';
          kept.set(one._id, one);
          return 'durable';
        }),
      find: async (ids) => ids.flatMap((id) => kept.get(id) ?? []),
    });
    const event = answer(1, 'a');
    expect(await journal.append(event)).toEqual({ event, repeated: false });
    expect([...kept.values()]).toEqual([{ _id: 'one:0000000001', c: 'a' }]);
    expect(await journal.append(event)).toEqual({ event, repeated: true });
    expect(await codeOf(journal.append(answer(1, 'b')))).toBe('OP_ID_REUSED');
    // What is kept under one key is not to be read: nobody else's repeat hears of it.
    await journal.append(answer(2, 'b'));
    kept.set('one:0000000001', { _id: 'one:0000000001', c: '' });
    const ends = await Promise.all([1, 2].map((seq) => codeOf(journal.append(answer(seq, 'b')))));
    expect(ends).toEqual(['OP_ID_REUSED', 'repeated']);
    await journal.close();
  });

  it('answers only when the batch is durable, and sends what gathered meanwhile as one', async () => {
    const sink = new FakeSink();
    const { closed, open } = gate();
    sink.gate = closed;
    const journal = journalOn(sink);
    const answered: number[] = [];
    const append = async (seq: number) => {
      await journal.append(answer(seq));
      answered.push(seq);
    };
    const first = append(0);
    await turn();
    const second = Array.from({ length: 16 }, (_, index) => append(index + 1));
    await turn();
    const rest = Array.from({ length: 50 }, (_, index) => append(index + 17));
    await turn();
    expect(sink.batches).toEqual([1, 16]);
    expect(answered).toEqual([]);
    open();
    await Promise.all([first, ...second, ...rest]);
    expect(sink.batches).toEqual([1, 16, 50]);
    expect(sink.mostUnderWay).toBe(2);
    expect(sink.kept.size).toBe(67);
  });

  it('keeps batches within both caps', async () => {
    const sink = new FakeSink();
    const journal = journalOn(sink, { batchEvents: 10 });
    await Promise.all(Array.from({ length: 95 }, (_, seq) => journal.append(answer(seq))));
    expect(Math.max(...sink.batches)).toBe(10);
    const long = answer(0, 'x'.repeat(400), 'two');
    const narrow = journalOn(sink, {
      batchBytes: roughBytes({ _id: eventId(['two', 0]), ...long }) * 2,
    });
    sink.batches.length = 0;
    await Promise.all([0, 1, 2, 3, 4].map((seq) => narrow.append({ ...long, seq })));
    expect(sink.batches).toEqual([2, 2, 1]);
  });

  it('answers a repeat with the first event, and refuses another body under its key', async () => {
    const sink = new FakeSink();
    const journal = journalOn(sink);
    await journal.append(answer(1, 'a'));
    await expect(journal.append(answer(1, 'a'))).resolves.toMatchObject({
      repeated: true,
      event: { seq: 1, chosen: 'a' },
    });
    expect(await codeOf(journal.append(answer(1, 'b')))).toBe('OP_ID_REUSED');
    // Both in one batch: one is kept, the other judged by it.
    const twins = await Promise.all(
      ['c', 'd'].map((one) => codeOf(journal.append(answer(2, one)))),
    );
    expect(twins).toEqual(['kept', 'OP_ID_REUSED']);
  });

  it('refuses one bad event without its neighbours', async () => {
    const journal = journalOn(new FakeSink());
    const codes = await Promise.all(
      ['a', 'poison', 'b'].map((chosen, seq) => codeOf(journal.append(answer(seq, chosen)))),
    );
    expect(codes).toEqual(['kept', 'refused', 'kept']);
  });

  it('sends a batch again whose answer was lost, and keeps it once', async () => {
    const sink = new FakeSink(['after', 'away', 'before']);
    const event = answer(7);
    expect((await journalOn(sink).append(event)).event).toMatchObject(event);
    expect(sink.batches).toEqual([1, 1, 1, 1]);
    expect(sink.kept.size).toBe(1);
  });

  it('tells its callers that it is unknown where the database stays away, and works on after', async () => {
    const sink = new FakeSink(Array<Mishap>(LIMITS.tries).fill('before'));
    const journal = journalOn(sink);
    expect(await codeOf(journal.append(answer(1)))).toBe('DATABASE_UNAVAILABLE');
    expect(await codeOf(journal.append(answer(1)))).toBe('kept');
  });

  it('refuses with a 503 what would make the queue too long, by count and by bytes', async () => {
    const sink = new FakeSink();
    const { closed, open } = gate();
    sink.gate = closed;
    const journal = journalOn(sink, { queueEvents: 3, queueBytes: 1_000, batchEvents: 1 });
    const early = [0, 1].map((seq) => codeOf(journal.append(answer(seq))));
    await turn();
    const waiting = [2, 3, 4].map((seq) => codeOf(journal.append(answer(seq))));
    const refusal = journal.append(answer(5));
    await expect(refusal).rejects.toMatchObject({ code: 'BUSY', status: 503 });
    const big = journalOn(sink, { queueBytes: 100 });
    expect(await codeOf(big.append(answer(0, 'x'.repeat(200))))).toBe('BUSY');
    open();
    expect(await Promise.all([...early, ...waiting])).toEqual(Array(5).fill('kept'));
    expect(await codeOf(journal.append(answer(5)))).toBe('kept');
  });

  it('refuses what waited too long to go out, from the front, and never what is under way', async () => {
    const sink = new FakeSink();
    const { closed, open } = gate();
    sink.gate = closed;
    let ms = 0;
    const limits = { ...LIMITS, batchEvents: 1, queueMs: 15_000 };
    const journal = new Journal(definition, sink, limits, () => ms);
    const underWay = [0, 1].map((seq) => codeOf(journal.append(answer(seq))));
    await turn();
    const old = codeOf(journal.append(answer(2)));
    ms = 1;
    const young = codeOf(journal.append(answer(3)));
    ms = 15_001;
    open();
    expect(await Promise.all([...underWay, old, young])).toEqual(['kept', 'kept', 'BUSY', 'kept']);
    expect(await codeOf(journal.append(answer(2)))).toBe('kept');
  });

  it('refuses it also while batches under way are stuck', async () => {
    jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'performance'] });
    try {
      const sink = new FakeSink();
      sink.gate = new Promise(() => undefined);
      let ms = 0;
      const limits = { ...LIMITS, batchEvents: 1, queueMs: 15_000, queueBytes: 700 };
      const journal = new Journal(definition, sink, limits, () => ms);
      for (const seq of [0, 1]) void journal.append(answer(seq));
      await turn();
      const pass = (by: number) => {
        ms += by;
        jest.advanceTimersByTime(by);
      };
      pass(5_000);
      const first = codeOf(journal.append(answer(2, 'x'.repeat(100))));
      pass(5_000);
      const second = codeOf(journal.append(answer(3)));
      pass(10_002);
      expect(await first).toBe('BUSY');
      // What it took in the queue is free again.
      const third = codeOf(journal.append(answer(4, 'x'.repeat(100))));
      pass(5_000);
      expect(await second).toBe('BUSY');
      pass(10_002);
      expect(await third).toBe('BUSY');
    } finally {
      jest.useRealTimers();
    }
  });

  it('does not begin where an append may take longer than its events have', () => {
    const sink = new FakeSink();
    const within = (withinMs: number) => new Journal({ ...definition, withinMs }, sink);
    expect(longestMs(LIMITS)).toBe(55_350);
    expect(() => within(55_350)).toThrow(/55350 ms/);
    expect(() => within(55_351)).not.toThrow();
  });

  it('answers everything it took before it closes, and takes nothing after', async () => {
    const sink = new FakeSink();
    const { closed, open } = gate();
    sink.gate = closed;
    const journal = journalOn(sink);
    await expect(journalOn(sink).close()).resolves.toBeUndefined();
    const taken = [1, 2, 3].map((seq) => codeOf(journal.append(answer(seq))));
    let ended = false;
    const end = journal.close().then(() => (ended = true));
    expect(await codeOf(journal.append(answer(4)))).toBe('BUSY');
    await turn();
    expect(ended).toBe(false);
    open();
    await end;
    expect(await Promise.all(taken)).toEqual(['kept', 'kept', 'kept']);
  });

  it('rejects an event that no key can name', async () => {
    const journal = journalOn(new FakeSink());
    for (const [stream, seq] of [
      ['', 0],
      ['a:b', 0],
      ['a', -1],
      ['a', 1.5],
      ['a', 1e10],
    ] as const) {
      await expect(journal.append(answer(seq, 'a', stream))).rejects.toThrow(/may/);
    }
  });
});

describe('properties', () => {
  const event = fc.record({
    attemptId: fc.constantFrom('one', 'two'),
    seq: fc.nat({ max: 12 }),
    chosen: fc.constantFrom('a', 'b', 'poison'),
  });
  const mishap = fc.constantFrom<Mishap>('none', 'none', 'before', 'after', 'away');

  it('keep every acknowledged event once, whatever is doubled, lost or refused', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(event, { maxLength: 8 }), { maxLength: 12 }),
        fc.array(mishap, { maxLength: 20 }),
        fc.record({ batchEvents: fc.integer({ min: 1, max: 6 }), tries: fc.constantFrom(1, 3) }),
        async (waves, mishaps, limits) => {
          const sink = new FakeSink(mishaps);
          const journal = journalOn(sink, limits);
          const sent: (typeof waves)[number] = [];
          const ending: Promise<PromiseSettledResult<Appended<Answer>>[]>[] = [];
          for (const wave of waves) {
            sent.push(...wave);
            ending.push(Promise.allSettled(wave.map((given) => journal.append(given))));
            await turn();
          }
          const ends = (await Promise.all(ending)).flat();
          await journal.close();
          ends.forEach((end, index) => {
            const given = sent[index]!;
            const kept = sink.kept.get(eventId([given.attemptId, given.seq]));
            if (end.status === 'fulfilled') {
              expect(kept).toMatchObject(given);
              expect(kept).toMatchObject(end.value.event);
              return;
            }
            const code = end.reason instanceof AppError ? end.reason.code : 'refused';
            if (code === 'OP_ID_REUSED') expect(kept?.chosen).not.toBe(given.chosen);
            else if (code === 'refused') expect(given.chosen).toBe('poison');
            else expect(code).toBe('DATABASE_UNAVAILABLE');
          });
          expect(sink.mostUnderWay).toBeLessThanOrEqual(2);
          expect(Math.max(0, ...sink.batches)).toBeLessThanOrEqual(limits.batchEvents);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('keep the order of a stream in the ids, numbers before words', () => {
    const place = fc.oneof(fc.nat({ max: 9_999_999_999 }), fc.uuid());
    fc.assert(
      fc.property(place, place, (a, b) => {
        const byId = eventId(['s', a]) < eventId(['s', b]);
        if (typeof a === typeof b) expect(byId).toBe(a < b);
        else if (typeof a === 'number' && /^[a-f]/.test(String(b))) expect(byId).toBe(true);
        expect(eventKey(eventId(['s', a]))).toEqual(['s', a]);
      }),
    );
  });

  it('cut a queue into batches that hold all of it, in order', () => {
    const sizes = fc.array(fc.nat({ max: 50 }), { maxLength: 60 });
    const caps = fc.record({
      events: fc.integer({ min: 1, max: 9 }),
      bytes: fc.integer({ min: 1, max: 99 }),
    });
    fc.assert(
      fc.property(sizes, caps, (given, cap) => {
        const queue = given.map((bytes, index) => ({ bytes, index }));
        const batches: { bytes: number; index: number }[][] = [];
        while (queue.length > 0) batches.push(takeBatch(queue, cap));
        expect(batches.flat().map(({ index }) => index)).toEqual([...given.keys()]);
        for (const batch of batches) {
          const bytes = batch.reduce((sum, one) => sum + one.bytes, 0);
          expect(batch.length).toBeLessThanOrEqual(cap.events);
          expect(batch.length === 1 || bytes <= cap.bytes).toBe(true);
        }
      }),
    );
  });
});
