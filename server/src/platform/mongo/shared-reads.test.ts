import fc from 'fast-check';
import { SharedReads } from './shared-reads';

/** A read that ends when it is told to, and says when it began. */
function slowReads() {
  const ends: (() => void)[] = [];
  let began = 0;
  const read = () => {
    const number = (began += 1);
    return new Promise<number>((done) => ends.push(() => done(number)));
  };
  return { read, ends, began: () => began };
}

it('lets those who come while a read runs share the next one', async () => {
  const reads = new SharedReads();
  const { read, ends, began } = slowReads();
  const first = reads.read('week', read);
  const later = [reads.read('week', read), reads.read('week', read), reads.read('week', read)];
  expect(began()).toBe(1);
  ends.shift()?.();
  expect(await first).toBe(1);
  await Promise.resolve();
  ends.shift()?.();
  expect(await Promise.all(later)).toEqual([2, 2, 2]);
  expect(began()).toBe(2);
});

it('keeps what has different keys apart, and begins anew once all are answered', async () => {
  const reads = new SharedReads();
  const { read, ends, began } = slowReads();
  const both = [reads.read('a', read), reads.read('b', read)];
  for (const end of ends.splice(0)) end();
  expect(await Promise.all(both)).toEqual([1, 2]);
  const third = reads.read('a', read);
  for (const end of ends.splice(0)) end();
  expect(await third).toBe(3);
  expect(began()).toBe(3);
});

it('gives a failure to those who shared it, and the next ones a read of their own', async () => {
  const reads = new SharedReads();
  let fail = true;
  const read = () => (fail ? Promise.reject(new Error('away')) : Promise.resolve('back'));
  const first = reads.read('week', read);
  const second = reads.read('week', read);
  await expect(first).rejects.toThrow('away');
  await expect(second).rejects.toThrow('away');
  fail = false;
  expect(await reads.read('week', read)).toBe('back');
});

it('never answers with a read that began before it was asked for', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.constantFrom('ask', 'end'), { maxLength: 40 }), async (acts) => {
      const reads = new SharedReads();
      const { read, ends, began } = slowReads();
      const asked: { before: number; answer: Promise<number> }[] = [];
      for (const act of acts) {
        if (act === 'ask') asked.push({ before: began(), answer: reads.read('k', read) });
        else ends.shift()?.();
        // Lets what was ended be noticed.
        await new Promise(setImmediate);
      }
      while (ends.length > 0) {
        ends.shift()?.();
        await new Promise(setImmediate);
      }
      for (const { before, answer } of asked) expect(await answer).toBeGreaterThan(before);
    }),
    { numRuns: 200 },
  );
});
