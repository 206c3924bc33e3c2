import type { Browser } from 'playwright-core';
import type { MongoClient } from 'mongodb';
import { examContract, type BankQuestion, type Session } from '@qiangji/shared-types';
import type { Hand, Look } from './lib/browser';
import {
  confirmQuestions,
  fixedPaper,
  openExam,
  personWith,
  phoneOf,
  signInAs,
  sitAtOnce,
  someAnswer,
  untilMarkable,
  untilOver,
} from './lib/exam';
import { closeExamWorld, openExamWorld, type ExamWorld } from './lib/exam-world';
import {
  axeInBothColours,
  faultsOf,
  layoutFaults,
  LOOKS,
  open,
  settled,
  shoot,
  SHOOTING,
  unlessWatermark,
} from './lib/look-over';
import { makeId, type Service } from './lib/service';

const database = `qj_exam_pages_${process.pid}`;
const SQUADRON = '/wh/brigade/hutang';
/** How long the exam that is to be over stays open (ms). */
const SHORT_MS = 30_000;

let client: MongoClient;
let service: Service;
let browser: Browser;
let keeper: Session;
let officer: Session;
/** Somebody who has begun the exam that is under way, and not handed in. */
let writer: Session;
let questions: BankQuestion[];
let live: string;
let contest: string;
let over: string;
let paperId: string;

const world: Partial<ExamWorld> = {};

jest.setTimeout(600_000);

const iso = (ms: number) => new Date(ms).toISOString();
const page = (name: string, id = '', more = '') =>
  `/features/exam/pages/${name}/index${id ? `?id=${id}` : ''}${more}`;

beforeAll(async () => {
  const made = await openExamWorld(database, world);
  ({ client, service, browser, keeper } = made);
  const { legal } = made;
  const db = client.db(database);
  const kinds = {
    single: 4,
    multiple: 2,
    true_false: 1,
    fill_in: 1,
    numeric: 1,
    short_answer: 1,
    case: 1,
  };
  // What is asked elsewhere is not told: the exam that is over has questions of its own, of every kind.
  const others = await confirmQuestions(service, legal.accessToken, kinds);
  questions = await confirmQuestions(service, legal.accessToken, kinds, others);
  const { accessToken } = keeper;
  const paper = await fixedPaper(service, accessToken, '执法程序', questions);
  paperId = paper.id;
  const audience = { unitPaths: [SQUADRON], kinds: [], posts: [], sample: null };
  const surprise = {
    opensAt: iso(Date.now()),
    closesAt: iso(Date.now() + 3_600_000),
    durationMin: 30,
    startWithinMin: 30,
    graceS: 60,
  };
  live = (
    await openExam(service, accessToken, paper.id, {
      title: '第 3 期',
      kind: 'surprise',
      audience,
      times: surprise,
    })
  ).id;
  contest = (
    await openExam(service, accessToken, paper.id, { title: '执法竞赛', kind: 'contest', audience })
  ).id;
  // Whoever is on a shift is deferred by a surprise exam and has nothing to sit.
  const sittings = await db
    .collection<{ personId: string }>('exam_sittings')
    .find({ examId: live, deferred: null })
    .limit(10)
    .toArray();
  const people: Session[] = [];
  for (const { personId } of sittings) people.push(await signInAs(db, service, personId));
  officer = people[0] as Session;
  writer = people[1] as Session;
  const now = Date.now();
  const own = await fixedPaper(service, accessToken, '上月的卷', others);
  over = (
    await openExam(service, accessToken, own.id, {
      title: '上月考试',
      audience,
      times: {
        opensAt: iso(now - 60_000),
        closesAt: iso(now + SHORT_MS),
        durationMin: 30,
        startWithinMin: null,
        graceS: 1,
      },
    })
  ).id;
  for (const [i, person] of people.entries()) {
    const givenTo = (asked: readonly BankQuestion[]) =>
      asked
        .slice(0, asked.length - (i % 3))
        .map((one, at) => ({ code: one.code, answer: someAnswer(one, (at + i) % 2 === 0) }));
    await sitAtOnce(service, person, over, givenTo(others), { leaves: i % 3 });
    const given = givenTo(questions);
    if (i === 0) continue;
    await sitAtOnce(service, person, contest, given);
    await sitAtOnce(service, person, live, given.slice(0, i), { handIn: i % 4 === 0 });
  }
  await untilOver(service, over, keeper.accessToken);
});

afterAll(() => closeExamWorld(database, world));

interface Stop {
  name: string;
  path: string;
  who: () => Session;
  desk?: boolean;
  mayBeEmpty?: boolean;
  /** Its picture is taken where there are sixty days to show (pages.e2e.ts). */
  pictured?: boolean;
  /** What is done before one looks. */
  act?: (hand: Hand) => Promise<void>;
}

/** The phones of a look, one for each person: with a fresh one for every page most of the time would go into its start. */
function phonesOf(look: Look) {
  const phones = new Map<Session, Promise<Hand>>();
  return {
    async at({ path, who }: Stop): Promise<Hand> {
      const session = who();
      const known = phones.get(session) ?? phoneOf(browser, service, session, path, look);
      phones.set(session, known);
      const hand = await known;
      await open(hand.page, `${service.url}/#${path}`);
      return hand;
    },
    async close() {
      for (const phone of phones.values()) await (await phone).close();
    },
  };
}

async function lookOver(hand: Hand, stop: Stop, name: string, look: Look): Promise<string[]> {
  await stop.act?.(hand);
  await settled(hand.page);
  const who = stop.desk ? 'office' : 'officer';
  if (!stop.pictured) await shoot(hand.page, `${stop.name}.${who}.${name}`);
  const said = await faultsOf(hand, look, stop.mayBeEmpty);
  return said.map((fault) => `${stop.name} (${name}): ${fault}`);
}

/** What hides faults best: the largest letters on a phone, and a desk. All four where pictures are taken. */
const STOP_LOOKS = SHOOTING ? Object.keys(LOOKS) : ['fs150', 'wide'];
/** In daylight the exam is handed in, so that look comes last. */
const STATE_LOOKS = SHOOTING ? ['dark', 'fs150', 'wide', 'light'] : ['fs150', 'light'];

const mine = () => officer;
const office = () => keeper;

/** Pages as they are found, in the order in which an exam happens. */
const stops = (): Stop[] => [
  { name: 'exam-mine', path: page('mine'), who: mine, pictured: true },
  { name: 'exam-before', path: page('before', live), who: mine, pictured: true },
  { name: 'exam-ranking', path: page('ranking', contest), who: mine },
  { name: 'exam-result', path: page('result', over), who: mine, pictured: true },
  {
    name: 'exam-result-question',
    path: page('result', over),
    who: mine,
    act: async (hand) => {
      await hand.tapText(/^1\. /);
      await hand.sees('第 1 题');
    },
  },
  { name: 'exam-desk', path: page('desk'), who: office, desk: true, pictured: true },
  { name: 'exam-paper', path: page('paper'), who: office, desk: true, pictured: true },
  { name: 'exam-paper-frozen', path: page('paper', paperId), who: office, desk: true },
  { name: 'exam-plan', path: page('plan'), who: office, desk: true, pictured: true },
  { name: 'exam-console', path: page('console', live), who: office, desk: true },
  {
    name: 'exam-console-row',
    path: page('console', live),
    who: office,
    desk: true,
    act: async (hand) => {
      await hand.fill('找考生', writer.me.name);
      // At a desk a row is named by what it opens.
      await hand.tap(new RegExp(`^(看 )?${writer.me.name}`));
      await hand.sees('答到一半被叫走了');
    },
  },
  {
    name: 'exam-console-make-up',
    path: page('console', over),
    who: office,
    desk: true,
    act: async (hand) => {
      await hand.tap('定补考时间');
      await hand.sees('不算缺考，本人会收到通知');
    },
  },
  { name: 'exam-console-over', path: page('console', over), who: office, desk: true },
  { name: 'exam-results', path: page('results', over), who: office, desk: true },
  { name: 'exam-statistics', path: page('statistics', over), who: office, desk: true },
  { name: 'exam-marking', path: page('marking', over), who: office, desk: true, mayBeEmpty: true },
  { name: 'exam-appeals', path: page('appeals', over), who: office, desk: true, mayBeEmpty: true },
];

describe('every page of exams', () => {
  it.each(STOP_LOOKS)('shows what it should, in the look %s', async (name) => {
    const look = LOOKS[name] ?? {};
    const phones = phonesOf(look);
    const faults: string[] = [];
    for (const stop of stops()) {
      faults.push(...(await lookOver(await phones.at(stop), stop, name, look)));
    }
    await phones.close();
    expect(faults).toEqual([]);
  });
});

describe('an exam on the phone, in every state', () => {
  const states = async (name: string, look: Look, session: Session): Promise<string[]> => {
    const faults: string[] = [];
    const path = page('sit', live, '&no=1');
    const hand = await phoneOf(browser, service, session, path, look);
    const seen = async (state: string) => {
      await settled(hand.page);
      await shoot(hand.page, `exam-sit-${state}.officer.${name}`);
      const said = [
        ...(await layoutFaults(hand.page)),
        ...(await axeInBothColours(hand.page, look)),
      ].filter(unlessWatermark);
      faults.push(...said.map((fault) => `${state} (${name}): ${fault}`));
    };
    const count = questions.length;
    const goTo = async (number: number) => {
      // With the largest letters the card is one line until it is opened.
      const more = hand.page.getByRole('button', { name: /^展开全部/ }).filter({ visible: true });
      if (look.font && (await more.count()) > 0) await hand.press(more);
      const name = new RegExp(`^第 ${number} 题`);
      await hand.press(hand.page.getByRole('button', { name }).filter({ visible: true }));
    };
    await hand.sees(`第 1 题，共 ${count} 题`);
    // Whose paper it is stands across it.
    const mark = hand.page.locator('.ex-mark').filter({ hasText: session.me.name });
    await mark.first().waitFor({ state: 'attached' });
    await seen('first');
    await hand.tap('想再看');
    for (let i = 1; i < count; i += 1) {
      const option = hand.page.locator('[role=radio], [role=checkbox]').filter({ visible: true });
      if ((await option.count()) > 0) await hand.press(option.first());
      await hand.tap('下一题');
      await hand.sees(`第 ${i + 1} 题，共 ${count} 题`);
    }
    await hand.sees(/已保存/);
    await seen('saved');
    await hand.offline(true);
    await goTo(1);
    const option = hand.page.locator('[role=radio], [role=checkbox]').filter({ visible: true });
    if ((await option.count()) > 1) await hand.press(option.nth(1));
    else await hand.page.getByRole('textbox').filter({ visible: true }).first().fill('七');
    await hand.sees('已存在手机，联网就交');
    await seen('offline');
    await hand.offline(false);
    await hand.sees(/已保存/);
    // Another phone takes it over.
    const body = { opId: makeId(), deviceAt: iso(Date.now()), no: 1, deviceId: makeId() };
    await service.call(
      examContract.startAttempt,
      { params: { examId: live }, body },
      session.accessToken,
    );
    await goTo(2);
    await hand.sees(`第 2 题，共 ${count} 题`);
    if ((await option.count()) > 1) await hand.press(option.nth(1));
    else await hand.page.getByRole('textbox').filter({ visible: true }).first().fill('八');
    await hand.sees('正在另一台手机上答');
    await seen('elsewhere');
    await hand.tap('换回这台手机答');
    await hand.sees(/已保存/);
    if (name === 'light') {
      await goTo(count);
      await hand.tap('交卷');
      await seen('hand-in');
      await hand.press(hand.page.getByRole('alertdialog').getByRole('button', { name: '交卷' }));
      await hand.sees('交卷了');
      await seen('after');
    }
    faults.push(...hand.faults);
    await hand.close();
    return faults;
  };

  it.each(STATE_LOOKS)('is whole in the look %s', async (name) => {
    expect(await states(name, LOOKS[name] ?? {}, officer)).toEqual([]);
  });
});

describe('the desk', () => {
  const desk = (path: string) => phoneOf(browser, service, keeper, path, { wide: true });

  it('answers an appeal that came from a phone, and the phone is told', async () => {
    const phone = await phoneOf(browser, service, officer, page('result', over));
    await phone.tapText(/^1\. /);
    await phone.tap('觉得这题有问题');
    await phone.fill('哪里不对', '教材里两种说法都有');
    await phone.tap('交申诉');
    // The mark of the record gives way to what the service says of it.
    await phone.sees(/^(已送达|等答复)$/);
    const hand = await desk(page('appeals', over));
    await hand.tapText('教材里两种说法都有');
    await hand.fill('理由，本人能看到', '按现行法律只有一种说法');
    await hand.tap('答复');
    await hand.sees('没采纳');
    await phone.page.reload();
    await phone.tapText(/^1\. /);
    await phone.sees('答复：按现行法律只有一种说法');
    expect([...phone.faults, ...hand.faults]).toEqual([]);
    await phone.close();
    await hand.close();
  });

  it('marks what a machine cannot, without seeing whose it is', async () => {
    const legal = await signInAs(
      client.db(database),
      service,
      await personWith(client.db(database), 'legal_officer'),
    );
    await untilMarkable(service, over, keeper.accessToken);
    const hand = await phoneOf(browser, service, legal, page('marking', over), { wide: true });
    await hand.tap('阅下一份');
    await hand.sees('先表明身份，再说明事由，最后告知权利。');
    const groups = hand.page.getByRole('radiogroup').filter({ visible: true });
    for (let i = 0; i < (await groups.count()); i += 1) {
      await hand.press(groups.nth(i).getByRole('radio').last());
    }
    await hand.tap('给分，阅下一份');
    await hand.page.getByRole('button', { name: '还有得分点没给分' }).waitFor();
    expect(hand.faults).toEqual([]);
    await hand.close();
  });

  it('makes a paper by hand, plans an exam on it and sends it out', async () => {
    const hand = await desk(page('paper'));
    await hand.fill('卷子名称', '随到随考卷');
    await hand.tap('自己挑题', 'radio');
    await hand.sees('已挑 0 题');
    await hand.press(
      hand.page.getByRole('button', { name: /单选/ }).filter({ visible: true }).first(),
    );
    await hand.sees('已挑 1 题');
    await hand.tap('存下');
    await hand.tap('定稿');
    await hand.press(hand.page.getByRole('alertdialog').getByRole('button', { name: '定稿' }));
    await hand.sees('已定稿');
    await hand.go(page('plan'));
    await hand.fill('考试名称', '一题小考');
    const paper = hand.page.getByLabel('卷子').filter({ visible: true }).first();
    await paper.selectOption({ label: '随到随考卷（1 题 4 分）' });
    await hand.tap('存下，到现场发出');
    await hand.tap('发出考试');
    await hand.press(hand.page.getByRole('alertdialog').getByRole('button', { name: '发出' }));
    await hand.sees('还没开考');
    expect(hand.faults).toEqual([]);
    await hand.close();
  });
});
