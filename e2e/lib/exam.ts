import type { Db } from 'mongodb';
import {
  examContract,
  PRIVACY_VERSION,
  authContract,
  quizContract,
  type Exam,
  type ExamDraft,
  type Paper,
  type QuestionKind,
  type Session,
} from '@qiangji/shared-types';
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

/** Somebody with this role. */
export async function personWith(db: Db, role: string): Promise<string> {
  const person = await db.collection<Person>('org_persons').findOne({ 'grants.role': role });
  if (!person) throw new Error(`nobody is ${role}`);
  return person._id;
}

/** So many questions of each kind that the legal officer has confirmed; their codes. */
export async function confirmQuestions(
  service: Service,
  token: string,
  wanted: Partial<Record<QuestionKind, number>>,
): Promise<string[]> {
  const codes: string[] = [];
  for (const [kind, count] of Object.entries(wanted)) {
    const query = { limit: count, kind, state: 'active' };
    const { items } = await service.call(quizContract.listQuestions, { query }, token);
    for (const { code, revision } of items) {
      const body = {
        ...write(),
        revision,
        state: 'confirmed',
        text: '公布文本',
        checkedOn: '2026-01-05',
      };
      await service.call(quizContract.verifyQuestion, { params: { code }, body }, token);
      codes.push(code);
    }
  }
  return codes;
}

/** A published paper that asks everybody these questions. */
export async function fixedPaper(
  service: Service,
  token: string,
  title: string,
  codes: readonly string[],
): Promise<Paper> {
  const draft = {
    title,
    note: null,
    content: { method: 'fixed', questions: codes.map((code) => ({ code, points: 4 })) },
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

/** A published exam that opened a minute ago. */
export async function openExam(
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
      answers: 'after_submit',
      keys: 'when_released',
      explanations: 'when_released',
    },
    passBp: 6_000,
    leaveScreen: 'warn',
    watermark: true,
    ...more,
  };
  const made = await service.call(examContract.createExam, { body: { ...write(), draft } }, token);
  return service.call(
    examContract.publishExam,
    { params: { examId: made.id }, body: { ...write(), version: made.version } },
    token,
  );
}
