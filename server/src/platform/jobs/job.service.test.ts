import { Kit } from '../../../test/kit';
import { MongoService } from '../mongo';
import { jobCollection } from './job.collection';
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
