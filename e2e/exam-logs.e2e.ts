import type { MongoClient } from 'mongodb';
import {
  authContract,
  examContract,
  examResultContract,
  LIVE_PATH,
  noticeContract,
  PRIVACY_VERSION,
  quizContract,
  type Exam,
  type PersonKind,
  type QuestionAnswer,
  type QuestionDraft,
  type Session,
} from '@qiangji/shared-types';
import { LiveClient } from '../server/test/live-client';
import { WechatStandIn } from '../server/test/wechat-stand-in';
import { connect } from './lib/database';
import { confirmedQuestion, fixedPaper, openExam, personWith, signInAs } from './lib/exam';
import { makeId, Service } from './lib/service';
import { dropOwn } from '../server/test/throwaway';

const database = `qj_logs_${process.pid}`;
const JWT_SECRET = 'a secret of the house that no line may say';
const APP_SECRET = 'wechat-app-secret-8c21';
const TEMPLATE = 'uV5LcT4kY0pQ2mN8rW6xZ1aB3cD7eF9gH0iJ2kL4mN6';

/** Nobody would write these by chance. */
const KEYS = {
  blank: '留置送达须见证人签字',
  number: '31415926.25',
  model: '先亮证再说明来意并告知权利',
  explanation: '这里的说明只有阅卷以后才能看',
  corrected: '改过以后的标准答案文字',
};
const WRITTEN = '考生自己写下来的一句话';

const wechat = new WechatStandIn();
let client: MongoClient;
let service: Service;
let logs = '';
/** What no line may hold, by what it is. */
const secrets = new Map<string, string>();

jest.setTimeout(240_000);

const write = () => ({ opId: makeId(), deviceAt: new Date().toISOString() });
const db = () => client.db(database);

function keepSession(name: string, session: Session): Session {
  secrets.set(`access token of ${name}`, session.accessToken);
  secrets.set(`refresh token of ${name}`, session.refreshToken);
  return session;
}

beforeAll(async () => {
  client = await connect();
  await Service.seedPeople({ database });
  service = await Service.start({
    database,
    env: {
      LOG_LEVEL: 'trace',
      JWT_SECRET,
      WECHAT_APP_ID: 'wx1',
      WECHAT_APP_SECRET: APP_SECRET,
      WECHAT_BASE_URL: await wechat.start(),
      WECHAT_EXAM_TEMPLATE: `${TEMPLATE}:title=thing1,startBy=time2`,
    },
    heard: (text) => (logs += text),
  });
});

afterAll(async () => {
  await service?.kill('SIGTERM');
  await wechat.stop();
  await dropOwn(client.db(database));
  await client.close();
});

/** Signs somebody of the roster in by WeChat, binds by phone number, agrees, and asks for a reminder. */
async function signInByWechat(personId: string, index: number): Promise<Session> {
  const phone = `1390000${String(7_301 + index)}`;
  const openid = `openid-of-somebody-${index}`;
  await db()
    .collection<{ _id: string }>('org_persons')
    .updateOne({ _id: personId }, { $set: { phone } });
  secrets.set(`phone number ${index}`, phone);
  secrets.set(`openid ${index}`, openid);
  const code = `login:${openid}`;
  const first = await service.call(authContract.wechat, { body: { code } });
  if (first.status !== 'bind_required') throw new Error('bound already');
  secrets.set(`bind token ${index}`, first.bindToken);
  const { bindToken } = first;
  const agreedTo = { privacyVersion: PRIVACY_VERSION };
  const body = { by: 'phone', bindToken, phoneCode: `phone:${phone}`, ...agreedTo };
  const session = keepSession(`person ${index}`, await service.call(authContract.bind, { body }));
  const { accessToken } = session;
  const agreed = { ...write(), templateId: TEMPLATE, answer: 'accept' };
  await service.call(noticeContract.answerReminder, { body: agreed }, accessToken);
  return session;
}

function drafts(topic: string): QuestionDraft[] {
  const rest = { explanation: KEYS.explanation, topic, law: null, difficulty: 3, author: null };
  return [
    {
      ...rest,
      body: { kind: 'fill_in', stem: '送达：[[b]]', media: [], blanks: [{ id: 'b' }] },
      key: { kind: 'fill_in', blanks: [{ id: 'b', accepted: [KEYS.blank] }] },
    },
    {
      ...rest,
      body: { kind: 'numeric', stem: '几日', media: [], unit: '日' },
      key: { kind: 'numeric', value: Number(KEYS.number), tolerance: 0 },
    },
    {
      ...rest,
      body: { kind: 'short_answer', stem: '说说步骤', media: [], maxLength: 200 },
      key: {
        kind: 'short_answer',
        model: KEYS.model,
        criteria: [{ id: 'c1', text: KEYS.model, points: 4 }],
      },
    },
  ];
}

function answersOf(codes: readonly string[]): [string, QuestionAnswer][] {
  const [blank = '', number = '', text = ''] = codes;
  return [
    [blank, { kind: 'fill_in', blanks: [{ id: 'b', text: KEYS.blank }] }],
    [number, { kind: 'numeric', text: KEYS.number }],
    [text, { kind: 'short_answer', text: WRITTEN }],
  ];
}

/** A whole attempt, with what a hostile or hasty phone sends in between. */
async function sit(exam: Exam, codes: readonly string[], session: Session): Promise<void> {
  const token = session.accessToken;
  const start = { params: { examId: exam.id }, body: { ...write(), no: 1, deviceId: makeId() } };
  const { attempt, paperKey } = await service.call(examContract.startAttempt, start, token);
  secrets.set(`paper key of ${exam.id}`, paperKey);
  const params = { attemptId: attempt.id };
  let seq = attempt.nextSeq;
  for (const [questionCode, answer] of answersOf(codes)) {
    const body = { ...write(), seq: seq++, questionCode, answer };
    await service.call(examContract.appendAnswer, { params, body }, token);
  }
  const [[first, answer]] = answersOf(codes) as [[string, QuestionAnswer]];
  const wrong = [
    { ...write(), seq: seq - 1, questionCode: first, answer },
    { ...write(), seq, questionCode: 'elsewhere', answer },
    { ...write(), seq, questionCode: first, answer: { kind: 'numeric', text: KEYS.number } },
    { ...write(), seq, questionCode: first, answer, [KEYS.blank]: token },
  ];
  for (const body of wrong) {
    expect(
      (await service.raw(examContract.appendAnswer, { params, body }, token)).status,
    ).toBeGreaterThanOrEqual(400);
  }
  const submit = { params, body: { ...write(), seq } };
  await service.call(examContract.submitAttempt, submit, token);
}

it('says neither keys nor who somebody is, in the lines of a whole exam', async () => {
  const legal = keepSession(
    'legal',
    await signInAs(db(), service, await personWith(db(), 'legal_officer')),
  );
  const office = keepSession('office', await service.signIn('office'));
  const { items } = await service.call(
    quizContract.listQuestions,
    { query: { limit: 1 } },
    legal.accessToken,
  );
  const questions = [];
  for (const draft of drafts(items[0]!.topic))
    questions.push(await confirmedQuestion(service, legal.accessToken, draft));
  const codes = questions.map((one) => one.code);
  const paper = await fixedPaper(service, office.accessToken, '卷', questions);

  const people = await db()
    .collection<{ _id: string; unitPath: string; name: string }>('org_persons')
    // Nobody of the offices is on a shift just now.
    .find({ kind: 'office_staff', grants: [] })
    .limit(2)
    .toArray();
  const sessions = [];
  for (const [index, { _id }] of people.entries()) sessions.push(await signInByWechat(_id, index));
  // One of them takes no message after all: WeChat's refusal is a line too.
  wechat.refusing.add('openid-of-somebody-1');

  const kinds: PersonKind[] = ['office_staff'];
  const audience = { unitPaths: ['/wh'], kinds, posts: [], sample: null };
  const contest = await openExam(service, office.accessToken, paper.id, {
    kind: 'contest',
    audience,
  });
  const clock = {
    opensAt: new Date().toISOString(),
    closesAt: new Date(Date.now() + 3_600_000).toISOString(),
  };
  const times = { ...clock, durationMin: 30, startWithinMin: 10, graceS: 0 };
  const surprise = await openExam(service, office.accessToken, paper.id, {
    kind: 'surprise',
    audience,
    times,
  });

  const watching = await LiveClient.open(service.url);
  const ask = { route: examContract.listRanking.id, params: { examId: contest.id } };
  watching.ask({ token: sessions[0]!.accessToken, ...ask });
  for (const session of sessions) {
    await sit(contest, codes, session);
    await sit(surprise, codes, session);
  }
  await watching.body((body: { handedIn: number }) => body.handedIn === 2);
  const stranger = await LiveClient.open(service.url);
  await stranger.ask({ token: 'eyJ.not-a-token.of-anybody', ...ask }).end();
  const lost = await fetch(`${service.url}${LIVE_PATH}?token=${sessions[0]!.accessToken}`);
  expect(lost.status).toBe(404);

  // Both reminders meet their fate before the exam is over.
  for (;;) {
    const open = { state: { $in: ['waiting', 'sending'] } };
    if ((await db().collection('notice_reminders').countDocuments(open)) === 0) break;
    await new Promise((done) => setTimeout(done, 200));
  }
  expect(wechat.messages).toHaveLength(1);

  // Once nobody can write any more, in either exam on the paper, a key is corrected, and an answer of ours
  // that cannot be shown fails loudly.
  const exams = db().collection<{ _id: string; secret: string }>('exam_exams');
  await exams.updateMany(
    { _id: { $in: [contest.id, surprise.id] } },
    { $set: { lastCloseAt: new Date(Date.now() - 3_600_000) } },
  );
  const change = {
    kind: 'key',
    key: { kind: 'fill_in', blanks: [{ id: 'b', accepted: [KEYS.corrected] }] },
  };
  const correct = {
    params: { examId: contest.id, code: codes[0]! },
    body: { ...write(), change, reason: '印错了' },
  };
  await service.call(examResultContract.correctKey, correct, legal.accessToken);
  for (const { _id, secret } of await exams.find().toArray())
    secrets.set(`secret of ${_id}`, secret);
  await exams.updateOne({ _id: contest.id }, { $set: { 'draft.title': 7 } });
  const broken = await service.raw(
    examContract.findExam,
    { params: { examId: contest.id } },
    office.accessToken,
  );
  expect(broken.status).toBe(500);
  watching.stop();
  await service.kill('SIGTERM');

  for (const [name, key] of Object.entries(KEYS)) secrets.set(`key ${name}`, key);
  secrets.set('an answer', WRITTEN);
  secrets.set('the secret of tokens', JWT_SECRET);
  secrets.set('WeChat’s secret', APP_SECRET);
  secrets.set('session key', 'tiihtNczf5v6AKRyjwEUhQ==');
  secrets.set('WeChat’s token', 'ACCESS_TOKEN_');
  const names = await db().collection<{ name: string }>('org_persons').distinct('name');
  for (const name of names) secrets.set(`name ${name}`, name);

  // These are the lines of that exam, and all of them.
  const lines = logs.split('\n').filter((line) => line.startsWith('{'));
  const routes = new Set(lines.map((line) => (JSON.parse(line) as { route?: string }).route));
  for (const { id } of [
    authContract.wechat,
    authContract.bind,
    quizContract.createQuestion,
    examContract.publishExam,
    examContract.startAttempt,
    examContract.appendAnswer,
    examContract.submitAttempt,
    examResultContract.correctKey,
    noticeContract.answerReminder,
  ]) {
    expect(routes).toContain(id);
  }
  expect(routes).toContain(`live ${examContract.listRanking.id}`);
  expect(logs).toContain('request failed');
  const said = [...secrets].filter(([, secret]) => logs.includes(secret)).map(([what]) => what);
  expect(said).toEqual([]);
  // The search finds what is there.
  expect(logs).toContain(people[0]!._id);
});
