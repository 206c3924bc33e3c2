import { examContract, examResultContract, noticeContract } from '@qiangji/shared-types';
import { Kit, phoneWrite } from '../../../test/kit';
import { UNITS, type PersonKey } from '../../../test/org-fixture';
import { now } from '../../platform/clock';
import { MongoService } from '../../platform/mongo';
import { examCollection, type ExamDocument } from './exam.collection';
import { chose, satExam, wrote, type Sat } from './result.test-kit';
import { SnapshotService } from './snapshot.service';
import { WaitingService } from './waiting.service';

let kit: Kit;

beforeAll(async () => {
  kit = await Kit.start();
});

afterAll(async () => {
  await kit.stop();
});

const noticesOf = async (as: PersonKey, { exam }: Sat) => {
  const { items } = await kit.ok(noticeContract.listMine, {}, as);
  return items.filter(({ link }) => link?.id === exam._id);
};
const titlesOf = async (as: PersonKey, sat: Sat) =>
  (await noticesOf(as, sat)).map(({ title, link }) => [title.split('：')[0], link?.page]);

const appeal = (sat: Sat, as: PersonKey, code: string) =>
  kit.ok(
    examResultContract.appealQuestion,
    {
      params: { examId: sat.exam._id, code },
      body: { ...phoneWrite(), attemptId: sat.attempts[as]!._id, text: '应当选乙' },
    },
    as,
  );

async function read(as: PersonKey, sat: Sat): Promise<void> {
  const noticeIds = (await noticesOf(as, sat)).map(({ id }) => id);
  await kit.ok(noticeContract.markRead, { body: { ...phoneWrite(), noticeIds } }, as);
}

/** As the service does every ten seconds. */
async function settle({ exam }: Sat): Promise<void> {
  const exams = (await kit.get(MongoService)).collection(examCollection);
  await exams.updateOne({ _id: exam._id }, { $set: { settledAt: null } });
  const jobs = (await kit.get(SnapshotService)).jobs();
  await jobs.find((one) => one.name === 'exam-collect')!.run({ at: new Date(now()) } as never);
}

async function set({ exam }: Sat, change: Partial<ExamDocument>): Promise<void> {
  const exams = (await kit.get(MongoService)).collection(examCollection);
  await exams.updateOne({ _id: exam._id }, { $set: change });
}

const counts = async () =>
  (await kit.get(WaitingService)).waitingForKeepers({ unitPaths: [UNITS.bureau] });

async function waitingOf({ exam }: Sat) {
  const { items } = await kit.ok(examContract.listExams, {}, 'office');
  return items.find(({ id }) => id === exam._id)?.waiting;
}

describe('an appeal', () => {
  it('is told to whoever may answer it, once while they have not looked', async () => {
    const sat = await satExam(kit, { officer: { one: chose('b') }, officer2: { one: chose('c') } });
    await appeal(sat, 'officer', 'one');
    await appeal(sat, 'officer2', 'one');
    for (const as of ['office', 'legalOfficer'] as const) {
      expect(await titlesOf(as, sat)).toEqual([['有申诉等答复', 'appeals']]);
    }
    expect(await titlesOf('leader', sat)).toEqual([]);
    expect(await titlesOf('outsiderOffice', sat)).toEqual([]);
    await read('office', sat);
    await appeal(sat, 'officer', 'two');
    expect(await titlesOf('office', sat)).toHaveLength(2);
    expect(await titlesOf('legalOfficer', sat)).toHaveLength(1);
  });

  it('is counted until it is answered, and not where the exam was stopped', async () => {
    const before = await counts();
    const sat = await satExam(kit, { officer: { one: chose('b') } });
    const { id } = await appeal(sat, 'officer', 'one');
    expect(await waitingOf(sat)).toEqual({ toMark: 0, appeals: 1 });
    expect(await counts()).toEqual({ ...before, appeals: before.appeals + 1 });
    await set(sat, { state: 'cancelled' });
    expect(await counts()).toEqual(before);
    await set(sat, { state: 'published' });
    const body = { ...phoneWrite(), version: 1, reason: '答案没错', decision: { outcome: 'rejected' as const } }; // prettier-ignore
    await kit.ok(examResultContract.decideAppeal, { params: { appealId: id }, body }, 'office');
    expect(await waitingOf(sat)).toEqual({ toMark: 0, appeals: 0 });
    expect(await counts()).toEqual(before);
  });
});

describe('answers that wait for a person', () => {
  it('are told and counted once nothing comes in any more, whether anybody looked or not', async () => {
    const before = await counts();
    const sat = await satExam(kit, { officer: { own: wrote('因为') }, officer2: {} });
    await settle(sat);
    await settle(sat);
    expect(await titlesOf('office', sat)).toEqual([['有答案等人阅', 'marking']]);
    expect(await titlesOf('legalOfficer', sat)).toEqual([['有答案等人阅', 'marking']]);
    const waiting = await waitingOf(sat);
    expect(waiting?.toMark).toBeGreaterThan(0);
    expect((await counts()).toMark).toBe(before.toMark + waiting!.toMark);
    const none = await satExam(kit, { officer: { one: chose('a') } });
    await settle(none);
    expect(await titlesOf('office', none)).toEqual([]);
  });
});
