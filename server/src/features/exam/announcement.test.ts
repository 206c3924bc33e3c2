import { examContract, noticeContract, type ExamDraft } from '@qiangji/shared-types';
import { Kit, phoneWrite } from '../../../test/kit';
import { UNITS, type PersonKey } from '../../../test/org-fixture';
import { WechatStandIn } from '../../../test/wechat-stand-in';
import { registerBusy } from '../../platform/availability';
import { now, nowDate, shiftClock } from '../../platform/clock';
import { JobService } from '../../platform/jobs';
import { MongoService } from '../../platform/mongo';
import { ReminderSender, ReminderService } from '../notice';
import { personCollection } from '../org';
import {
  blueprint,
  confirmedQuestions,
  examDraft,
  publishedExam,
  publishedPaper,
} from './exam.test-kit';

const TEMPLATE = 'uV5LcT4kY0pQ2mN8rW6xZ1aB3cD7eF9gH0iJ2kL4mN6';
const ASKED: readonly PersonKey[] = ['officer', 'officer2', 'leader', 'siblingOfficer'];

const wechat = new WechatStandIn();
let kit: Kit;
let paperId: string;

beforeAll(async () => {
  kit = await Kit.start({
    WECHAT_BASE_URL: await wechat.start(),
    WECHAT_EXAM_TEMPLATE: `${TEMPLATE}:title=thing1,startBy=time2`,
  });
  const people = (await kit.get(MongoService)).collection(personCollection);
  for (const who of ASKED) {
    const { _id } = kit.people[who];
    await people.updateOne({ _id }, { $set: { openid: `openid-${who}` } });
  }
  await confirmedQuestions(kit, 6);
  paperId = (await publishedPaper(kit, blueprint(3))).id;
});

beforeEach(async () => {
  wechat.messages.length = 0;
  const mongo = await kit.get(MongoService);
  await mongo.db.collection('notice_permits').deleteMany({});
  for (const who of ASKED) {
    const body = { ...phoneWrite(), templateId: TEMPLATE, answer: 'accept' as const };
    await kit.ok(noticeContract.answerReminder, { body }, who);
  }
});

afterEach(() => shiftClock(0));

afterAll(async () => {
  await kit.stop();
  await wechat.stop();
});

function draft(more: Partial<ExamDraft> = {}): ExamDraft {
  const base = examDraft(paperId, now(), { kind: 'surprise', title: '执法程序抽考', ...more });
  return { ...base, times: { ...base.times, startWithinMin: 10 } };
}

async function sent(): Promise<string[]> {
  await (await kit.get(ReminderSender)).sendWaiting(nowDate());
  return wechat.messages.map((one) => one.touser).sort();
}

describe('announcing a surprise exam', () => {
  it('goes by WeChat to those who sit it and asked for that', async () => {
    const exam = await publishedExam(kit, draft());
    expect(await sent()).toEqual(['openid-leader', 'openid-officer', 'openid-officer2']);
    const [message] = wechat.messages;
    expect(message?.page).toBe(`features/exam/pages/before/index?id=${exam.id}`);
    expect(message?.data.thing1).toEqual({ value: '执法程序抽考' });
    // The inbox has it as well.
    const inbox = await kit.ok(noticeContract.listMine, {}, 'officer3');
    expect(inbox.items[0]?.title).toBe('飞行考试：执法程序抽考');
  });

  it('goes with the next turn of the job that the service runs, at most five seconds on', async () => {
    const jobs = await kit.get(JobService);
    // Its last turn was a moment ago.
    await jobs.runDue();
    await publishedExam(kit, draft());
    expect(await jobs.runDue()).not.toContain('notice-reminders');
    expect(wechat.messages).toEqual([]);
    shiftClock(5_000);
    expect(await jobs.runDue()).toContain('notice-reminders');
    expect(wechat.messages.map((one) => one.touser).sort()).toEqual([
      'openid-leader',
      'openid-officer',
      'openid-officer2',
    ]);
  });

  it('goes once, however often publishing is repeated', async () => {
    const body = { ...phoneWrite(), draft: draft() };
    const { id: examId, version } = await kit.ok(examContract.createExam, { body }, 'office');
    const publish = { params: { examId }, body: { ...phoneWrite(), version } };
    await kit.ok(examContract.publishExam, publish, 'office');
    await sent();
    await kit.ok(examContract.publishExam, publish, 'office');
    expect(await sent()).toHaveLength(3);
  });

  it('leaves out who is deferred', async () => {
    const busy = kit.people.officer._id;
    registerBusy('test', async (ids) =>
      ids.includes(busy) ? new Map([[busy, 'incident' as const]]) : new Map(),
    );
    await publishedExam(kit, draft());
    registerBusy('test', async () => new Map());
    expect(await sent()).toEqual(['openid-leader', 'openid-officer2']);
  });

  it('waits for nothing that WeChat needs', async () => {
    const service = await kit.get(ReminderService);
    const failing = jest.spyOn(service, 'appendAll').mockRejectedValue(new Error('away'));
    const exam = await publishedExam(kit, draft());
    expect(exam.state).toBe('published');
    failing.mockRestore();
    expect(await sent()).toEqual([]);
    const inbox = await kit.ok(noticeContract.listMine, {}, 'officer');
    expect(inbox.items[0]?.link?.id).toBe(exam.id);
  });

  it('is done again for those who are given another window, and stops with the exam', async () => {
    const busy = kit.people.officer._id;
    registerBusy('test', async (ids) =>
      ids.includes(busy) ? new Map([[busy, 'incident' as const]]) : new Map(),
    );
    const exam = await publishedExam(kit, draft());
    registerBusy('test', async () => new Map());
    expect(await sent()).toEqual(['openid-leader', 'openid-officer2']);
    wechat.messages.length = 0;
    const params = { examId: exam.id };
    const window = {
      opensAt: new Date(now()).toISOString(),
      closesAt: new Date(now() + 3_600_000).toISOString(),
    };
    const makeUp = { params, body: { ...phoneWrite(), ...window, personIds: null } };
    await kit.ok(examContract.makeUp, makeUp, 'office');
    expect(await sent()).toEqual(['openid-officer']);
    // Told of one more, which is not sent yet when the exam is called off.
    const personIds = [kit.people.siblingOfficer._id];
    const version = exam.version;
    const add = { params, body: { ...phoneWrite(), version, personIds, window } };
    const more = await kit.ok(examContract.addPeople, add, 'office');
    const cancel = { ...phoneWrite(), version: more.version, reason: '改期' };
    await kit.ok(examContract.cancelExam, { params, body: cancel }, 'office');
    expect(await sent()).toEqual(['openid-officer']);
  });

  it('stops where the exam is cancelled before it was sent', async () => {
    const { id: examId, version } = await publishedExam(kit, draft());
    const body = { ...phoneWrite(), version, reason: '改期' };
    await kit.ok(examContract.cancelExam, { params: { examId }, body }, 'office');
    expect(await sent()).toEqual([]);
  });

  it.each(['scheduled', 'contest', 'open_window'] as const)(
    'is not for one that is %s',
    async (kind) => {
      await publishedExam(kit, draft({ kind }));
      expect(await sent()).toEqual([]);
    },
  );

  it('is for the audience alone', async () => {
    await publishedExam(
      kit,
      draft({ audience: { unitPaths: [UNITS.sibling], kinds: [], posts: [], sample: null } }),
    );
    expect(await sent()).toEqual(['openid-siblingOfficer']);
  });
});
