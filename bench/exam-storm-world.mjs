import { randomBytes } from 'node:crypto';
import { choiceOf, freshId } from './lib/answer.mjs';
import { SECRET } from './lib/process.mjs';
import { built, driver, shared } from './lib/product.mjs';

const { AccessTokens } = built('features/auth/access-token');
const { attemptIdOf, seedOf } = built('features/exam/envelope.rules');
const { drawnOf } = built('features/exam/paper-store.service');

const BUREAU = '/storm';
const UNIT = '/storm/brigade/one';
/** Those of the office who look on. */
const KEEPERS = 5;
/** Documents of one insert. */
const AT_ONCE = 1_000;

async function insertAll(collection, documents) {
  for (let from = 0; from < documents.length; from += AT_ONCE) {
    await collection.insertMany(documents.slice(from, from + AT_ONCE), { ordered: false });
  }
}

/**
 * A bureau that sits one exam this minute: people with sessions, a frozen paper, sittings. Written past
 * the service, as a seed is; everything the service is measured by goes through its routes.
 */
export async function makeWorld(options) {
  const { uri, database, examinees, questions, minutes, kind = 'scheduled' } = options;
  const client = await driver.MongoClient.connect(uri, { ignoreUndefined: true });
  const db = client.db(database);
  await db.dropDatabase();
  const now = new Date();
  const everybody = Array.from({ length: examinees + KEEPERS }, (_, index) => ({
    _id: freshId(),
    staffNumber: `S${index}`,
    name: `person ${index}`,
    phone: null,
    openid: null,
    kind: 'officer',
    post: '',
    unitPath: UNIT,
    grants: index < examinees ? [] : [{ role: 'campaign_office', unitPath: BUREAU }],
    active: true,
    authVersion: 0,
    consent: { version: shared.PRIVACY_VERSION, at: now },
    enforcementId: null,
    bindingCode: null,
    // They have been with the bureau for long.
    createdAt: new Date(now.getTime() - 86_400_000),
    updatedAt: new Date(now.getTime() - 86_400_000),
    schemaVersion: 1,
  }));
  const people = everybody.slice(0, examinees);
  const sessions = everybody.map((person) => ({
    _id: freshId(),
    personId: person._id,
    authVersion: 0,
    refreshSeq: 0,
    createdAt: now,
    expiresAt: new Date(now.getTime() + 86_400_000),
    revokedAt: null,
  }));
  const exam = examOf({ now, minutes, examinees, kind });
  const paper = paperOf({ exam, questions, now });
  const sittings = people.map((person) => ({
    _id: freshId(),
    examId: exam._id,
    personId: person._id,
    unitPath: UNIT,
    toldAt: now,
    times: null,
    deferred: null,
    note: null,
    reachedAt: now,
    missed: null,
    version: 0,
    events: [],
    schemaVersion: 1,
  }));
  await insertAll(db.collection('org_persons'), everybody);
  await insertAll(db.collection('auth_sessions'), sessions);
  await insertAll(db.collection('exam_paper_questions'), paper.questions);
  await db.collection('exam_papers').insertOne(paper.document);
  await insertAll(db.collection('exam_sittings'), sittings);
  await db.collection('exam_exams').insertOne(exam);
  const tokens = new AccessTokens(SECRET);
  const examinee = (person, index) => {
    const sitting = sittings[index];
    const drawn = drawnOf(paper.document, seedOf(exam.secret, sitting._id, 1));
    const freshToken = () => tokens.sign(sessions[index]._id).token;
    return {
      personId: person._id,
      token: freshToken(),
      freshToken,
      attemptId: attemptIdOf(exam.secret, sitting._id, 1),
      deviceId: freshId(),
      codes: drawn.map(({ code }) => code),
    };
  };
  const keepers = sessions.slice(examinees).map(({ _id }) => tokens.sign(_id).token);
  return { client, db, exam, examinees: people.map(examinee), keepers };
}

function examOf({ now, minutes, examinees, kind }) {
  const opensAt = new Date(now.getTime() - 60_000);
  const closesAt = new Date(now.getTime() + minutes * 60_000);
  const person = freshId();
  return {
    _id: freshId(),
    actorId: person,
    opId: freshId(),
    opHash: '',
    unitPath: BUREAU,
    draft: {
      title: 'storm',
      note: null,
      kind,
      paperId: freshId(),
      audience: { unitPaths: [BUREAU], kinds: [], posts: [], sample: null },
      times: {
        opensAt: opensAt.toISOString(),
        closesAt: closesAt.toISOString(),
        durationMin: minutes,
        startWithinMin: null,
        graceS: 60,
      },
      attempts: { allowed: 1, counts: 'best' },
      review: {
        score: 'after_close',
        answers: 'after_close',
        keys: 'after_close',
        explanations: 'after_close',
      },
      passBp: 6_000,
      leaveScreen: 'warn',
      watermark: true,
    },
    state: 'published',
    opensAt,
    closesAt,
    lastCloseAt: closesAt,
    secret: randomBytes(32).toString('hex'),
    draw: { seed: '', drawnAt: now, candidates: examinees, drawn: examinees },
    publishedAt: now,
    releasedAt: null,
    cancelledReason: null,
    settledAt: null,
    changedAt: now,
    version: 1,
    events: [],
    schemaVersion: 1,
  };
}

/** Everybody draws `questions` of twice as many. */
function paperOf({ exam, questions, now }) {
  const codes = Array.from({ length: questions * 2 }, (_, index) => `storm-${1000 + index}`);
  const options = ['a', 'b', 'c', 'd'].map((id) => ({ id, text: `option ${id}` }));
  const { paperId } = exam.draft;
  const rule = { id: 'all', topic: null, kind: null, difficultyFrom: 1, difficultyTo: 5 };
  return {
    document: {
      _id: paperId,
      actorId: exam.actorId,
      opId: freshId(),
      opHash: '',
      unitPath: BUREAU,
      draft: {
        title: 'storm',
        note: null,
        content: { method: 'blueprint', rules: [{ ...rule, count: questions, points: 4 }] },
        shuffleQuestions: true,
        shuffleOptions: true,
        gradeRule: { multiple: 'half', fillIn: 'each' },
      },
      state: 'published',
      pools: [{ id: 'all', count: questions, points: 4, codes }],
      publishedAt: now,
      changedAt: now,
      version: 1,
      events: [],
      schemaVersion: 1,
    },
    questions: codes.map((code) => ({
      _id: `${paperId}:${code}`,
      paperId,
      unitPath: BUREAU,
      code,
      version: 1,
      topic: 'storm',
      difficulty: 1,
      law: null,
      body: { kind: 'multiple', stem: `question ${code}`, media: [], options },
      key: { kind: 'multiple', answer: ['a', 'c'] },
      explanation: 'because',
      schemaVersion: 1,
    })),
  };
}

/** The n-th answer of an examinee: another choice each time, so that the latest can be told. */
export function answerOf(examinee, seq) {
  return {
    opId: freshId(),
    deviceAt: new Date().toISOString(),
    seq,
    questionCode: examinee.codes[seq % examinee.codes.length],
    answer: { kind: 'multiple', chosen: choiceOf(seq) },
  };
}

export const answerPath = ({ attemptId }) => `/api/v1/exam/attempts/${attemptId}/answers`;
export const submitPath = ({ attemptId }) => `/api/v1/exam/attempts/${attemptId}/submit`;
export const startPath = (exam) => `/api/v1/exam/mine/${exam._id}/attempts`;
export const minePath = (exam) => `/api/v1/exam/mine/${exam._id}`;
export const envelopePath = (exam) => `/api/v1/exam/mine/${exam._id}/envelope`;
export const rankingPath = (exam) => `/api/v1/exam/mine/${exam._id}/ranking`;
export const progressPath = (exam) => `/api/v1/exam/exams/${exam._id}/progress`;

export function startOf({ deviceId }) {
  return { opId: freshId(), deviceAt: new Date().toISOString(), no: 1, deviceId };
}

export function submitOf(seq) {
  return { opId: freshId(), deviceAt: new Date().toISOString(), seq };
}
