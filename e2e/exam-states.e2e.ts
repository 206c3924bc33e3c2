import type { Browser } from 'playwright-core';
import type { MongoClient } from 'mongodb';
import {
  dayOf,
  errors,
  examContract,
  quizContract,
  type BankQuestion,
  type Session,
} from '@qiangji/shared-types';
import type { Look } from './lib/browser';
import {
  confirmedQuestion,
  confirmQuestions,
  draftExam,
  fixedPaper,
  openExam,
  phoneOf,
  signInAs,
  sitAtOnce,
  someAnswer,
  streetStall,
} from './lib/exam';
import { closeExamWorld, openExamWorld, type ExamWorld } from './lib/exam-world';
import { faultsOf, LOOKS, settled, shoot, SHOOTING } from './lib/look-over';
import { makeId, type Service } from './lib/service';

const database = `qj_exam_states_${process.pid}`;
const SQUADRON = '/wh/brigade/hutang';

let client: MongoClient;
let service: Service;
let browser: Browser;
let keeper: Session;
let officer: Session;
let legal: Session;
let questions: BankQuestion[];

const world: Partial<ExamWorld> = {};

jest.setTimeout(600_000);

const iso = (ms: number) => new Date(ms).toISOString();
const page = (name: string, id = '') =>
  `/features/exam/pages/${name}/index${id ? `?id=${id}` : ''}`;

beforeAll(async () => {
  const made = await openExamWorld(database, world);
  ({ client, service, browser, keeper, legal } = made);
  officer = await service.signIn('officer');
  questions = await confirmQuestions(service, legal.accessToken, { single: 3, true_false: 1 });
});

afterAll(() => closeExamWorld(database, world));

/** A paper for one exam: once its answers can be read, no other exam asks by it. */
const newPaper = async () =>
  (await fixedPaper(service, keeper.accessToken, '执法程序', questions)).id;

/** What hides faults best; all four where pictures are taken. */
const STOP_LOOKS = SHOOTING ? Object.keys(LOOKS) : ['fs150'];

interface Made {
  examId: string;
  /** What its page says. */
  says: string;
  at?: 'before' | 'result' | 'console';
  /** At a desk; the officer's phone where nothing is said. */
  desk?: boolean;
}

async function lookOver(state: string, made: Made, name: string) {
  const { examId, says, at = 'before', desk = false } = made;
  const look: Look = LOOKS[name] ?? {};
  const hand = await phoneOf(browser, service, desk ? keeper : officer, page(at, examId), look);
  await hand.sees(says);
  await settled(hand.page);
  await shoot(hand.page, `exam-${at}-${state}.${desk ? 'office' : 'officer'}.${name}`);
  const said = await faultsOf(hand, look);
  await hand.close();
  return said.map((fault) => `${at} ${state} (${name}): ${fault}`);
}

describe('what becomes of an exam before or without sitting it', () => {
  const QUICK = { opensAt: -60_000, closesAt: 3_600_000 };

  const timesOf = (window: typeof QUICK, startWithinMin: number | null = null) => ({
    opensAt: iso(Date.now() + window.opensAt),
    closesAt: iso(Date.now() + window.closesAt),
    ...{ durationMin: 30, startWithinMin, graceS: 30 },
  });

  /** An exam of the officer's squadron, made for one state. */
  async function examFor(
    title: string,
    kind: 'scheduled' | 'surprise',
    window = QUICK,
    paperId?: string,
  ) {
    const exam = await openExam(service, keeper.accessToken, paperId ?? (await newPaper()), {
      title,
      kind,
      audience: { unitPaths: [SQUADRON], kinds: [], posts: [], sample: null },
      times: timesOf(window, kind === 'surprise' ? 30 : null),
    });
    return exam;
  }

  const db = () => client.db(database);

  /** The exam as it stands once its time is over. */
  async function past(examId: string, sitting: object): Promise<void> {
    const closed = new Date(Date.now() - 3_600_000);
    const times = { opensAt: new Date(closed.getTime() - 3_600_000), closesAt: closed };
    await db()
      .collection<{ _id: string }>('exam_exams')
      .updateOne({ _id: examId }, { $set: { ...times, lastCloseAt: closed, settledAt: closed } });
    await db()
      .collection('exam_sittings')
      .updateOne({ examId, personId: officer.me.personId }, { $set: sitting });
  }

  const made: Record<string, Made> = {};
  let draftId: string;

  beforeAll(async () => {
    const day = 86_400_000;
    const tomorrow = { opensAt: day, closesAt: day + 3_600_000 };
    const upcoming = await examFor('明天的考试', 'scheduled', tomorrow);
    made.upcoming = { examId: upcoming.id, says: '还没到时间' };
    const write = () => ({ opId: makeId(), deviceAt: iso(Date.now()) });
    const times = { opensAt: null, closesAt: null, extraMin: 0 };
    const defer = async (title: string, deferred: 'leave' | 'recused') => {
      const { id } = await examFor(title, 'scheduled');
      const params = { examId: id, personId: officer.me.personId };
      const body = { ...write(), version: 0, times, deferred, note: null };
      await service.call(examContract.changeSitting, { params, body }, keeper.accessToken);
      return id;
    };
    const onLeave = await defer('请假那天的考试', 'leave');
    made.deferred = { examId: onLeave, says: '请假，不算缺考，等补考通知' };
    const recused = await defer('自己出题的考试', 'recused');
    made.recused = { examId: recused, says: '管题库，回避，不用考' };
    const law = { name: '摊点管理办法', article: '第三条', version: '2019' };
    const cited = { ...streetStall(questions[0]?.topic ?? '', []), law };
    const onLaw = await confirmedQuestion(service, legal.accessToken, cited);
    const paper = await fixedPaper(service, keeper.accessToken, '旧法规', [onLaw]);
    const held = await examFor('法规失效的考试', 'scheduled', tomorrow, paper.id);
    const { name, version } = law;
    const ended = { ...write(), name, version, endsOn: dayOf(Date.now()) };
    await service.call(quizContract.endLaw, { body: ended }, legal.accessToken);
    // As a job does, within some minutes.
    await db()
      .collection<{ _id: string }>('exam_exams')
      .updateOne({ _id: held.id }, { $set: { held: true } });
    made.held = { examId: held.id, says: errors.EXAM_HELD.message };
    const off = await examFor('停掉的考试', 'scheduled');
    const reason = { ...write(), version: off.version, reason: '有重大保障任务' };
    await service.call(
      examContract.cancelExam,
      { params: { examId: off.id }, body: reason },
      keeper.accessToken,
    );
    made.cancelled = { examId: off.id, says: '取消了，不用考' };
    const planned = { title: '还没发的考试', times: timesOf(tomorrow) };
    draftId = (await draftExam(service, keeper.accessToken, await newPaper(), planned)).id;
    const absent = await examFor('没来的考试', 'scheduled');
    await past(absent.id, { missed: 'absent' });
    made.absent = { examId: absent.id, says: '没有开考' };
    const unreached = await examFor('没送到的考试', 'surprise');
    await past(unreached.id, { missed: 'unreached', deferred: null, reachedAt: null });
    made.unreached = { examId: unreached.id, says: '通知没到这台手机，不算缺考，另外安排' };
    const shared = await newPaper();
    const collected = await examFor('到点收走的考试', 'scheduled', QUICK, shared);
    // Whoever is through with it reads nothing of its paper while others are to sit that.
    await examFor('同一张卷的考试', 'scheduled', tomorrow, shared);
    const given = questions.slice(0, 3).map((one) => ({
      code: one.code,
      answer: someAnswer(one, false),
    }));
    await sitAtOnce(service, officer, collected.id, given);
    const attempts = db().collection('exam_attempts');
    const own = { examId: collected.id, personId: officer.me.personId };
    const limit = Date.now() + 30_000;
    while ((await attempts.countDocuments(own)) === 0) {
      if (Date.now() > limit) throw new Error('the attempt was never graded');
      await new Promise((done) => setTimeout(done, 100));
    }
    const taken = { state: 'collected', submittedAt: null, final: true };
    expect((await attempts.updateOne(own, { $set: taken })).modifiedCount).toBe(1);
    await past(collected.id, {});
    made.collected = { examId: collected.id, says: '已交卷' };
    const says = '这张卷的题别的考试还要考，为了公平先不给看';
    made.waiting = { examId: collected.id, says, at: 'result' };
  });

  it.each(STOP_LOOKS)('is said in plain words, in the look %s', async (name) => {
    const faults: string[] = [];
    for (const [state, one] of Object.entries(made)) {
      faults.push(...(await lookOver(state, one, name)));
    }
    expect(faults).toEqual([]);
  });

  it.each(STOP_LOOKS)('is said to its keeper at a desk, in the look %s', async (name) => {
    const { held, cancelled } = made;
    const at = { at: 'console', desk: true } as const;
    const faults = [
      ...(await lookOver('draft', { examId: draftId, says: '发出考试', ...at }, name)),
      ...(await lookOver('cancelled', { ...cancelled!, says: '有重大保障任务', ...at }, name)),
      ...(await lookOver('held', { ...held!, says: '中止这场，换一张卷另发', ...at }, name)),
    ];
    expect(faults).toEqual([]);
  });
});

describe('the desk', () => {
  const desk = (path: string) => phoneOf(browser, service, keeper, path, { wide: true });

  it('adds somebody who is not on the list, whose phone shows the exam then', async () => {
    const audience = { unitPaths: [SQUADRON], kinds: [], posts: [], sample: null };
    const exam = await openExam(service, keeper.accessToken, await newPaper(), {
      title: '补人的考试',
      audience,
    });
    const db = client.db(database);
    const newcomer = await db
      .collection<{ _id: string; name: string; staffNumber: string }>('org_persons')
      .findOne({ unitPath: { $ne: SQUADRON }, kind: 'officer', active: true });
    if (!newcomer) throw new Error('the demo has one squadron only');
    const hand = await desk(page('console', exam.id));
    await hand.tap('加人');
    await hand.fill('找人', newcomer.staffNumber);
    await hand.tap(newcomer.name);
    await hand.sees('已挑');
    await hand.tap('加 1 人并通知');
    await hand.sees('加了 1 人，都收到通知');
    await hand.sees(/后来加 1 人/);
    const session = await signInAs(db, service, newcomer._id);
    const phone = await phoneOf(browser, service, session, page('before', exam.id));
    await phone.sees('补人的考试');
    await phone.control('开考').waitFor();
    expect([...hand.faults, ...phone.faults]).toEqual([]);
    await phone.close();
    await hand.close();
  });

  it('is worked from the keyboard alone', async () => {
    const over = await client
      .db(database)
      .collection<{ _id: string }>('exam_exams')
      .findOne({ 'draft.title': '到点收走的考试' });
    const hand = await desk(page('desk'));
    const { keyboard } = hand.page;
    const focused = () =>
      hand.page.evaluate(() => (document.activeElement as HTMLElement | null)?.innerText ?? '');
    await hand.sees('明天的考试');
    // Two lists, by a letter each.
    await keyboard.press('p');
    await hand.sees('已定稿');
    await keyboard.press('e');
    await hand.sees('明天的考试');
    await keyboard.press('ArrowDown');
    const first = await focused();
    await keyboard.press('j');
    const second = await focused();
    expect(first).not.toBe('');
    expect(second).not.toBe(first);
    await keyboard.press('k');
    expect(await focused()).toBe(first);
    await keyboard.press('Enter');
    await hand.shows('/features/exam/pages/console/');
    await hand.sees(first.split('\n')[0] ?? '');
    // What is asked anew by a letter is asked anew.
    const [asked] = await Promise.all([
      hand.page.waitForRequest((request) => request.url().includes('/progress')),
      keyboard.press('r'),
    ]);
    expect(asked.method()).toBe('GET');
    await hand.go(page('desk'));
    await hand.sees('明天的考试');
    await keyboard.press('n');
    await hand.shows('/features/exam/pages/plan/');
    // A letter that is written into a field is a letter.
    await hand.page.getByLabel('考试名称').filter({ visible: true }).first().focus();
    await keyboard.type('nep');
    expect(hand.page.url()).toContain('/pages/plan/');
    await hand.go(page('statistics', over?._id));
    await hand.sees('试题分析');
    await keyboard.press('ArrowDown');
    await keyboard.press('Enter');
    await hand.sees(/区分度/);
    expect(hand.faults).toEqual([]);
    await hand.close();
  });
});
