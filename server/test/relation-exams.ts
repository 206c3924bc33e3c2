import { contracts } from '@qiangji/shared-types';
import {
  blueprint,
  confirmedQuestions,
  examDraft,
  handIn,
  makePaper,
  publishedExam,
  publishedPaper,
  rightAnswer,
  start,
} from '../src/features/exam/exam.test-kit';
import { examCollection, sittingCollection } from '../src/features/exam/exam.collection';
import { makeId } from '../src/platform/ids';
import { MongoService } from '../src/platform/mongo';
import type { Kit } from './kit';
import { UNITS, type PersonKey } from './org-fixture';
import type { WorldRecord } from './relation-world';

const QUESTIONS = 3;
const SITTERS: { place: 'squadron' | 'sibling'; key: PersonKey; unitPath: string }[] = [
  { place: 'squadron', key: 'officer', unitPath: UNITS.squadron },
  { place: 'sibling', key: 'siblingOfficer', unitPath: UNITS.sibling },
];

export interface ExamWorld {
  /** Of the bureau: its keepers'. */
  paper: WorldRecord[];
  exam: WorldRecord[];
  marking: WorldRecord[];
  appeal: WorldRecord[];
  /** What one sits oneself. */
  sitting: WorldRecord[];
  contest: WorldRecord[];
  attempt: WorldRecord[];
  /** Who sat one exam that is over, as its lists name them. */
  sitter: WorldRecord[];
  /** Of the bureau, too: an exam may be made of it. */
  publishedPaper: WorldRecord[];
}

/** An exam that one person has sat and handed in. */
async function sat(kit: Kit, paperId: string, { place, key, unitPath }: (typeof SITTERS)[number]) {
  const at = 'after_submit' as const;
  const audience = { unitPaths: [unitPath], kinds: [], posts: [], sample: null };
  const review = {
    score: at,
    answers: 'after_close' as const,
    keys: 'after_close' as const,
    explanations: 'after_close' as const,
  };
  const nowMs = Date.now();
  const exam = await publishedExam(kit, examDraft(paperId, nowMs, { audience, review }));
  const contest = await publishedExam(kit, {
    ...examDraft(paperId, nowMs, { audience }),
    kind: 'contest',
  });
  const begun = await start(kit, exam.id, key);
  return {
    place,
    key,
    unitPath,
    examId: exam.id,
    contestId: contest.id,
    attemptId: begun.attempt.id,
  };
}

/** Two exams with what becomes of them, each sat by one person; other bureaus only ask for them. */
export async function makeExamWorld(kit: Kit): Promise<ExamWorld> {
  const questions = await confirmedQuestions(kit, QUESTIONS);
  const codes = questions.map((one) => one.code);
  const code = codes[0]!;
  const paper = await publishedPaper(kit, blueprint(QUESTIONS));
  const draft = await makePaper(kit, blueprint(QUESTIONS));
  const world: ExamWorld = {
    paper: [{ place: 'office', id: draft.id, unitPath: UNITS.bureau, owners: [] }],
    exam: [],
    marking: [],
    appeal: [],
    sitting: [],
    contest: [],
    attempt: [],
    sitter: [],
    publishedPaper: [{ place: 'office', id: paper.id, unitPath: UNITS.bureau, owners: [] }],
  };
  const { db } = await kit.get(MongoService);
  for (const sitter of SITTERS) {
    const { place, key, unitPath, examId, contestId, attemptId } = await sat(kit, paper.id, sitter);
    const personId = kit.people[key]._id;
    await kit.ok(
      contracts.exam.appendAnswer,
      { params: { attemptId }, body: rightAnswer(questions, code, 2) },
      key,
    );
    await handIn(kit, attemptId, 3, key);
    const owners = [personId];
    const params = { examId, personId, attemptId, code };
    const own = { place, unitPath, owners, params };
    const ofBureau = { place, unitPath: UNITS.bureau, owners: [], params };
    const invited = Object.values(kit.people).filter((one) => one.unitPath === unitPath);
    const sits = { place, unitPath, owners: invited.map((one) => one._id) };
    world.sitting.push({ ...sits, id: examId });
    world.contest.push({ ...sits, id: contestId });
    world.attempt.push({ ...own, id: attemptId });
    world.exam.push({ ...ofBureau, id: examId });
    const appealId = makeId();
    const markingId = makeId();
    await db.collection<{ _id: string }>('exam_appeals').insertOne({
      _id: appealId,
      ...{ actorId: personId, opId: makeId(), opHash: '', examId, attemptId, personId, unitPath },
      ...{ code, text: '请复核', sentAt: new Date(), state: 'open', reason: null, decidedAt: null },
      ...{ version: 0, events: [], schemaVersion: 1 },
    } as { _id: string });
    await db.collection<{ _id: string }>('exam_markings').insertOne({
      _id: markingId,
      ...{ examId, paperId: paper.id, attemptId, personId, unitPath: UNITS.bureau, code },
      ...{ points: 4, machineBp: null, scoreBp: null, parts: null, claimedBy: null },
      ...{ claimedUntil: new Date(0), excluded: [], again: null, marks: [], events: [] },
      ...{ version: 0, schemaVersion: 1 },
    } as { _id: string });
    world.appeal.push({ ...ofBureau, id: appealId, params: { examId, appealId } });
    world.marking.push({ ...ofBureau, id: markingId, params: { markingId } });
  }
  world.sitter = await sitTogether(kit, world.exam[0]!.id);
  return world;
}

/** One of each squadron in an exam like this one that is over. */
async function sitTogether(kit: Kit, examId: string): Promise<WorldRecord[]> {
  const { db } = await kit.get(MongoService);
  const [exams, sittings] = [examCollection, sittingCollection].map(({ name }) =>
    db.collection<{ _id: string }>(name),
  );
  const exam = await exams!.findOne({ _id: examId });
  const sitting = await sittings!.findOne({ examId } as object);
  const over = makeId();
  const closed = { closesAt: new Date(0), lastCloseAt: new Date(0) };
  await exams!.insertOne({ ...exam!, ...closed, _id: over, ...{ opId: makeId() } });
  const made: WorldRecord[] = [];
  for (const { place, key, unitPath } of SITTERS) {
    const personId = kit.people[key]._id;
    const row = { ...sitting!, _id: makeId(), ...{ examId: over, personId, unitPath } };
    await sittings!.insertOne(row);
    made.push({ place, id: personId, unitPath, owners: [], params: { examId: over } });
  }
  return made;
}
