/** @jest-environment ./miniapp/test/weapp/harness/environment.ts */
import {
  demoAccounts,
  examContract,
  noticeContract,
  PRIVACY_VERSION,
  type DemoAccount,
  type Session,
} from '@qiangji/shared-types';
import { Demo } from '../../../e2e/lib/demo';
import {
  confirmQuestions,
  fixedPaper,
  openExam,
  personWith,
  signInAs,
  sitAtOnce,
  someAnswer,
} from '../../../e2e/lib/exam';
import { goOnDuty } from '../../../e2e/lib/duty';
import { stopsOf, type Stop } from '../../../e2e/lib/pages';
import { type Service } from '../../../e2e/lib/service';
import { distDir } from './dist';
import { launch, newPhone, type WeappRun } from './harness';
import { beyond, table, together, walk } from './walk';

const database = `qj_contest_${process.pid}`;
const TEMPLATE = 'uV5LcT4kY0pQ2mN8rW6xZ1aB3cD7eF9gH0iJ2kL4mN6';

let demo: Demo;
let service: Service;
let others: Session[];
let answers: Parameters<typeof sitAtOnce>[3];
let examId: string;
let officer: Session;
let app: WeappRun;

beforeAll(async () => {
  // Every page is drawn at the end, and most show what sixty days left.
  demo = await Demo.begin(database);
  service = await demo.serve({
    WECHAT_EXAM_TEMPLATE: `${TEMPLATE}:title=thing1,startBy=time2`,
  });
  const { db } = demo;
  const office = await service.signIn('office');
  const legal = await signInAs(db, service, await personWith(db, 'legal_officer'));
  const questions = await confirmQuestions(service, legal.accessToken, {
    single: 40,
    true_false: 10,
    multiple: 10,
  });
  answers = questions
    .slice(0, 3)
    .map((one) => ({ code: one.code, answer: someAnswer(one, false) }));
  const paper = await fixedPaper(service, office.accessToken, '竞赛卷', questions);
  officer = await service.signIn('officer');
  officer = { ...officer, me: { ...officer.me, consentVersion: PRIVACY_VERSION } };
  const audience = { unitPaths: [officer.me.unitPath], kinds: [], posts: [], sample: null };
  const more = { title: '执法竞赛', kind: 'contest' as const, audience };
  examId = (await openExam(service, office.accessToken, paper.id, more)).id;
  const sittings = await db
    .collection<{ personId: string }>('exam_sittings')
    .find({ examId, personId: { $ne: officer.me.personId } })
    .limit(2)
    .toArray();
  others = [];
  for (const { personId } of sittings) others.push(await signInAs(db, service, personId));
}, 400_000);

afterAll(async () => {
  app?.kill();
  await service?.kill('SIGTERM');
  await demo.end();
});

const asked = () =>
  app.network.log.filter((line) => line.includes(`/mine/${examId}/ranking`)).length;

it('is told of each hand-in over a socket of WeChat’s, and asks no more for it', async () => {
  const phone = newPhone();
  phone.storage.set('qj/session/current', JSON.stringify(officer));
  app = await launch({ distDir, baseUrl: service.url, phone });
  await app.open(`/features/exam/pages/ranking/index?id=${examId}`);
  await app.waitFor('还没有人交卷');
  await app.waitFor(() => app.network.sockets.count === 1);
  const [first, second] = others as [Session, Session];
  await sitAtOnce(service, first, examId, answers);
  await app.waitFor('已交 1 人');
  await app.waitFor('有人交卷就变');
  const before = asked();
  await sitAtOnce(service, second, examId, answers);
  await app.waitFor('已交 2 人');
  expect(asked()).toBe(before);
  expect(app.network.sockets.log).toEqual(['/api/v1/live']);
});

it('lets go of the socket while the page is hidden, and takes one again', async () => {
  await app.open('/features/exam/pages/mine/index');
  await app.waitFor(() => app.network.sockets.count === 0);
  await app.waitFor('执法竞赛');
  await app.tap({ label: '返回' });
  await app.waitFor(() => app.network.sockets.count === 1);
});

it('asks by request where the line breaks, and takes it up again', async () => {
  app.network.sockets.cut();
  const before = asked();
  await app.waitFor(() => asked() > before);
  await app.waitFor(() => app.network.sockets.count === 1);
  await app.waitFor('有人交卷就变');
  expect(app.errors).toEqual([]);
});

it('asks WeChat for one message by a tap, and tells the service', async () => {
  await app.open('/features/exam/pages/mine/index');
  await app.tap('飞行考试来了，用微信提醒我');
  await app.waitFor('下次飞行考试，微信会提醒你');
  await app.waitFor(() => app.network.log.includes('POST /api/v1/notices/reminder/answers 200'));
  const reminder = await service.call(noticeContract.findReminder, {}, officer.accessToken);
  expect(reminder).toEqual({ templateId: TEMPLATE, left: 1, declined: false });
  expect(app.errors).toEqual([]);
});

it('has told what stands to whoever asks by request, too', async () => {
  const params = { examId };
  const ranking = await service.call(examContract.listRanking, { params }, officer.accessToken);
  expect(ranking.rows).toHaveLength(2);
});

it('counts each time the screen is left, a taken call too, and hands nothing in for it', async () => {
  const posts = (end: string) =>
    app.network.log.filter((line) => line.startsWith('POST') && line.includes(end)).length;
  await app.open(`/features/exam/pages/sit/index?id=${examId}&no=1`);
  await app.waitFor('第 1 题，共 60 题');
  await app.tap({ role: /^(radio|checkbox)$/, name: /./ });
  await app.waitFor(() => posts('/answers 20') === 1);
  // It rings, and nobody takes the call: the paper stayed in front.
  await app.rings();
  expect(app.text()).not.toContain('离开过');
  // This one is taken, and then another app is looked at.
  await app.rings();
  await app.inBackground();
  await app.inFront();
  await app.waitFor('离开过 1 次，由人来看');
  await app.inBackground();
  await app.inFront();
  await app.waitFor('离开过 2 次，由人来看');
  await app.waitFor(() => posts('/leaves 20') === 2);
  expect(posts('/submit')).toBe(0);
  await app.waitFor('第 1 题，共 60 题');
  // Killed while it was away: that absence is one too, and the paper is still open.
  await app.inBackground();
  await app.relaunch();
  await app.open(`/features/exam/pages/sit/index?id=${examId}&no=1`);
  await app.waitFor('离开过 3 次，由人来看');
  await app.waitFor(() => posts('/leaves 20') === 3);
  const params = { examId };
  const mine = await service.call(examContract.findMine, { params }, officer.accessToken);
  expect(mine.attempts).toMatchObject([{ no: 1, state: 'in_progress', submittedAt: null }]);
  expect(app.errors).toEqual([]);
});

/** What only this exam makes a page of; the paper last, since then one sits it. */
const examStops = (): Stop[] =>
  ['ranking', 'sit'].map((page) => ({
    name: `exam-${page}`,
    path: `/features/exam/pages/${page}/index?id=${examId}&no=1`,
  }));

it('draws every page there is as smoothly as WeChat asks', async () => {
  const { db } = demo;
  const signedIn = async (account: DemoAccount) => {
    const { me, ...tokens } = await service.signIn(account);
    if (account === 'auxiliary') await goOnDuty(db, service, tokens.accessToken);
    const stops = await stopsOf(db, account, me.personId);
    const session = { ...tokens, me: { ...me, consentVersion: PRIVACY_VERSION } };
    return walk(service.url, session, account === 'officer' ? [...stops, ...examStops()] : stops);
  };
  const login = { name: 'account-login', path: '/features/account/pages/login/index' };
  const walks = await Promise.all([
    walk(service.url, undefined, [login]),
    ...demoAccounts.map(signedIn),
  ]);
  const pages = together(walks);
  process.stdout.write(`the pages of the mini-program that weigh most\n${table(pages)}\n`);
  expect(walks.flatMap(({ faults }) => faults)).toEqual([]);
  expect(walks[0]?.routes.filter((route) => !(route in pages))).toEqual([]);
  expect(beyond(pages)).toEqual([]);
}, 600_000);
