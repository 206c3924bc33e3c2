import type { Browser } from 'playwright-core';
import type { MongoClient } from 'mongodb';
import {
  examContract,
  type AttendanceRow,
  type Exam,
  type ResponseOf,
  type Session,
} from '@qiangji/shared-types';
import { launch, type Hand } from './lib/browser';
import { connect } from './lib/database';
import {
  confirmQuestions,
  fixedPaper,
  hide,
  openExam,
  personWith,
  phoneOf,
  signInAs,
} from './lib/exam';
import { Service } from './lib/service';
import { dropOwn } from '../server/test/throwaway';

const PEOPLE = 20;
const QUESTIONS = 6;
/** How long the short exam stays open (ms): two phones have to open and answer in it. */
const SHORT_MS = 40_000;

const database = `qj_exam_${process.pid}`;
let client: MongoClient;
let service: Service;
let browser: Browser;
let sessions: Session[];
let keeper: Session;
let examId: string;
let paperId: string;
/** The exam that is over while somebody still writes. */
let short: Exam;

jest.setTimeout(600_000);

beforeAll(async () => {
  client = await connect();
  await Service.seedPeople({ database });
  service = await Service.start({
    database,
    env: { RATE_BURST: '5000', RATE_PER_SECOND: '5000' },
  });
  browser = await launch();
  const db = client.db(database);
  keeper = await service.signIn('office');
  const legal = await signInAs(db, service, await personWith(db, 'legal_officer'));
  const questions = await confirmQuestions(service, legal.accessToken, { single: QUESTIONS });
  const paper = await fixedPaper(service, keeper.accessToken, '竞赛卷', questions);
  paperId = paper.id;
  const unitPaths = ['/wh/brigade/hutang', '/wh/brigade'];
  const exam = await openExam(service, keeper.accessToken, paper.id, {
    title: '执法竞赛',
    kind: 'contest',
    audience: { unitPaths, kinds: ['officer', 'auxiliary'], posts: [], sample: PEOPLE },
    times: {
      opensAt: new Date(Date.now() - 60_000).toISOString(),
      closesAt: new Date(Date.now() + 3_600_000).toISOString(),
      durationMin: 30,
      startWithinMin: null,
      graceS: 30,
    },
  });
  examId = exam.id;
  const rows = await db
    .collection<{ personId: string }>('exam_sittings')
    .find({ examId })
    .toArray();
  sessions = [];
  for (const { personId } of rows) sessions.push(await signInAs(db, service, personId));
});

afterAll(async () => {
  await browser?.close();
  await service?.kill('SIGTERM');
  await dropOwn(client.db(database));
  await client.close();
});

const sitPath = (id = examId) => `/features/exam/pages/sit/index?id=${id}&no=1`;

/** Answers the question on screen with its first option and goes on. */
async function answer(hand: Hand, index: number): Promise<void> {
  await hand.sees(`第 ${index + 1} 题，共 ${QUESTIONS} 题`);
  await hand.press(hand.page.getByRole('radio').filter({ visible: true }).first());
}

async function goOn(hand: Hand): Promise<void> {
  await hand.tap('下一题');
}

async function handIn(hand: Hand): Promise<void> {
  await hand.tap('交卷');
  await hand.press(hand.page.getByRole('alertdialog').getByRole('button', { name: '交卷' }));
  await hand.sees('交卷了');
}

/** Some at once: twenty that load together would wait for one another. */
async function few<T>(list: readonly T[], act: (one: T) => Promise<void>): Promise<void> {
  const queue = [...list];
  const worker = async () => {
    for (let one = queue.shift(); one; one = queue.shift()) await act(one);
  };
  await Promise.all([worker(), worker(), worker()]);
}

/** Sits down to the contest and answers its first question. */
async function begin(session: Session): Promise<Hand> {
  const hand = await phoneOf(browser, service, session, sitPath());
  await answer(hand, 0);
  await hand.sees(/已保存/);
  return hand;
}

/** Answers the others and hands in. */
async function finish(hand: Hand): Promise<void> {
  for (let i = 1; i < QUESTIONS; i += 1) {
    await goOn(hand);
    await answer(hand, i);
  }
  await hand.sees(/已保存/);
  await handIn(hand);
  expect(hand.faults).toEqual([]);
  await hand.close();
}

const progress = () =>
  service.call(examContract.findProgress, { params: { examId } }, keeper.accessToken);

/** Where a person stands in an exam, asked again until it is `settled` or three minutes are over. */
async function standing(
  id: string,
  personId: string,
  settled: (row: AttendanceRow) => boolean,
): Promise<AttendanceRow> {
  const limit = Date.now() + 180_000;
  for (;;) {
    const row = await rowOf(id, personId);
    if (settled(row) || Date.now() > limit) return row;
    await new Promise((done) => setTimeout(done, 500));
  }
}

/** The row of one person, on whichever page of the list it stands. */
async function rowOf(id: string, personId: string): Promise<AttendanceRow> {
  let cursor: string | null = null;
  do {
    const query: { limit: number; cursor?: string } = { limit: 100, ...(cursor && { cursor }) };
    const page: ResponseOf<typeof examContract.listAttendance> = await service.call(
      examContract.listAttendance,
      { params: { examId: id }, query },
      keeper.accessToken,
    );
    const row = page.items.find((one) => one.personId === personId);
    if (row) return row;
    cursor = page.nextCursor;
  } while (cursor);
  throw new Error(`${personId} does not sit ${id}`);
}

describe('an exam that ends while people write', () => {
  it('tells them each time they left the screen, and hands in by itself at zero', async () => {
    const [one, vanished] = sessions as [Session, Session];
    const now = Date.now();
    short = await openExam(service, keeper.accessToken, paperId, {
      title: '短考',
      audience: { unitPaths: ['/wh'], kinds: ['officer', 'auxiliary'], posts: [], sample: null },
      times: {
        opensAt: new Date(now - 60_000).toISOString(),
        closesAt: new Date(now + SHORT_MS).toISOString(),
        durationMin: 30,
        startWithinMin: null,
        graceS: 10,
      },
    });
    const [first, second] = await Promise.all([
      phoneOf(browser, service, one, sitPath(short.id)),
      phoneOf(browser, service, vanished, sitPath(short.id)),
    ]);
    await answer(second, 0);
    await second.sees(/已保存/);
    // This one is gone for good: nobody hands in for it but the service.
    await second.close();

    await answer(first, 0);
    await first.sees(/已保存/);
    await hide(first, true);
    await hide(first, false);
    await first.sees('离开过 1 次，由人来看');
    await first.sees(/共 1 次；时间没停/);
    await hide(first, true);
    await hide(first, false);
    await first.sees('离开过 2 次，由人来看');
    // What was answered without a network before the end counts, and nobody presses anything.
    await first.offline(true);
    await goOn(first);
    await answer(first, 1);
    await first.offline(false);
    await first.sees('时间到，替你交了');
    expect(Date.now()).toBeGreaterThanOrEqual(Date.parse(short.times.closesAt));
    expect(first.faults).toEqual([]);
    await first.close();

    const row = await standing(
      short.id,
      one.me.personId,
      ({ attempt }) => attempt?.submittedAt != null,
    );
    expect(row).toMatchObject({ state: 'submitted', attempt: { answered: 2, leaves: 2 } });
    expect(row.attempt?.submittedAt).not.toBeNull();
  });
});

describe('twenty pages sit one contest', () => {
  it('loses nothing of the one that is killed, and tells its first phone of the second', async () => {
    expect(sessions).toHaveLength(PEOPLE);
    const [unlucky, ...others] = sessions as [Session, ...Session[]];
    const first = await begin(unlucky);
    const hands: Hand[] = [];
    await few(others, async (one) => void hands.push(await begin(one)));
    // All twenty are open, and write.
    expect((await progress()).counts).toMatchObject({ inProgress: PEOPLE, submitted: 0 });
    await goOn(first);
    await answer(first, 1);
    await first.sees(/已保存/);

    // Without network one goes on; then the phone is killed and started again.
    await first.offline(true);
    await goOn(first);
    await answer(first, 2);
    await first.sees('已存在手机，联网就交');
    await first.offline(false);
    await first.page.close({ runBeforeUnload: false });
    const again = await first.context.newPage();
    await again.goto(`${service.url}/#${sitPath()}`);
    await again.getByText(`已答 3 / ${QUESTIONS}`).waitFor();
    await again.getByText(/已保存/).waitFor();

    // The nineteen others go on and hand in while another phone takes this one over with all of it.
    const all = few(hands, finish);
    const second = await phoneOf(browser, service, unlucky, sitPath());
    await second.sees(`已答 3 / ${QUESTIONS}`);
    await second.tap('第 4 题，未答');
    await answer(second, 3);
    await second.sees(/已保存/);

    // The first one is told with its next answer, and what it wrote comes along when it takes over.
    await again.getByRole('button', { name: '第 5 题，未答' }).tap();
    await again.getByText(`第 5 题，共 ${QUESTIONS} 题`).waitFor();
    await again.getByRole('radio').filter({ visible: true }).first().tap();
    await again.getByText('正在另一台手机上答').waitFor();
    await again.getByRole('button', { name: '换回这台手机答' }).tap();
    await again.getByText(`已答 5 / ${QUESTIONS}`).waitFor();
    await again.getByText(/已保存/).waitFor();

    await second.tap('第 6 题，未答');
    await answer(second, 5);
    await second.sees('正在另一台手机上答');
    await second.tap('换回这台手机答');
    await second.sees(`已答 6 / ${QUESTIONS}`);
    await second.sees(/已保存/);
    await all;
    await handIn(second);
    await second.tap('看结果');
    await second.sees('现在能看成绩，答卷、标准答案、解析还没公布');
    expect(second.faults).toEqual([]);
    await second.close();
    await first.close();

    const { counts } = await progress();
    expect(counts).toMatchObject({ assigned: PEOPLE, submitted: PEOPLE, inProgress: 0 });
    const { attempt } = await rowOf(examId, unlucky.me.personId);
    expect(attempt?.answered).toBe(QUESTIONS);
  });

  it('shows the ranking of this contest, of all who handed in', async () => {
    const [one] = sessions as [Session];
    const hand = await phoneOf(
      browser,
      service,
      one,
      `/features/exam/pages/ranking/index?id=${examId}`,
    );
    await hand.sees(`已交 ${PEOPLE} 人`);
    expect(hand.faults).toEqual([]);
    await hand.close();
  });
});

it('is handed in by the service for the phone that vanished, with what it had sent', async () => {
  const [, vanished] = sessions as [Session, Session];
  const { personId } = vanished.me;
  // The job takes papers in once no answer can be under way any more.
  const row = await standing(short.id, personId, ({ state }) => state !== 'in_progress');
  expect(row).toMatchObject({ state: 'submitted', attempt: { answered: 1, submittedAt: null } });
});
