import type { MongoClient } from 'mongodb';
import type { Browser } from 'playwright-core';
import { LIVE_PATH, type Session } from '@qiangji/shared-types';
import { launch, type Hand } from './lib/browser';
import { connect } from './lib/database';
import {
  confirmQuestions,
  fixedPaper,
  openExam,
  personWith,
  phoneOf,
  signInAs,
  sitAtOnce,
  someAnswer,
} from './lib/exam';
import { freePort, Service } from './lib/service';
import { dropOwn } from '../server/test/throwaway';

const database = `qj_live_${process.pid}`;
let client: MongoClient;
/** Two processes on one database, as behind a balancer: one is written to, the other is listened to. */
let writing: Service;
let telling: Service;
let port: number;
let browser: Browser;
let hand: Hand;
let sessions: Session[];
let answers: Parameters<typeof sitAtOnce>[3];
let examId: string;

jest.setTimeout(300_000);

beforeAll(async () => {
  client = await connect();
  await Service.seedPeople({ database });
  port = await freePort();
  writing = await Service.start({ database });
  telling = await Service.start({ database, port });
  browser = await launch();
  const db = client.db(database);
  const keeper = await writing.signIn('office');
  const legal = await signInAs(db, writing, await personWith(db, 'legal_officer'));
  const questions = await confirmQuestions(writing, legal.accessToken, { single: 3 });
  answers = questions.map((one) => ({ code: one.code, answer: someAnswer(one, false) }));
  const paper = await fixedPaper(writing, keeper.accessToken, '竞赛卷', questions);
  const audience = { unitPaths: ['/wh/brigade/hutang'], kinds: [], posts: [], sample: 4 };
  const more = { title: '执法竞赛', kind: 'contest' as const, audience };
  examId = (await openExam(writing, keeper.accessToken, paper.id, more)).id;
  const rows = await db
    .collection<{ personId: string }>('exam_sittings')
    .find({ examId })
    .toArray();
  sessions = [];
  for (const { personId } of rows) sessions.push(await signInAs(db, writing, personId));
});

afterAll(async () => {
  await browser?.close();
  await Promise.all([writing?.kill('SIGTERM'), telling?.kill('SIGTERM')]);
  await dropOwn(client.db(database));
  await client.close();
});

/** Questions that the page asked by request since it was opened. */
let asked = 0;

it('shows what another process took in, without asking for it', async () => {
  const [watcher, first, second] = sessions as [Session, Session, Session];
  hand = await phoneOf(
    browser,
    telling,
    watcher,
    `/features/exam/pages/ranking/index?id=${examId}`,
  );
  hand.page.on('request', (request) => {
    if (request.url().includes('/ranking')) asked += 1;
  });
  await hand.sees('还没有人交卷');
  await sitAtOnce(writing, first, examId, answers);
  await hand.sees('已交 1 人');
  await hand.sees('有人交卷就变');
  const before = asked;
  await sitAtOnce(writing, second, examId, answers);
  await hand.sees('已交 2 人');
  expect(asked).toBe(before);
});

it('lets a process end that somebody listens to, and finds the next one', async () => {
  const started = Date.now();
  await telling.kill('SIGTERM');
  expect(Date.now() - started).toBeLessThan(8_000);
  await hand.sees('隔几秒看一次');
  const [, , , third] = sessions as [Session, Session, Session, Session];
  await sitAtOnce(writing, third, examId, answers);
  const opened = hand.page.waitForEvent('websocket', (one) => one.url().endsWith(LIVE_PATH));
  telling = await Service.start({ database, port });
  await opened;
  await hand.sees('已交 3 人');
  await hand.sees('有人交卷就变');
});

it('lets go of the line while another page is in front', async () => {
  const closed = new Promise<void>((done) => {
    hand.page.on('websocket', (one) => one.on('close', () => done()));
  });
  // A line that can be watched from its beginning.
  await hand.page.reload();
  await hand.sees('有人交卷就变');
  await hand.page.evaluate(() => (location.hash = '#/features/exam/pages/mine/index'));
  await closed;
});
