import { readFileSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import type { MongoClient } from 'mongodb';
import {
  examContract,
  type BankQuestion,
  type Exam,
  type ExamDraft,
  type ReviewMoment,
  type Session,
} from '@qiangji/shared-types';
import type { Hand, Look } from './lib/browser';
import {
  confirmQuestions,
  fixedPaper,
  hide,
  openExam,
  phoneOf,
  signInAs,
  sitAtOnce,
  untilOver,
} from './lib/exam';
import { closeExamWorld, openExamWorld, type ExamWorld } from './lib/exam-world';
import { faultsOf, LOOKS, settled, shoot, SHOOTING, unlessWatermark } from './lib/look-over';
import { makeId, type Service } from './lib/service';

const database = `qj_exam_moments_${process.pid}`;
const SQUADRON = '/wh/brigade/hutang';
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** Each look is somebody else's phone: one and the same exam is sat on all of them. */
const PHONES = SHOOTING ? Object.keys(LOOKS) : ['fs150'];

let client: MongoClient;
let service: Service;
let browser: Browser;
let keeper: Session;
let people: Session[];
let paperId: string;
let questions: BankQuestion[];

const world: Partial<ExamWorld> = {};

jest.setTimeout(600_000);

beforeAll(async () => {
  const made = await openExamWorld(database, world);
  ({ client, service, browser, keeper } = made);
  const { legal } = made;
  const db = client.db(database);
  questions = await confirmQuestions(service, legal.accessToken, { single: 3 });
  paperId = (await fixedPaper(service, keeper.accessToken, '执法程序', questions)).id;
  const officers = await db
    .collection<{ _id: string }>('org_persons')
    .find({ unitPath: SQUADRON, kind: 'officer', active: true, grants: [] })
    .limit(PHONES.length)
    .toArray();
  people = [];
  for (const { _id } of officers) people.push(await signInAs(db, service, _id));
});

afterAll(() => closeExamWorld(database, world));

const page = (name: 'before' | 'sit' | 'result', { id }: Exam) =>
  `/features/exam/pages/${name}/index?id=${id}&no=1`;
const write = () => ({ opId: makeId(), deviceAt: new Date().toISOString() });

function examOf(title: string, more: Partial<ExamDraft> = {}, paper = paperId): Promise<Exam> {
  const audience = { unitPaths: [SQUADRON], kinds: [], posts: [], sample: null };
  return openExam(service, keeper.accessToken, paper, { title, audience, ...more });
}

const times = (opensIn: number, closesIn: number, startWithinMin: number | null = null) => ({
  opensAt: new Date(Date.now() + opensIn).toISOString(),
  closesAt: new Date(Date.now() + closesIn).toISOString(),
  ...{ durationMin: 30, startWithinMin, graceS: 30 },
});

const reviewed = (moment: Exclude<ReviewMoment, 'after_submit'>) => ({
  ...{ score: moment, answers: moment, keys: moment, explanations: moment },
});

/** From here on the phone takes nothing more into its storage. */
async function fillUp(hand: Hand): Promise<void> {
  await hand.page.evaluate(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException('the quota has been exceeded', 'QuotaExceededError');
    };
  });
}

describe.each(PHONES)('the moments of an exam, in the look %s', (name) => {
  const look = LOOKS[name] ?? {};
  const faults: string[] = [];
  let session: Session;
  let hand: Hand;

  beforeAll(() => {
    session = people[PHONES.indexOf(name)]!;
  });

  beforeEach(() => faults.splice(0));

  afterEach(async () => {
    await hand.close();
    expect(faults).toEqual([]);
  });

  const on = async (path: string, more: Look = {}) => {
    hand = await phoneOf(browser, service, session, path, { ...look, ...more });
  };

  /** Keeps the picture at once: some of it is only there for seconds. */
  const seen = async (state: string, said: string | RegExp, mayBeEmpty = false) => {
    await hand.sees(said);
    await settled(hand.page);
    await shoot(hand.page, `exam-${state}.officer.${name}`);
    const found = (await faultsOf(hand, look, mayBeEmpty)).filter(unlessWatermark);
    faults.push(...found.map((fault) => `${state}: ${fault}`));
  };

  const choose = () => hand.press(hand.page.getByRole('radio').filter({ visible: true }).first());
  const handIn = async () => {
    await hand.tap('交卷');
    await hand.press(hand.page.getByRole('alertdialog').getByRole('button', { name: '交卷' }));
  };

  it('is begun, left and gone on with, handed in without a network, and waits for its stage', async () => {
    const exam = await examOf('第 4 期', { review: reviewed('after_close') });
    await on(page('before', exam));
    await seen('before-open', '现在能考');
    await hand.tap('开考，时间就开始走');
    await choose();
    await hand.sees(/已保存/);
    await hide(hand, true);
    await hide(hand, false);
    await seen('sit-left', /共 1 次；时间没停/);
    await hand.tap('返回');
    await hand.press(hand.page.getByRole('alertdialog').getByRole('button', { name: '先离开' }));
    await hand.control('接着答').waitFor();
    await seen('before-going-on', '正在答，时间还在走');
    await hand.tap('接着答');
    await hand.tap('下一题');
    await hand.offline(true);
    await choose();
    await hand.tap('下一题');
    await handIn();
    await seen('sit-waiting', '卷子已存在手机，联网就交，别删小程序');
    await hand.offline(false);
    await seen('sit-handed-in', '服务器已收到，不用再做什么');
    await hand.tap('看结果');
    await hand.sees('成绩还没公布');
    await seen('result-before-stage', '成绩、自己的答卷、标准答案、解析考试结束后能看');
  });

  it('waits for its opening with the paper on the phone, and may be begun then without asking', async () => {
    const exam = await examOf('马上开考', { times: times(40_000, 60 * MINUTE) });
    const params = { examId: exam.id };
    const early = { params, body: { ...write(), no: 1, deviceId: makeId() } };
    const refused = await service.raw(examContract.startAttempt, early, session.accessToken);
    expect(refused.status).toBe(409);
    await on(page('before', exam));
    await seen('before-waiting', /开考，剩/);
    await hand.sees('还没到时间');
    await hand.sees('卷子已在手机里，加了密，开考才打得开');
    // Nobody can be asked while it opens: it does so by the service's clock as the phone knows it.
    await hand.offline(true);
    const began = hand.control('开考，时间就开始走');
    await began.waitFor();
    await hand.sees('现在能考');
    expect(Date.now()).toBeGreaterThanOrEqual(Date.parse(exam.times.opensAt) - 1_000);
    await hand.offline(false);
    await hand.press(began);
    await hand.sees('第 1 题，共 3 题');
  });

  it('says how far the time is known after a restart without a network', async () => {
    const exam = await examOf('断网重开的考试');
    await on(page('sit', exam), { keeps: true });
    await choose();
    await hand.sees(/已保存/);
    await hand.shellKept();
    await hand.offline(true);
    await hand.page.reload();
    await seen('sit-about', /大约/);
    // Somebody set the phone's clock an hour forward: by it the time would be over.
    await hand.page.evaluate(() => {
      const before = Date.now;
      Date.now = () => before() + 3_600_000;
    });
    await seen('sit-unknown', '--:--');
  });

  it('says so where the phone has no room for an answer', async () => {
    const exam = await examOf('手机满了的考试');
    await on(page('sit', exam));
    await hand.sees('第 1 题，共 3 题');
    await fillUp(hand);
    await choose();
    await seen('sit-full', '手机存满了，先别退出');
  });

  it('is called off while somebody writes', async () => {
    const exam = await examOf('中途取消的考试');
    await on(page('sit', exam));
    await choose();
    await hand.sees(/已保存/);
    const body = { ...write(), version: exam.version, reason: '有重大保障任务' };
    await service.call(
      examContract.cancelExam,
      { params: { examId: exam.id }, body },
      keeper.accessToken,
    );
    await hand.tap('下一题');
    await choose();
    await seen('sit-cancelled', '这场不算，不用再做什么');
  });

  it('is set aside for whoever is called away while they write', async () => {
    const { personId } = session.me;
    const exam = await examOf('中途有任务的考试');
    await on(page('sit', exam));
    await choose();
    await hand.sees(/已保存/);
    const own = { opensAt: null, closesAt: null, extraMin: 0 };
    const body = { ...write(), version: 0, times: own, deferred: 'incident' as const, note: null };
    const params = { examId: exam.id, personId };
    await service.call(examContract.changeSitting, { params, body }, keeper.accessToken);
    await hand.tap('下一题');
    await choose();
    await seen('sit-aside', /这份不算，也不算缺考/);
    await hand.tap('下一题');
    await handIn();
    await seen('sit-aside-handed-in', '这份不算');
    await hand.tap('回到考试');
    await hand.sees(/处置突发，不算缺考/);
  });

  it('is taken in by the clock, which says so', async () => {
    // Its answers may be read soon: no other exam may ask by its paper then.
    const own = await fixedPaper(service, keeper.accessToken, '一会儿收的卷', questions);
    const short = { ...times(-MINUTE, 15_000), graceS: 60 };
    const exam = await examOf('到点的考试', { times: short }, own.id);
    await on(page('sit', exam));
    await choose();
    await hand.sees(/已保存/);
    // Whether the end still holds is asked once more: as long as no answer comes, the paper stays, locked.
    let answer: () => void = () => undefined;
    const answered = new Promise<void>((resolve) => (answer = resolve));
    await hand.page.route(
      (url) => url.pathname.endsWith(exam.id),
      async (route) => {
        await answered;
        await route.continue();
      },
    );
    await seen('sit-time-up', '时间到，正在交卷。答过的都存着，不能再改');
    answer();
    await seen('sit-by-clock', '时间到，替你交了');
  });

  it('cannot be begun without a network, or once it is over', async () => {
    const exam = await examOf('没网的考试');
    await on(page('before', exam), { keeps: true });
    await hand.sees('卷子已在手机里，加了密，开考才打得开');
    await hand.shellKept();
    await hand.offline(true);
    await hand.tap('开考，时间就开始走');
    await hand.sees('打开卷子要连网');
    await settled(hand.page);
    await shoot(hand.page, `exam-sit-no-network.officer.${name}`);
    await hand.offline(false);
    await hand.sees('第 1 题，共 3 题');
    await hand.close();

    const over = await examOf('交过的考试');
    await sitAtOnce(service, session, over.id, []);
    await on(page('sit', over));
    await seen('sit-over', '这场考试收卷了', true);
  });

  it('gives one person another window and more time, and a surprise exam an hour to begin by', async () => {
    const { personId } = session.me;
    const made = await examOf('补考', { times: times(-MINUTE, 60 * MINUTE) });
    const opensAt = new Date(Date.now() + DAY).toISOString();
    const closesAt = new Date(Date.now() + DAY + 60 * MINUTE).toISOString();
    const body = {
      ...{ ...write(), version: 0, times: { opensAt, closesAt, extraMin: 15 } },
      ...{ deferred: null, note: null },
    };
    const params = { examId: made.id, personId };
    await service.call(examContract.changeSitting, { params, body }, keeper.accessToken);
    await on(page('before', made));
    await hand.sees('开考后有 45 分钟');
    await seen('before-make-up', '还没到时间');
    await hand.close();

    const surprise = await examOf('突击考', {
      kind: 'surprise',
      times: times(-MINUTE, 3 * 60 * MINUTE, 60),
    });
    await on(page('before', surprise));
    await seen('before-surprise', '刚发下来，在这个时间前开考');
  });
});

describe('an exam at a desk', () => {
  let over: string;
  const desk = (name: string, id: string) => `/features/exam/pages/${name}/index?id=${id}`;

  beforeAll(async () => {
    const short = { ...times(-MINUTE, 8_000), graceS: 1 };
    over = (await examOf('考完的考试', { times: short })).id;
    await sitAtOnce(service, people[0]!, over, []);
    await untilOver(service, over, keeper.accessToken);
  });

  it('goes over its people by keys and opens one', async () => {
    const hand = await phoneOf(browser, service, keeper, desk('console', over), { wide: true });
    const rows = hand.page.locator('.qj-table__open').filter({ visible: true });
    await rows.first().waitFor();
    await hand.page.keyboard.press('j');
    await hand.page.keyboard.press('j');
    const second = rows.nth(1);
    expect(await second.evaluate((row) => row === document.activeElement)).toBe(true);
    await hand.page.keyboard.press('Enter');
    // Whoever of them it is, also the one who sat it: people come in the order of the draw.
    await hand.sees('多给几分钟');
    expect(hand.faults).toEqual([]);
    await hand.close();
  });

  it('hands results over as a table and for printing, and puts a paper away that no exam waits for', async () => {
    const hand = await phoneOf(browser, service, keeper, desk('results', over), { wide: true });
    await hand.sees('各单位');
    const taken = async (button: string) => {
      const [file] = await Promise.all([
        hand.page.waitForEvent('download'),
        hand.press(hand.page.getByRole('button', { name: button }).filter({ visible: true })),
      ]);
      const head = readFileSync(await file.path())
        .subarray(0, 4)
        .toString('latin1');
      return [file.suggestedFilename(), head];
    };
    expect(await taken('打印版（PDF）')).toEqual(['考完的考试成绩.pdf', '%PDF']);
    expect(await taken('导出成绩和到考')).toEqual(['考完的考试成绩.xlsx', 'PK\u0003\u0004']);
    const spare = await fixedPaper(service, keeper.accessToken, '没用上的卷', questions);
    await hand.go(desk('paper', spare.id));
    await hand.tap('收起来');
    const sure = hand.page.getByRole('alertdialog').getByRole('button', { name: '收起来' });
    await hand.press(sure);
    await sure.waitFor({ state: 'detached' });
    await hand.page.getByRole('button', { name: '收起来' }).first().waitFor({ state: 'detached' });
    const params = { paperId: spare.id };
    const { state } = await service.call(examContract.findPaper, { params }, keeper.accessToken);
    expect(state).toBe('archived');
    expect(hand.faults).toEqual([]);
    await hand.close();
  });

  it('asks before it settles without a paper that cannot be graded, and not while papers still come in', async () => {
    const short = { ...times(-MINUTE, 8_000), graceS: 1 };
    // The other exam's answers may be read by now: this one has a paper of its own.
    const spare = await fixedPaper(service, keeper.accessToken, '另一张卷', questions);
    const { id } = await examOf('有一份批不出来的考试', { times: short }, spare.id);
    await sitAtOnce(service, people[0]!, id, [], { handIn: false });
    const db = client.db(database);
    const started = await db.collection<{ _id: string }>('exam_events').findOne({ startOf: id });
    // As it stands after its events could not be read: it is tried again tomorrow.
    await db.collection<{ _id: string; dueAt: Date }>('exam_unmade').insertOne({
      ...{
        _id: String(started?._id.split(':')[0]),
        examId: id,
        over: true,
        tries: 1,
        schemaVersion: 1,
      },
      dueAt: new Date(Date.now() + DAY),
    });
    const hand = await phoneOf(browser, service, keeper, desk('console', id), { wide: true });
    const without = hand.control('不等批不出来的卷');
    await without.waitFor({ timeout: 60_000 });
    await hand.press(without);
    await hand.sees('不等 1 份批不出来的卷');
    expect(await faultsOf(hand, LOOKS.wide ?? {})).toEqual([]);
    if (SHOOTING) await shoot(hand.page, 'exam-console-without.office.wide');
    await hand.fill('原因，留在记录里', '卷子的记录坏了，请他补考');
    await hand.press(hand.page.getByRole('alertdialog').getByRole('button', { name: '不等了' }));
    // What was written in time may still be on its way: for a minute nobody can say that it cannot be graded.
    await hand.sees(/刚考完，卷子还在收/);
    await hand.press(hand.page.getByRole('button', { name: '再等等' }));
    await hand.gone('不等 1 份批不出来的卷');
    expect(hand.faults).toEqual([]);
    await hand.close();
  });
});
