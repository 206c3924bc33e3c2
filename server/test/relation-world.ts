import { createHash } from 'node:crypto';
import sharp from 'sharp';
import { addDays, contracts, dayOf, dayStart, studyContract } from '@qiangji/shared-types';
import { planCollection, type PlanDocument } from '../src/features/duty-log';
import { NoticeService } from '../src/features/notice';
import { ImportRunner } from '../src/features/quiz/import.runner';
import { AccessLog } from '../src/platform/access-log';
import { makeId } from '../src/platform/ids';
import { MongoService } from '../src/platform/mongo';
import { openShift } from './duty-fixture';
import { phoneWrite, type Kit } from './kit';
import { UNITS, type PersonKey } from './org-fixture';
import { changeOf, pieceDraft, publishedPiece } from './study-fixture';
import { sendPicture } from './picture';
import { makeExamWorld, type ExamWorld } from './relation-exams';
import { abroad } from './relation-copies';
import { drafts, enter, handovers, leavingShifts, namedEntries } from './relation-duty';
import { answerTo, practiceOf, send } from './quiz-fixture';
import { beginCheck, result, score, seal, signFor } from './spot-check-fixture';

const { selfCheck, spotCheck, feedback, leave, media, quiz } = contracts;

/** A record somewhere in the world: what a route is asked for, and whose it is. */
export interface WorldRecord {
  /** Where it is as seen from the squadron: `squadron`, `sibling`, `brigade`, `office`, `otherBureau`. */
  place: Place;
  id: string;
  unitPath: string;
  /** Whose own record it is. */
  owners: string[];
  /** Names of the path that mean something else than the record. */
  params?: Record<string, string>;
}

/** One owner in each place. Between them and the fixture's people lie all relations that there are. */
const OWNERS = {
  squadron: 'officer',
  sibling: 'siblingOfficer',
  brigade: 'inspector',
  office: 'office',
  otherBureau: 'outsider',
} as const satisfies Record<string, PersonKey>;

export type Place = keyof typeof OWNERS;
const PLACES = Object.keys(OWNERS) as Place[];

export type RecordKind =
  | 'person'
  | 'shift'
  | 'entry'
  | 'namedEntry'
  | 'plan'
  | 'selfCheck'
  | 'correction'
  | 'feedback'
  | 'leave'
  | 'media'
  | 'openCheck'
  | 'sealedCheck'
  | 'checkOfPerson'
  | 'finding'
  | 'draw'
  | 'unit'
  | 'notice'
  | 'reading'
  | 'draft'
  | 'handover'
  | 'leavingShift'
  | 'wrong'
  | 'question'
  | 'law'
  | 'import'
  | 'piece'
  | keyof ExamWorld;

export type World = Record<RecordKind, WorldRecord[]>;

/** Makes one record of a kind for each place, the way its owner would. */
async function inPlaces(
  kit: Kit,
  places: readonly Place[],
  make: (owner: PersonKey) => Promise<string>,
): Promise<WorldRecord[]> {
  const made: WorldRecord[] = [];
  for (const place of places) {
    const key = OWNERS[place];
    const { _id, unitPath } = kit.people[key];
    made.push({ place, id: await make(key), unitPath, owners: [_id] });
  }
  return made;
}

async function tell(kit: Kit, as: PersonKey): Promise<string> {
  const { _id: personId, unitPath } = kit.people[as];
  const notices = await kit.get(NoticeService);
  const words = { kind: 'answer', title: '有答复', text: '见里面', link: null };
  await notices.append({ personId, unitPath, ...words, key: 'relations' });
  return idIn(kit, 'notices', { personId, key: 'relations' });
}

/** The id by which a person reads who looked at them. */
async function lookAt(kit: Kit, as: PersonKey): Promise<string> {
  const subjectId = kit.people[as]._id;
  const readerId = kit.people.clerk._id;
  await (await kit.get(AccessLog)).append({ readerId, subjectId, what: 'review_person' });
  const id = await idIn(kit, 'access_log', { subjectId, readerId });
  return id.slice(id.indexOf(':') + 1);
}

export const PLANNED_ON = addDays(dayOf(Date.now()), -1);

/** Planned shifts that nobody came to; nothing but the database plans for the past. */
async function plans(kit: Kit, places: readonly Place[]): Promise<WorldRecord[]> {
  const { db } = await kit.get(MongoService);
  return inPlaces(kit, places, async (as) => {
    const { _id: personId, unitPath } = kit.people[as];
    const id = makeId();
    const at = new Date(dayStart(PLANNED_ON));
    await db.collection<PlanDocument>(planCollection.name).insertOne({
      _id: id,
      ...{ actorId: makeId(), opId: makeId(), opHash: '' },
      ...{ personId, unitPath, day: PLANNED_ON, round: 0 },
      ...{ templateCode: 'early', catalogueVersion: 1, sections: [] },
      ...{ beginsAt: at, endsAt: at, takenBack: false, events: [], version: 1 },
      ...{ deviceAt: at, occurredAt: at, receivedAt: at, clockDoubt: false, schemaVersion: 1 },
    });
    return id;
  });
}

async function idIn(kit: Kit, collection: string, filter: object): Promise<string> {
  const { db } = await kit.get(MongoService);
  const found = await db.collection<{ _id: string }>(collection).findOne(filter);
  if (!found) throw new Error(`${collection} has no such row`);
  return found._id;
}

/** Everybody gets another question of their practice wrong. */
async function wrongAnswers(kit: Kit): Promise<WorldRecord[]> {
  const taken = new Set<string>();
  return inPlaces(kit, PLACES, async (as) => {
    const { questions } = await practiceOf(kit, as, dayOf(Date.now()));
    const question = questions.find((one) => !taken.has(one.code))!;
    taken.add(question.code);
    await send(kit, as, [answerTo(question, false)]);
    return question.code;
  });
}

async function checkOneself(kit: Kit, as: PersonKey) {
  const list = (await kit.ok(contracts.standard.listChecklists, {}, as)).checklists.find(
    (one) => one.code === 'readiness',
  );
  if (!list) throw new Error('there is no readiness list');
  const groups = list.groups.map((group, index) => ({
    groupCode: group.code,
    faults: index === 0 ? [{ itemCode: group.items[0]!.code }] : [],
  }));
  const body = {
    ...phoneWrite(),
    checklistCode: list.code,
    checklistVersion: list.version,
    groups,
  };
  const check = await kit.ok(selfCheck.submit, { body }, as);
  return { checkId: check.id, correctionId: check.corrections[0]!.id };
}

async function takePicture(kit: Kit, as: PersonKey): Promise<string> {
  const create = { width: 8, height: 8, channels: 3 as const, background: '#8a8f8c' };
  const bytes = await sharp({ create }).jpeg().toBuffer();
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const query = { mediaId: makeId(), sha256, purpose: 'evidence' as const };
  const file = new Blob([Uint8Array.from(bytes)]);
  return (await kit.ok(media.upload, { query, file }, as)).id;
}

type Checked = { place: Place; key: PersonKey; drawer: PersonKey; squadronPath: string };
const CHECKED: Checked[] = [
  { place: 'squadron', key: 'officer', drawer: 'inspector', squadronPath: UNITS.squadron },
  { place: 'sibling', key: 'siblingOfficer', drawer: 'inspector2', squadronPath: UNITS.sibling },
];

async function spotChecks(kit: Kit, sealed: boolean): Promise<WorldRecord[]> {
  const { inspector, inspector2 } = kit.people;
  const made: WorldRecord[] = [];
  for (const { place, key, squadronPath } of CHECKED) {
    const check = await beginCheck(kit, [key], false, squadronPath);
    if (sealed) {
      await score(kit, check.id, [result('A1', kit.people[key]._id, 'fault')]);
      await signFor(kit, check);
      await seal(kit, check);
    }
    const owners = [inspector._id, inspector2._id, ...(sealed ? [kit.people[key]._id] : [])];
    made.push({ place, id: check.id, unitPath: squadronPath, owners });
  }
  return [...made, await abroad(kit, 'spot_checks', made[0]!)];
}

/** A sealed check as those checked have it: theirs, and not their inspectors'. */
function ofThoseChecked(kit: Kit, checks: WorldRecord[]): WorldRecord[] {
  const { inspector, inspector2, officer, siblingOfficer, outsider } = kit.people;
  const checked = [officer._id, siblingOfficer._id, outsider._id];
  expect([inspector._id, inspector2._id].some((id) => checked.includes(id))).toBe(false);
  return checks.map((check) => ({
    ...check,
    owners: check.owners.filter((id) => checked.includes(id)),
  }));
}

async function findings(kit: Kit, checks: WorldRecord[]): Promise<WorldRecord[]> {
  const { db } = await kit.get(MongoService);
  const rows = db.collection<{ _id: string; checkId: string }>('spot_check_findings');
  const own = checks.filter((check) => check.place !== 'otherBureau');
  const made: WorldRecord[] = [];
  for (const check of own) {
    const found = await rows.findOne({ checkId: check.id });
    if (!found) throw new Error('a sealed check left no finding');
    made.push({ ...check, id: found._id });
  }
  return [...made, await abroad(kit, 'spot_check_findings', made[0]!)];
}

async function draws(kit: Kit): Promise<WorldRecord[]> {
  const made: WorldRecord[] = [];
  for (const { place, drawer, squadronPath } of CHECKED) {
    const special = { kind: 'special' as const, covert: true, squadronPath, reason: '反映较多' };
    const draw = await kit.ok(
      spotCheck.makeDraw,
      { body: { ...phoneWrite(), ...special } },
      drawer,
    );
    made.push({ place, id: draw.id, unitPath: squadronPath, owners: [] });
  }
  return [...made, await abroad(kit, 'spot_check_draws', made[0]!)];
}

/** Keepers of both banks. */
const KEEPERS = { office: 'legalOfficer', otherBureau: 'outsiderOffice' } as const;

async function inBanks(make: (keeper: PersonKey) => Promise<string>): Promise<WorldRecord[]> {
  const made: WorldRecord[] = [];
  for (const place of ['office', 'otherBureau'] as const) {
    const unitPath = place === 'office' ? UNITS.bureau : UNITS.otherBureau;
    made.push({ place, id: await make(KEEPERS[place]), unitPath, owners: [] });
  }
  return made;
}

/** How the questions of this world begin. */
export const STEM = '只在一个局的题库里';
const lawOf = (as: PersonKey) => `只有${as}引用的办法`;

async function question(kit: Kit, as: PersonKey): Promise<string> {
  const query = { limit: 1 };
  const { items } = await kit.ok(quiz.listQuestions, { query }, as);
  const draft = {
    body: {
      kind: 'single' as const,
      stem: STEM,
      media: [],
      options: ['a', 'b'].map((id) => ({ id, text: id })),
    },
    key: { kind: 'single' as const, answer: ['a'] },
    explanation: '说明',
    topic: items[0]!.topic,
    law: { name: lawOf(as), article: '第一条', version: '2020年' },
    difficulty: 1,
    author: null,
  };
  return (await kit.ok(quiz.createQuestion, { body: { ...phoneWrite(), draft } }, as)).code;
}

async function importFile(kit: Kit, as: PersonKey): Promise<string> {
  const file = new Blob(['不是题目'], { type: 'text/plain' });
  const query = { fileName: '题.txt' };
  const { id } = await kit.ok(quiz.importQuestions, { query, file }, as);
  // What is bad in it can be asked for once it was read.
  await (await kit.get(ImportRunner)).idle();
  return id;
}

/** Pieces that show a picture and said something else before. */
async function pieces(kit: Kit): Promise<WorldRecord[]> {
  const hashes = new Map<string, string>();
  const made = await inBanks(async (as) => {
    // Of its own colour: who asks names a picture by what it holds.
    const colour = hashes.size === 0 ? '#1d4ed8' : '#b45309';
    const { id, storedSha256 } = await sendPicture(kit, as, 'study', colour);
    const draft = pieceDraft({ body: `![图](${id})` });
    const piece = await publishedPiece(kit, draft, as);
    const change = changeOf(piece, { ...draft, title: '改过' }, false);
    await kit.ok(studyContract.changePiece, change, as);
    hashes.set(piece.slug, storedSha256);
    return piece.slug;
  });
  return made.map((one) => ({
    ...one,
    params: { slug: one.id, version: '1', edition: '1', hash: hashes.get(one.id)! },
  }));
}

/** A record of every kind in every place where one can be. */
export async function makeWorld(kit: Kit): Promise<World> {
  // Staff of an office neither go on duty nor check themselves.
  const patrols = PLACES.filter((place) => place !== 'office');
  const shift = await inPlaces(kit, patrols, (as) => openShift(kit, as));
  const entry: WorldRecord[] = [];
  for (const one of shift) entry.push({ ...one, id: await enter(kit, one.id, OWNERS[one.place]) });
  const correction: WorldRecord[] = [];
  const selfChecks = await inPlaces(kit, patrols, async (as) => {
    const { checkId, correctionId } = await checkOneself(kit, as);
    const { _id, unitPath } = kit.people[as];
    const place = PLACES.find((one) => OWNERS[one] === as)!;
    correction.push({ place, id: correctionId, unitPath, owners: [_id] });
    return checkId;
  });
  const sealedCheck = await spotChecks(kit, true);
  const checkOfPerson = ofThoseChecked(kit, sealedCheck);
  return {
    person: await inPlaces(kit, PLACES, async (as) => kit.people[as]._id),
    unit: await inPlaces(kit, PLACES, async (as) => kit.people[as].unitPath),
    notice: await inPlaces(kit, PLACES, (as) => tell(kit, as)),
    reading: await inPlaces(kit, PLACES, (as) => lookAt(kit, as)),
    shift,
    draft: await drafts(kit),
    handover: await handovers(kit),
    leavingShift: await leavingShifts(kit),
    entry,
    namedEntry: await namedEntries(kit, shift),
    plan: await plans(kit, patrols),
    selfCheck: selfChecks,
    correction,
    feedback: await inPlaces(kit, PLACES, async (as) => {
      const body = { ...phoneWrite(), text: '意见', anonymous: false, mediaIds: [] };
      return (await kit.ok(feedback.send, { body }, as)).id;
    }),
    leave: await inPlaces(kit, PLACES, async (as) => {
      const { _id: personId, unitPath } = kit.people[as];
      const days = { from: '2026-01-05', to: '2026-01-05' };
      const body = { ...phoneWrite(), personId, kind: 'annual' as const, ...days };
      const keeper = unitPath.startsWith(UNITS.bureau) ? 'office' : 'outsiderOffice';
      return (await kit.ok(leave.record, { body }, keeper)).id;
    }),
    media: await inPlaces(kit, PLACES, (as) => takePicture(kit, as)),
    openCheck: await spotChecks(kit, false),
    sealedCheck,
    checkOfPerson,
    finding: await findings(kit, sealedCheck),
    draw: await draws(kit),
    wrong: await wrongAnswers(kit),
    question: await inBanks((as) => question(kit, as)),
    law: await inBanks(async (as) => lawOf(as)),
    import: await inBanks((as) => importFile(kit, as)),
    piece: await pieces(kit),
    ...(await makeExamWorld(kit)),
  };
}
