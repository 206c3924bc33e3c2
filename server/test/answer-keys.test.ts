import {
  contracts,
  dayOf,
  openPaper,
  type Contract,
  type QuestionDraft,
} from '@qiangji/shared-types';
import {
  blueprint,
  examDraft,
  handIn,
  openGcm,
  publishedExam,
  publishedPaper,
  start,
} from '../src/features/exam/exam.test-kit';
import { keepsBank, practiceCollection } from '../src/features/quiz';
import { ours, readImport, textFile } from '../src/features/quiz/import.test-kit';
import { isWithin } from '../src/platform/actor';
import { MongoService } from '../src/platform/mongo';
import { Kit, phoneWrite } from './kit';
import { UNITS, type PersonKey } from './org-fixture';
import { answerTo, practiceOf, send } from './quiz-fixture';
import { asksFor, requestFor } from './relation-request';
import { ROWS } from './relation-rows';
import { makeWorld, type RecordKind, type World, type WorldRecord } from './relation-world';
import { sampleRequest } from './sample';

const { exam, quiz } = contracts;
const reads = Object.values(contracts)
  .flatMap((feature) => Object.values(feature) as Contract[])
  .filter(({ method }) => method === 'GET');

/** Stands in the key and in the explanation, and nowhere else in the service. */
const MARK = 'only-in-the-key-7319';
const TOPIC = 'scene_rules';
const PLANTED: QuestionDraft = {
  body: {
    kind: 'fill_in',
    stem: '印在卷面上的题干 [[b1]]',
    media: [],
    blanks: [{ id: 'b1' }],
  },
  key: { kind: 'fill_in', blanks: [{ id: 'b1', accepted: [MARK] }] },
  explanation: `因为 ${MARK}`,
  topic: TOPIC,
  law: null,
  difficulty: 1,
  author: null,
};
const WRONG = { kind: 'fill_in' as const, blanks: [{ id: 'b1', text: '不对' }] };

/** Some thousand requests: the slowest database of the chain takes its while. */
const PATIENCE_MS = 300_000;

let kit: Kit;
let world: World;
let code: string;

beforeAll(async () => {
  kit = await Kit.start({ RATE_BURST: '100000' });
  world = await makeWorld(kit);
  code = await plant();
  const ofOffice = { place: 'office' as const, unitPath: UNITS.bureau, owners: [] };
  world.question.push({ ...ofOffice, id: code });
  world.import.push({ ...ofOffice, id: await importTwin() });
}, PATIENCE_MS);

afterAll(async () => {
  await kit.stop();
});

/** A confirmed question of the bank, which `officer` got wrong and has in the set of today. */
async function plant(): Promise<string> {
  const body = { ...phoneWrite(), draft: PLANTED };
  const made = await kit.ok(quiz.createQuestion, { body }, 'legalOfficer');
  const params = { code: made.code };
  const use = { ...phoneWrite(), revision: made.revision, state: 'active' as const };
  const { revision } = await kit.ok(quiz.changeState, { params, body: use }, 'legalOfficer');
  const word = { state: 'confirmed' as const, text: '对照文本', checkedOn: '2026-01-05' };
  const verify = { ...phoneWrite(), revision, ...word };
  const found = await kit.ok(quiz.verifyQuestion, { params, body: verify }, 'legalOfficer');
  const asked = { ...found, verified: found.verified.state };
  await send(kit, 'officer', [{ ...answerTo(asked, true), answer: WRONG }]);
  const day = dayOf(Date.now());
  await practiceOf(kit, 'officer', day);
  const sets = (await kit.get(MongoService)).collection(practiceCollection);
  const own = { actorId: kit.people.officer._id, day };
  await sets.updateOne(own, { $push: { questions: { code: made.code, needId: null } } });
  return made.code;
}

/** A file with the planted question under another key: the two stand side by side. */
async function importTwin(): Promise<string> {
  const key = { kind: 'fill_in', blanks: [{ id: 'b1', accepted: ['别的'] }] };
  const one = { ...PLANTED, code: 'twin-of-planted', key, explanation: '别的说法' };
  const { id, twins } = await readImport(kit, textFile(ours([one])), { fileName: '像.json' });
  expect(twins).toEqual([expect.objectContaining({ other: code, inBank: true })]);
  return id;
}

type Request = Parameters<Kit['call']>[1];

/** Every way of asking a route that its rows know, with all records of the world. */
function requestsFor(contract: Contract): Request[] {
  const rows = ROWS[contract.id];
  if (Array.isArray(rows)) {
    return rows.flatMap((row): Request[] => {
      if ('of' in row) return world[row.of].map((one) => requestFor(contract, row, one, ''));
      return [{ query: { ...(asksFor(contract, 'limit') ? { limit: 100 } : {}), ...row.query } }];
    });
  }
  const sample = sampleRequest(contract);
  const named: Record<string, string> = { topic: TOPIC, day: dayOf(Date.now()) };
  const params = Object.entries(sample.params ?? {}).map(([name, of]) => [name, named[name] ?? of]);
  return [{ ...sample, params: Object.fromEntries(params) as Record<string, string> }];
}

/** Asks all this as these: which routes answered, and which bodies hold the mark. */
async function askAll(people: readonly PersonKey[], contracts = reads) {
  const answered = new Set<string>();
  const holding = new Set<string>();
  for (const contract of contracts) {
    for (const request of requestsFor(contract)) {
      for (const key of people) {
        const { status, body, headers } = await kit.call(contract, request, key);
        if (status >= 500) throw new Error(`${contract.id} answered ${status}`);
        if (status >= 300) continue;
        answered.add(contract.id);
        const isJson = headers.get('content-type')?.includes('json');
        const text = isJson ? JSON.stringify(body) : Buffer.from(body as ArrayBuffer).toString();
        if (text.includes(MARK)) holding.add(`${contract.id} to ${key}`);
      }
    }
  }
  return { answered: [...answered], holding: [...holding] };
}

const keepsThisBank = (key: PersonKey) =>
  keepsBank(kit.people[key]) && isWithin(kit.people[key].unitPath, UNITS.bureau);

it(
  'a key is told by practice and to keepers until its question is on a paper',
  async () => {
    const ofTheBank = reads.filter(({ id }) => id.startsWith('quiz.'));
    const { holding } = await askAll(['officer', 'office'], ofTheBank);
    expect(holding).toEqual(
      expect.arrayContaining([
        'quiz.findPractice to officer',
        'quiz.drawTopic to officer',
        'quiz.listWrong to officer',
        'quiz.findQuestion to office',
        'quiz.findImport to office',
      ]),
    );
  },
  PATIENCE_MS,
);

it(
  'no key leaves the service while the exam is open, but to those who keep the bank',
  async () => {
    const content = { method: 'fixed' as const, questions: [{ code, points: 2 }] };
    const paper = await publishedPaper(kit, blueprint(1, { content }));
    const at = 'after_submit' as const;
    const later = 'after_close' as const;
    const review = { score: at, answers: later, keys: later, explanations: later };
    const draft = examDraft(paper.id, Date.now(), { kind: 'contest', review });
    const { id: examId } = await publishedExam(kit, draft);
    await start(kit, examId, 'officer');
    const { attempt, envelope, paperKey } = await start(kit, examId, 'officer2');
    const sheet = JSON.stringify(openPaper(envelope!, paperKey, openGcm));
    expect(sheet).toContain('印在卷面上的题干');
    expect(sheet).not.toContain(MARK);
    const params = { attemptId: attempt.id };
    const answer = { ...phoneWrite(), seq: 1, questionCode: code, answer: WRONG };
    await kit.ok(exam.appendAnswer, { params, body: answer }, 'officer2');
    await handIn(kit, attempt.id, 2, 'officer2');

    const { _id: personId } = kit.people.officer2;
    const ids = { examId, personId, attemptId: attempt.id, code, paperId: paper.id };
    const one: WorldRecord = {
      ...{ place: 'squadron', unitPath: UNITS.squadron, owners: [personId] },
      ...{ id: examId, params: ids },
    };
    const kinds: RecordKind[] = ['exam', 'sitting', 'contest', 'attempt', 'sitter', 'paper'];
    for (const kind of kinds) world[kind].push(one);
    // Who sits, who has sat, and their leader: nobody else reaches more of it.
    const people: PersonKey[] = ['officer', 'officer2', 'leader'];
    expect(people.filter(keepsThisBank)).toEqual([]);
    const { answered, holding } = await askAll(people);
    expect(holding).toEqual([]);
    expect(answered).toEqual(
      expect.arrayContaining([
        ...['listMine', 'findMine', 'findEnvelope', 'listRanking'].map((name) => `exam.${name}`),
        ...['exam.findProgress', 'exam.listAttendance', 'exam-result.findMine'],
        ...['findPractice', 'drawTopic', 'drawMockPaper', 'listWrong', 'listMastery'].map(
          (name) => `quiz.${name}`,
        ),
      ]),
    );
  },
  PATIENCE_MS,
);
