import { Backlog } from './backlog';

const turn = () => new Promise((done) => setImmediate(done));

it('does together what one turn brings, and each thing once', async () => {
  const done: number[][] = [];
  const backlog = new Backlog<number>('test', async (some) => void done.push(some));
  for (const one of [1, 2, 1, 3]) backlog.add(one);
  await backlog.idle();
  expect(done).toEqual([[1, 2, 3]]);
  backlog.add(1);
  await backlog.idle();
  expect(done).toEqual([[1, 2, 3], [1]]);
});

it('takes what comes in while it works, up to the moment at which it ends', async () => {
  const done: number[][] = [];
  const backlog: Backlog<number> = new Backlog<number>('test', async (some) => {
    done.push(some);
    if (done.length === 1) backlog.add(2);
  });
  backlog.add(1);
  await backlog.idle();
  // Whoever is told that it is idle and adds at once is not forgotten.
  backlog.add(3);
  await backlog.idle();
  expect(done).toEqual([[1], [2], [3]]);
});

it('does again what failed, with what came since', async () => {
  const done: number[][] = [];
  const backlog = new Backlog<number>('test', async (some) => {
    done.push([...some].sort());
    if (done.length === 1) throw new Error('the database is away');
  });
  backlog.add(1);
  await turn();
  backlog.add(2);
  await backlog.idle();
  expect(done).toEqual([[1], [1, 2]]);
});

it('waits for whoever holds it up, who sees how much waits', async () => {
  const seen: number[] = [];
  let open = () => {};
  const held = new Promise<void>((done) => (open = done));
  const done: number[][] = [];
  const backlog = new Backlog<number>(
    'test',
    async (some) => void done.push(some),
    async (waiting) => {
      seen.push(waiting());
      await held;
      seen.push(waiting());
    },
  );
  backlog.add(1);
  await turn();
  backlog.add(2);
  expect(done).toEqual([]);
  open();
  await backlog.idle();
  expect(seen).toEqual([1, 2]);
  expect(done).toEqual([[1, 2]]);
});
