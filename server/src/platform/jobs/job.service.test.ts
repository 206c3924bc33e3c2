import { Kit } from '../../../test/kit';
import { MongoService } from '../mongo';
import { jobCollection } from './job.collection';
import { JobRepository } from './job.repository';
import { JobService, type Job } from './job.service';

let kit: Kit;
let jobs: JobService;

beforeAll(async () => {
  kit = await Kit.start();
  jobs = await kit.get(JobService);
});

afterAll(async () => {
  await kit.stop();
});

async function dueOf(name: string): Promise<Date | undefined> {
  const mongo = await kit.get(MongoService);
  return (await mongo.collection(jobCollection).findOne({ _id: name }))?.dueAt;
}

const every = (name: string, run: Job['run']): Job => ({
  name,
  everyMs: 60_000,
  leaseMs: 60_000,
  run,
});

it('runs a new job at once, and again only after its pause', async () => {
  let runs = 0;
  await jobs.register(every('counted', () => Promise.resolve(void (runs += 1))));
  expect(await jobs.runDue()).toContain('counted');
  expect(await jobs.runDue()).not.toContain('counted');
  expect(runs).toBe(1);
});

it('lets a job that keeps to an hour wait for it, the first time too', async () => {
  const hour = new Date(Date.now() + 3_600_000);
  const never = () => Promise.reject(new Error('it ran before its hour'));
  await jobs.register({ name: 'nightly', leaseMs: 60_000, run: never, dueAfter: () => hour });
  expect(await jobs.runDue()).not.toContain('nightly');
  expect(await dueOf('nightly')).toEqual(hour);
});

it('is told when the service stops, and stays due if it was broken off', async () => {
  const own = await kit.get(JobService);
  let began = () => {};
  const begun = new Promise<void>((done) => (began = done));
  const long = every('long', async ({ signal }) => {
    began();
    await new Promise((_done, failed) => {
      signal.addEventListener('abort', () => failed(new Error('broken off')));
    });
  });
  await own.register(long);
  const due = await dueOf('long');
  const running = own.runDue();
  await begun;
  await own.stop();
  expect(await running).not.toContain('long');
  expect(await dueOf('long')).toEqual(due);
});

describe('a lease', () => {
  const at = (ms: number) => new Date(Date.UTC(2026, 6, 1) + ms);

  it('lets one process run a job; another takes it over only when the lease has run out', async () => {
    const repository = await kit.get(JobRepository);
    await repository.insert('leased', at(0));
    const taken = await Promise.all(
      [1, 2, 3].map(() => repository.save('leased', at(1_000), at(61_000))),
    );
    const leases = taken.filter((one) => one !== null);
    expect(leases.map((one) => one.fence)).toEqual([1]);
    expect(await repository.save('leased', at(60_999), at(120_000))).toBeNull();
    expect(await repository.save('leased', at(61_000), at(121_000))).toMatchObject({ fence: 2 });
  });

  it('is ended by its own holder alone: whoever was too slow changes nothing', async () => {
    const repository = await kit.get(JobRepository);
    await repository.insert('fenced', at(0));
    await repository.save('fenced', at(1_000), at(2_000));
    await repository.save('fenced', at(2_000), at(9_000));
    const outcome = { dueAt: at(60_000), lastRunAt: at(1_000), lastOutcome: 'ok' as const };
    expect(await repository.saveOutcome('fenced', 1, outcome)).toBe(false);
    expect(await dueOf('fenced')).toEqual(at(0));
    expect(await repository.saveOutcome('fenced', 2, outcome)).toBe(true);
    expect(await dueOf('fenced')).toEqual(at(60_000));
  });
});
