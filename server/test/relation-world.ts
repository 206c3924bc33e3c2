import { createHash } from 'node:crypto';
import sharp from 'sharp';
import { contracts } from '@qiangji/shared-types';
import { planCollection, type PlanDocument } from '../src/features/duty-log';
import { makeId } from '../src/platform/ids';
import { MongoService } from '../src/platform/mongo';
import { phoneWrite, type Kit } from './kit';
import { UNITS, type PersonKey } from './org-fixture';
import { makeExamWorld, type ExamWorld } from './relation-exams';
import { beginCheck, result, score, seal, signFor } from './spot-check-fixture';

const { dutyLog, selfCheck, spotCheck, feedback, leave, media, quiz } = contracts;

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
  | 'question'
  | 'import'
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

async function openShift(kit: Kit, as: PersonKey): Promise<string> {
  const body = {
    ...phoneWrite(),
    shiftId: makeId(),
    templateCode: 'early',
    catalogueVersion: 1,
    sections: ['花园街北'],
    recorders: [],
    partnerIds: [],
  };
  return (await kit.ok(dutyLog.openShift, { body }, as)).id;
}

/** Planned shifts that nobody came to; nothing but the database plans for the past. */
async function plans(kit: Kit, places: readonly Place[]): Promise<WorldRecord[]> {
  const { db } = await kit.get(MongoService);
  return inPlaces(kit, places, async (as) => {
    const { _id: personId, unitPath } = kit.people[as];
    const id = makeId();
    const at = new Date('2026-01-05T00:30:00.000Z');
    await db.collection<PlanDocument>(planCollection.name).insertOne({
      _id: id,
      ...{ actorId: makeId(), opId: makeId(), opHash: '' },
      ...{ personId, unitPath, day: '2026-01-05', round: 0 },
      ...{ templateCode: 'early', catalogueVersion: 1, sections: [] },
      ...{ beginsAt: at, endsAt: at, takenBack: false, events: [], version: 1 },
      ...{ deviceAt: at, occurredAt: at, receivedAt: at, clockDoubt: false, schemaVersion: 1 },
    });
    return id;
  });
}

async function enter(
  kit: Kit,
  shiftId: string,
  as: PersonKey,
  extra: object = {},
): Promise<string> {
  const body = {
    ...phoneWrite(),
    entryId: makeId(),
    catalogueVersion: 1,
    categoryCode: 'outdoor_trading',
    handlingCode: 'persuasion',
    partyTypeCode: 'shop',
    ...extra,
  };
  return (await kit.ok(dutyLog.appendEntry, { params: { shiftId }, body }, as)).id;
}

/** An act of enforcement in the squadron's shift, with an officer who was not on it. */
async function namedEntries(kit: Kit, shifts: readonly WorldRecord[]): Promise<WorldRecord[]> {
  const shift = shifts.find((one) => one.place === 'squadron')!;
  const { siblingOfficer } = kit.people;
  const act = {
    handlingCode: 'on_spot_penalty',
    officerIds: [siblingOfficer._id],
    recorders: ['R-01', 'R-02'],
  };
  const id = await enter(kit, shift.id, OWNERS.squadron, act);
  return [{ ...shift, id, owners: [...shift.owners, siblingOfficer._id] }];
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

/** Says of every text in a document what stands there instead. */
function translated(value: unknown, words: ReadonlyMap<string, string>): unknown {
  if (typeof value === 'string') return words.get(value) ?? value;
  if (Array.isArray(value)) return value.map((one) => translated(one, words));
  if (value === null || typeof value !== 'object') return value;
  if (Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [key, translated(one, words)]),
  );
}

/** Puts the same record into the other bureau, where the fixture has too few people to make one. */
async function abroad(kit: Kit, collection: string, of: WorldRecord): Promise<WorldRecord> {
  const { people } = kit;
  const id = makeId();
  const words = new Map<string, string>([
    [of.id, id],
    [UNITS.squadron, UNITS.otherSquadron],
    [people.officer._id, people.outsider._id],
    [people.inspector._id, people.outsiderOffice._id],
    [people.inspector2._id, makeId()],
    [people.inspector.unitPath, people.outsiderOffice.unitPath],
  ]);
  const rows = (await kit.get(MongoService)).db.collection<{ _id: string }>(collection);
  const found = await rows.findOne({ _id: of.id });
  await rows.insertOne(translated(found, words) as { _id: string });
  return {
    place: 'otherBureau',
    id,
    unitPath: UNITS.otherSquadron,
    owners: of.owners.map((one) => words.get(one) ?? one),
  };
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

async function question(kit: Kit, as: PersonKey): Promise<string> {
  const query = { limit: 1 };
  const { items } = await kit.ok(quiz.listQuestions, { query }, as);
  const draft = {
    body: {
      kind: 'single' as const,
      stem: '只在一个局的题库里',
      media: [],
      options: ['a', 'b'].map((id) => ({ id, text: id })),
    },
    key: { kind: 'single' as const, answer: ['a'] },
    explanation: '说明',
    topic: items[0]!.topic,
    law: null,
    difficulty: 1,
    author: null,
  };
  return (await kit.ok(quiz.createQuestion, { body: { ...phoneWrite(), draft } }, as)).code;
}

async function importFile(kit: Kit, as: PersonKey): Promise<string> {
  const file = new Blob(['不是题目'], { type: 'text/plain' });
  const query = { fileName: '题.txt' };
  return (await kit.ok(quiz.importQuestions, { query, file }, as)).id;
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
    shift,
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
    question: await inBanks((as) => question(kit, as)),
    import: await inBanks((as) => importFile(kit, as)),
    ...(await makeExamWorld(kit)),
  };
}
