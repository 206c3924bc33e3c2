import type { Db } from 'mongodb';
import {
  examContract,
  examResultContract,
  PRIVACY_VERSION,
  authContract,
  quizContract,
  type BankQuestion,
  type Exam,
  type ExamDraft,
  type Paper,
  type QuestionAnswer,
  type QuestionDraft,
  type QuestionKind,
  type Session,
} from '@qiangji/shared-types';
import type { Browser } from 'playwright-core';
import { Hand, type Look } from './browser';
import { makeId, type Service } from './service';

const write = () => ({ opId: makeId(), deviceAt: new Date().toISOString() });

/** Where and by what number the demo signs its officer in. */
const DEMO_NUMBER = 'D0001';

interface Person {
  _id: string;
  staffNumber: string;
}

/** A session of anybody on the roster: for a moment they carry the number of the demo's officer. */
export async function signInAs(db: Db, service: Service, personId: string): Promise<Session> {
  const people = db.collection<Person>('org_persons');
  const officer = await people.findOne({ staffNumber: DEMO_NUMBER });
  const person = await people.findOne({ _id: personId });
  if (!officer || !person) throw new Error('the demo is not seeded');
  if (officer._id === personId) return service.signIn('officer');
  const rename = (_id: string, staffNumber: string) =>
    people.updateOne({ _id }, { $set: { staffNumber } });
  await rename(officer._id, `${DEMO_NUMBER}-away`);
  await rename(person._id, DEMO_NUMBER);
  try {
    const session = await service.signIn('officer');
    const body = { version: PRIVACY_VERSION };
    await service.call(authContract.consent, { body }, session.accessToken);
    const me = { ...session.me, consentVersion: PRIVACY_VERSION };
    return { ...session, me };
  } finally {
    await rename(person._id, person.staffNumber);
    await rename(officer._id, DEMO_NUMBER);
  }
}

/** A phone (or desk) of this person, on this page; its look follows the system unless one is asked for. */
export async function phoneOf(
  browser: Browser,
  service: Service,
  session: Session,
  path: string,
  look: Look = {},
): Promise<Hand> {
  const hand = await Hand.open(browser, 'about:blank', look);
  await hand.context.addInitScript((kept) => {
    if (location.protocol === 'about:') return;
    // Tokens that this phone renewed meanwhile are the ones in force.
    if (!localStorage.getItem('qj/session/current')) {
      localStorage.setItem('qj/session/current', JSON.stringify(kept));
    }
  }, session);
  await hand.page.goto(`${service.url}/#${path}`);
  return hand;
}

/** The screen goes dark or another app comes up, or it is there again; headless pages never do by themselves. */
export async function hide(hand: Hand, hidden: boolean): Promise<void> {
  await hand.page.evaluate((isHidden) => {
    Object.defineProperty(document, 'hidden', { configurable: true, get: () => isHidden });
    document.dispatchEvent(new Event('visibilitychange'));
  }, hidden);
}

/** Somebody with this role. */
export async function personWith(db: Db, role: string): Promise<string> {
  const person = await db.collection<Person>('org_persons').findOne({ 'grants.role': role });
  if (!person) throw new Error(`nobody is ${role}`);
  return person._id;
}

/** So many questions of each kind that the legal officer has confirmed. */
export async function confirmQuestions(
  service: Service,
  token: string,
  wanted: Partial<Record<QuestionKind, number>>,
  taken: readonly BankQuestion[] = [],
): Promise<BankQuestion[]> {
  const confirmed: BankQuestion[] = [];
  const used = new Set(taken.map(({ code }) => code));
  for (const [kind, count] of Object.entries(wanted)) {
    const query = { limit: count + used.size, kind, state: 'active' };
    const { items } = await service.call(quizContract.listQuestions, { query }, token);
    for (const one of items.filter(({ code }) => !used.has(code)).slice(0, count)) {
      const { code, revision } = one;
      const body = {
        ...write(),
        revision,
        state: 'confirmed',
        text: '公布文本',
        checkedOn: '2026-01-05',
      };
      await service.call(quizContract.verifyQuestion, { params: { code }, body }, token);
      confirmed.push(one);
    }
  }
  return confirmed;
}

/** A question written anew, in use and confirmed by the legal officer. */
export async function confirmedQuestion(
  service: Service,
  legal: string,
  draft: QuestionDraft,
): Promise<{ code: string }> {
  const made = await service.call(
    quizContract.createQuestion,
    { body: { ...write(), draft } },
    legal,
  );
  const params = { code: made.code };
  const active = { ...write(), revision: made.revision, state: 'active' };
  const { revision } = await service.call(
    quizContract.changeState,
    { params, body: active },
    legal,
  );
  const body = { ...write(), revision, state: 'confirmed', text: '文本', checkedOn: '2026-01-05' };
  await service.call(quizContract.verifyQuestion, { params, body }, legal);
  return made;
}

/** A published paper that asks everybody these questions. */
export async function fixedPaper(
  service: Service,
  token: string,
  title: string,
  questions: readonly { code: string }[],
): Promise<Paper> {
  const draft = {
    title,
    note: null,
    content: { method: 'fixed', questions: questions.map(({ code }) => ({ code, points: 4 })) },
    shuffleQuestions: true,
    shuffleOptions: true,
    gradeRule: { multiple: 'half', fillIn: 'each' },
  };
  const made = await service.call(examContract.createPaper, { body: { ...write(), draft } }, token);
  return service.call(
    examContract.publishPaper,
    { params: { paperId: made.id }, body: { ...write(), version: made.version } },
    token,
  );
}

const iso = (ms: number) => new Date(ms).toISOString();
const MINUTE = 60_000;

/** An exam that opened a minute ago, as it is before it is sent out. */
export async function draftExam(
  service: Service,
  token: string,
  paperId: string,
  more: Partial<ExamDraft>,
): Promise<Exam> {
  const now = Date.now();
  const draft: ExamDraft = {
    title: '第 3 期',
    note: null,
    kind: 'scheduled',
    paperId,
    audience: { unitPaths: ['/wh'], kinds: [], posts: [], sample: null },
    times: {
      opensAt: iso(now - MINUTE),
      closesAt: iso(now + 60 * MINUTE),
      durationMin: 30,
      startWithinMin: null,
      graceS: 30,
    },
    attempts: { allowed: 1, counts: 'best' },
    review: {
      score: 'after_submit',
      answers: 'after_close',
      keys: 'when_released',
      explanations: 'when_released',
    },
    passBp: 6_000,
    leaveScreen: 'warn',
    watermark: true,
    ...more,
  };
  return service.call(examContract.createExam, { body: { ...write(), draft } }, token);
}

/** A published exam that opened a minute ago. */
export async function openExam(
  service: Service,
  token: string,
  paperId: string,
  more: Partial<ExamDraft>,
): Promise<Exam> {
  const made = await draftExam(service, token, paperId, more);
  return service.call(
    examContract.publishExam,
    { params: { examId: made.id }, body: { ...write(), version: made.version } },
    token,
  );
}

/** An answer that fits the question: its first or its last option, or a text. */
export function someAnswer({ body }: BankQuestion, last: boolean): QuestionAnswer {
  switch (body.kind) {
    case 'fill_in':
      return { kind: 'fill_in', blanks: body.blanks.map(({ id }) => ({ id, text: '七' })) };
    case 'numeric':
      return { kind: 'numeric', text: last ? '7' : '15' };
    case 'short_answer':
      return { kind: 'short_answer', text: '先表明身份，再说明事由，最后告知权利。' };
    case 'case':
      return { kind: 'case', parts: [] };
    default: {
      const option = last ? body.options[body.options.length - 1] : body.options[0];
      return { kind: body.kind, chosen: option ? [option.id] : [] };
    }
  }
}

/** Sits an exam without a page: starts, answers, leaves the screen once in a while, hands in. */
export async function sitAtOnce(
  service: Service,
  session: Session,
  examId: string,
  answers: readonly { code: string; answer: QuestionAnswer }[],
  { leaves = 0, handIn = true } = {},
): Promise<void> {
  const token = session.accessToken;
  const { attempt } = await service.call(
    examContract.startAttempt,
    { params: { examId }, body: { ...write(), no: 1, deviceId: makeId() } },
    token,
  );
  const params = { attemptId: attempt.id };
  let seq = attempt.nextSeq;
  for (const { code, answer } of answers) {
    const body = { ...write(), seq: seq++, questionCode: code, answer };
    await service.call(examContract.appendAnswer, { params, body }, token);
  }
  for (let i = 0; i < leaves; i += 1) {
    const body = { ...write(), seq: seq++, awayMs: 8_000 };
    await service.call(examContract.appendLeave, { params, body }, token);
  }
  if (!handIn) return;
  await service.call(examContract.submitAttempt, { params, body: { ...write(), seq } }, token);
}

/** Until the results of an exam may be asked for, since it is over. */
export function untilOver(service: Service, examId: string, token: string): Promise<void> {
  return until('the results', async () => {
    const asked = { params: { examId } };
    return (await service.raw(examResultContract.findResults, asked, token)).status === 200;
  });
}

/** Until something waits to be marked by people: what was written in time may come for a minute after the end. */
export function untilMarkable(service: Service, examId: string, token: string): Promise<void> {
  return until('what people mark', async () => {
    const asked = { params: { examId } };
    const { waiting } = await service.call(examResultContract.findMarking, asked, token);
    return waiting > 0;
  });
}

async function until(what: string, isThere: () => Promise<boolean>): Promise<void> {
  const limit = Date.now() + 90_000;
  while (!(await isThere())) {
    if (Date.now() > limit) throw new Error(`${what} never came`);
    await new Promise((done) => setTimeout(done, 200));
  }
}

/** A street stall, seen in a picture: two parts that a machine judges, and one that a person does. */
export const streetStall = (topic: string, media: string[]): QuestionDraft => ({
  ...{ topic, law: null, difficulty: 3, author: null, explanation: '先劝导，再看情形' },
  body: {
    kind: 'case',
    stem: '午市时路口有人摆摊，占了半条盲道，情形见图。',
    media,
    parts: [
      {
        id: 'p1',
        points: 4,
        body: {
          kind: 'single',
          stem: '到了现场先做什么？',
          media: [],
          options: [
            { id: 'a', text: '亮明身份，说明来意' },
            { id: 'b', text: '先把东西搬走' },
          ],
        },
      },
      { id: 'p2', points: 3, body: { kind: 'numeric', stem: '限几日改？', media: [], unit: '日' } },
      {
        id: 'p3',
        points: 3,
        body: { kind: 'short_answer', stem: '写出劝导的话。', media: [], maxLength: 200 },
      },
    ],
  },
  key: {
    kind: 'case',
    parts: [
      { id: 'p1', key: { kind: 'single', answer: ['a'] } },
      { id: 'p2', key: { kind: 'numeric', value: 7, tolerance: 0 } },
      {
        id: 'p3',
        key: {
          kind: 'short_answer',
          model: '请把摊点移到疏导区，盲道要让出来。',
          criteria: [{ id: 'c1', text: '说清往哪里移', points: 3 }],
        },
      },
    ],
  },
});
