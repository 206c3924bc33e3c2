import fc from 'fast-check';
import { groupedLists, groupedOfPeople, groupedReads, groupedWrites } from './grouped-reads';
import { peopleOf, personKey } from './person-key';

interface Row {
  _id: string;
  asked: number;
}

describe('grouped lists', () => {
  it('give each all rows of its own, in their order, and none where there are none', async () => {
    const rows = [
      { owner: 'a', no: 1 },
      { owner: 'b', no: 1 },
      { owner: 'a', no: 2 },
    ];
    const list = jest.fn((owners: string[]) =>
      Promise.resolve(rows.filter(({ owner }) => owners.includes(owner))),
    );
    const find = groupedLists(list, ({ owner }) => owner);
    const found = await Promise.all(['b', 'a', 'none', 'a'].map(find));
    expect(found.map((own) => own.map(({ no }) => no))).toEqual([[1], [1, 2], [], [1, 2]]);
    expect(list).toHaveBeenCalledTimes(1);
  });
});

describe('what people have of the same thing', () => {
  const id = fc.stringMatching(/^[a-z0-9-]{1,8}$/);
  const thing = fc.array(id, { minLength: 1, maxLength: 3 }).map((parts) => parts.join(' '));

  it('is named by keys that are read back, also where the thing has several parts', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(thing, id)), (pairs) => {
        const read = [...peopleOf(pairs.map(([one, person]) => personKey(one, person)))];
        const back = read.flatMap(([one, people]) => people.map((person) => [one, person]));
        const sorted = (list: string[][]) => list.map((pair) => pair.join('|')).sort();
        expect(sorted(back)).toEqual(sorted(pairs));
        expect(new Set(read.map(([one]) => one)).size).toBe(read.length);
      }),
    );
  });

  it('is asked for once a thing, and given to its own', async () => {
    const list = jest.fn((exam: string, people: string[]) =>
      Promise.resolve(people.map((personId) => ({ exam, personId }))),
    );
    const find = groupedOfPeople(list, ({ personId }) => personId);
    const found = await Promise.all([find('one', 'a'), find('two', 'a'), find('one', 'b')]);
    expect(found.flat().map(({ exam, personId }) => `${exam} ${personId}`)).toEqual([
      'one a',
      'two a',
      'one b',
    ]);
    expect(list.mock.calls).toEqual([
      ['one', ['a', 'b']],
      ['two', ['a']],
    ]);
  });
});

describe('grouped writes', () => {
  it('go out together, and tell everybody who waits where they fail', async () => {
    const write = jest.fn().mockResolvedValueOnce('written').mockRejectedValue(new Error('away'));
    const send = groupedWrites(write);
    expect(await Promise.all([send('a'), send('b'), send('a')])).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect(write.mock.calls).toEqual([[['a', 'b']]]);
    const ends = await Promise.allSettled([send('c'), send('d')]);
    expect(ends.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  });
});

describe('grouped reads', () => {
  it('ask once for all of one turn, in chunks, and answer each with its own row', async () => {
    const calls: string[][] = [];
    const list = (ids: string[]) => {
      calls.push(ids);
      const rows: Row[] = ids
        .filter((id) => id !== 'none')
        .map((_id) => ({ _id, asked: calls.length }));
      return Promise.resolve(rows.reverse());
    };
    const find = groupedReads(list, (row) => row._id);
    const ids = [...Array.from({ length: 60 }, (_, index) => `id${index}`), 'none', 'id7'];
    const rows = await Promise.all(ids.map(find));
    expect(rows.map((row) => row?._id ?? 'none')).toEqual(ids);
    expect(calls.map(({ length }) => length)).toEqual([50, 11]);
    // A later look-up never gets an earlier answer.
    expect(await find('id7')).toEqual({ _id: 'id7', asked: 3 });
  });

  it('gather while two are under way, and never answer with what was asked before', async () => {
    const calls: { ids: string[]; answer: () => void }[] = [];
    const list = (ids: string[]) =>
      new Promise<{ _id: string; asked: number }[]>((done) => {
        const asked = calls.length;
        calls.push({ ids, answer: () => done(ids.map((_id) => ({ _id, asked }))) });
      });
    const find = groupedReads(list, (row) => row._id);
    const turn = () => new Promise((done) => setImmediate(done));
    const found: Promise<{ asked: number } | null>[] = [];
    const ask = async (ids: string[]) => {
      found.push(...ids.map(find));
      await turn();
    };
    const many = Array.from({ length: 16 }, (_, index) => `b${index}`);
    for (const ids of [['a'], many, ['a'], ['c']]) await ask(ids);
    expect(calls.map(({ ids }) => ids)).toEqual([['a'], many]);
    calls[0]!.answer();
    await found[0];
    await turn();
    // Few: they go with what is next, beside the many that are still under way.
    expect(calls).toHaveLength(2);
    calls[1]!.answer();
    await found[1];
    await turn();
    expect(calls[2]?.ids).toEqual(['a', 'c']);
    calls[2]!.answer();
    const rows = await Promise.all(found);
    expect(rows.map((row) => row?.asked)).toEqual([0, ...many.map(() => 1), 2, 2]);
  });

  it('wait for two that hang no longer than three seconds, and give their people what came of it', async () => {
    jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick'] });
    const calls: { ids: string[]; answer: () => void }[] = [];
    const list = (ids: string[]) =>
      new Promise<{ _id: string }[]>((done) => {
        calls.push({ ids, answer: () => done(ids.map((_id) => ({ _id }))) });
      });
    const find = groupedReads(list, (row) => row._id);
    const turn = () => new Promise((done) => setImmediate(done));
    const hanging: Promise<unknown>[] = [];
    for (const id of ['a', 'b']) {
      hanging.push(find(id));
      await turn();
      jest.advanceTimersByTime(20);
    }
    const later = find('c');
    await turn();
    expect(calls.map(({ ids }) => ids)).toEqual([['a'], ['b']]);
    jest.advanceTimersByTime(3_000);
    await turn();
    expect(calls[2]?.ids).toEqual(['c']);
    for (const { answer } of calls) answer();
    expect(await later).toEqual({ _id: 'c' });
    expect(await Promise.all(hanging)).toEqual([{ _id: 'a' }, { _id: 'b' }]);
    // What came late frees no place a second time.
    for (const id of ['d', 'e', 'f']) {
      void find(id);
      await turn();
      jest.advanceTimersByTime(20);
    }
    expect(calls.slice(3).map(({ ids }) => ids)).toEqual([['d'], ['e']]);
    jest.useRealTimers();
  });

  it('tell everybody who asked that the database is away, and ask anew after', async () => {
    let away = true;
    const list = (ids: string[]) =>
      away ? Promise.reject(new Error('away')) : Promise.resolve(ids.map((_id) => ({ _id })));
    const find = groupedReads(list, (row) => row._id);
    const ends = await Promise.allSettled([find('a'), find('a'), find('b')]);
    expect(ends.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    away = false;
    expect(await find('a')).toEqual({ _id: 'a' });
  });
});
