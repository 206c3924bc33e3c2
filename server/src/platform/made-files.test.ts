import { MadeFiles } from './made-files';

const bytes = (text: string) => Promise.resolve(Buffer.from(text));

it('makes a file once for the same parts, also for those who ask while it is made', async () => {
  const files = new MadeFiles();
  let finish: (made: Buffer) => void = () => undefined;
  const make = jest.fn(() => new Promise<Buffer>((done) => (finish = done)));
  const asked = [files.of(['a', { rows: [1] }], make), files.of(['a', { rows: [1] }], make)];
  finish(Buffer.from('made'));
  const [first, second] = await Promise.all(asked);
  expect(second).toBe(first);
  expect(await files.of(['a', { rows: [1] }], make)).toBe(first);
  expect(make).toHaveBeenCalledTimes(1);
});

it('makes another for other parts, whatever they look like side by side', async () => {
  const files = new MadeFiles();
  await files.of(['a', 'b'], () => bytes('1'));
  for (const parts of [['ab'], ['a', ['b']], ['b', 'a'], ['a', 'b', null]]) {
    expect(String(await files.of(parts, () => bytes('2')))).toBe('2');
  }
});

it('keeps nothing of what went wrong', async () => {
  const files = new MadeFiles();
  await expect(files.of(['a'], () => Promise.reject(new Error('broke')))).rejects.toThrow('broke');
  expect(String(await files.of(['a'], () => bytes('made')))).toBe('made');
});

it('lets the oldest go where all together are too large', async () => {
  const files = new MadeFiles();
  const large = jest.fn(() => Promise.resolve(Buffer.alloc(20 * 1024 * 1024)));
  await files.of([1], large);
  await files.of([2], large);
  await files.of([2], large);
  expect(large).toHaveBeenCalledTimes(2);
  await files.of([1], large);
  expect(large).toHaveBeenCalledTimes(3);
});
