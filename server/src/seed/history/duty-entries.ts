import {
  contracts,
  INCIDENT_CATEGORY,
  PUBLIC_REQUEST_CATEGORY,
  type DutyHandling,
} from '@qiangji/shared-types';
import type { EntryDocument, ShiftDocument } from '../../features/duty-log';
import { enforcementIdValid, type PersonDocument } from '../../features/org';
import type { PlannedShift } from './roster';
import {
  DAY_SCENES,
  INCIDENTS,
  MATTER_NOTES,
  MIDDLES,
  NIGHT_SCENES,
  OUTCOMES,
  type Scene,
} from './words';
import { showPhoto, type World } from './world';
import { opOf, writtenAt } from './written';

/** How things end on the street: three quarters by service and persuasion (721). */
const LADDER: [string, number][] = [
  ['remind', 30],
  ['help_move', 14],
  ['persuasion', 31],
  ['admin_guidance', 6],
  ['mediation', 2],
  ['report_up', 5],
  ['order_to_correct', 5],
  ['on_spot_penalty', 3],
  ['evidence_registration', 1],
  ['case_filing', 2],
  ['transfer', 1],
];

const TOTAL = LADDER.reduce((sum, [, weight]) => sum + weight, 0);

/** What a shift's entry is to be, where the demo wants a certain one. */
export interface Wish {
  kind: 'draft' | 'incident' | 'one_recorder' | 'clock_doubt';
  author?: PersonDocument;
}

export interface ShiftGround {
  planned: PlannedShift;
  shift: ShiftDocument;
  /** Until then entries are written (ms). */
  untilMs: number;
  wishes: Wish[];
}

function handlingOf(world: World, code: string): DutyHandling {
  const found = world.content.duty.handlings.find((one) => one.code === code);
  if (!found) throw new Error(`the content has no handling ${code}`);
  return found;
}

function pickHandling(world: World): string {
  let left = world.random.below(TOTAL);
  for (const [code, weight] of LADDER) {
    left -= weight;
    if (left < 0) return code;
  }
  return 'remind';
}

/** The author and another officer of the shift, both with a valid ID on the day; null without. */
function officersFor(author: PersonDocument, planned: PlannedShift): string[] | null {
  const valid = (one: PersonDocument) =>
    one.kind === 'officer' && enforcementIdValid(one, planned.day);
  const other = planned.members.find((one) => one !== author && valid(one));
  return valid(author) && other ? [author._id, other._id] : null;
}

interface Draft {
  scene: Scene;
  handling: DutyHandling;
  author: PersonDocument;
  officerIds: string[];
  draft: boolean;
}

function draftOf(world: World, ground: ShiftGround, wish: Wish | undefined): Draft {
  const { random, content } = world;
  const { planned } = ground;
  const scenes = planned.template.code === 'night' ? NIGHT_SCENES : DAY_SCENES;
  const author = wish?.author ?? random.pick(planned.members);
  if (wish?.kind === 'draft') {
    const handling = handlingOf(world, 'order_to_correct');
    return { scene: scenes[random.below(3)]!, handling, author, officerIds: [], draft: true };
  }
  const wanted = wish?.kind === 'one_recorder' ? 'on_spot_penalty' : pickHandling(world);
  const open = scenes.filter(({ category }) => {
    const only = content.duty.categories.find((one) => one.code === category)?.onlyHandlings;
    return wish ? only === undefined : !only || only.includes(wanted);
  });
  const scene = random.pick(open);
  const handling = handlingOf(world, wanted);
  const officerIds = handling.enforcement ? officersFor(author, planned) : [];
  const forbidden = author.kind === 'auxiliary' && !handling.auxiliaryAllowed;
  if (forbidden && handling.enforcement && random.chance(0.5)) {
    return { scene, handling, author, officerIds: [], draft: true };
  }
  if (forbidden || officerIds === null) {
    return {
      scene,
      handling: handlingOf(world, 'persuasion'),
      author,
      officerIds: [],
      draft: false,
    };
  }
  return { scene, handling, author, officerIds, draft: false };
}

function placeNear(world: World, squadCode: string) {
  const middle = MIDDLES[squadCode]!;
  const { random } = world;
  if (random.chance(0.35)) return null;
  const off = () => (random.next() - 0.5) * 0.02;
  const round = (n: number) => Math.round(n * 1e6) / 1e6;
  return {
    lng: round(middle.lng + off()),
    lat: round(middle.lat + off()),
    accuracyM: random.between(12, 65),
  };
}

function recordersOf(world: World, { shift }: ShiftGround, one: Draft, wish: Wish | undefined) {
  const { random } = world;
  if (!one.handling.enforcement || one.draft) return { recorders: [], reason: null };
  const short = wish?.kind === 'one_recorder' || random.chance(0.035);
  if (!short) return { recorders: shift.recorders.slice(0, 2), reason: null };
  const reason = random.pick(['device_fault', 'battery_empty', 'urgent']);
  return { recorders: shift.recorders.slice(0, 1), reason };
}

function entryAt(world: World, ground: ShiftGround, atMs: number, wish?: Wish): EntryDocument {
  const { random, nowMs } = world;
  const { planned, shift } = ground;
  const one = draftOf(world, ground, wish);
  const incident = wish?.kind === 'incident' || (!wish && random.chance(0.012));
  const handling = incident ? handlingOf(world, 'report_up') : one.handling;
  const officerIds = incident ? [] : one.officerIds;
  const draft = one.draft && !incident;
  const rec = recordersOf(world, ground, { ...one, handling }, wish);
  const section = random.pick(shift.sections);
  const outcome = random.pick(OUTCOMES[handling.code] ?? ['处理好了']);
  const said = incident ? random.pick(INCIDENTS) : `${random.pick(one.scene.what)}，${outcome}`;
  const spoken = draft ? `${random.pick(one.scene.what)}，说了不听，请执法员来看` : said;
  const text = incident || draft || random.chance(0.85) ? spoken : null;
  const wantsPhoto = !incident && (draft || handling.enforcement || random.chance(0.22));
  const shown = wantsPhoto ? [random.pick(one.scene.photos)] : [];
  const concerned = draft ? planned.squad.officers.map((person) => person._id) : [];
  const viewers = [...shift.memberIds, planned.squad.leader._id, ...concerned];
  const photos = shown.map((name) => {
    const { mediaId, sha256 } = showPhoto(world, name, viewers, planned.squad.path);
    return { mediaId, sha256 };
  });
  const entryId = random.id(atMs);
  const time = writtenAt(random, atMs, nowMs);
  const doubt = wish?.kind === 'clock_doubt';
  const deviceAt = doubt ? new Date(atMs + 47 * 60_000) : time.deviceAt;
  const matter = !draft && random.chance(0.07) ? ('open' as const) : ('none' as const);
  const categoryCode = incident ? INCIDENT_CATEGORY : one.scene.category;
  const partyTypeCode = incident ? 'none' : one.scene.party;
  const place = placeNear(world, planned.squad.code);
  const from12345 = categoryCode === PUBLIC_REQUEST_CATEGORY || (!incident && random.chance(0.03));
  const op = opOf(
    contracts.dutyLog.appendEntry,
    one.author._id,
    random.id(atMs),
    deviceAt.getTime(),
    {
      params: { shiftId: shift._id },
      body: {
        entryId,
        catalogueVersion: shift.catalogueVersion,
        categoryCode,
        handlingCode: handling.code,
        partyTypeCode,
        ...(text === null ? {} : { text }),
        ...(place === null ? {} : { place }),
        section,
        photos,
        officerIds: officerIds.slice(1),
        recorders: rec.recorders,
        ...(rec.reason === null ? {} : { recorderSkipReason: rec.reason }),
        from12345,
        openMatter: matter === 'open',
        draftForOfficer: draft,
      },
    },
  );
  return {
    _id: entryId,
    ...op,
    shiftId: shift._id,
    unitPath: shift.unitPath,
    day: shift.day,
    catalogueVersion: shift.catalogueVersion,
    categoryCode,
    handlingCode: handling.code,
    ladder: handling.ladder,
    enforcement: handling.enforcement,
    partyTypeCode,
    text,
    place,
    section,
    photos,
    recorders: rec.recorders,
    recorderSkipReason: rec.reason,
    officerIds,
    from12345,
    incident,
    matter,
    matterNote: null,
    state: draft ? 'draft_for_officer' : 'recorded',
    takenOverBy: null,
    at: time.occurredAt,
    happenedAt: null,
    ...time,
    deviceAt,
    clockDoubt: doubt,
    events: [],
    version: 1,
    schemaVersion: 1,
  };
}

/** An officer of the shift takes an auxiliary's draft over, if two of them may. */
function takeOver(world: World, { planned, shift }: ShiftGround, entry: EntryDocument): void {
  const { random, nowMs } = world;
  const taker = planned.members.find((one) => officersFor(one, planned) !== null);
  const atMs = entry.at.getTime() + random.between(3, 40) * 60_000;
  if (!taker || atMs > nowMs) return;
  const officerIds = officersFor(taker, planned)!;
  const recorders = shift.recorders.slice(0, 2);
  const body = { handlingCode: entry.handlingCode, officerIds: officerIds.slice(1), recorders };
  const route = contracts.dutyLog.takeOverDraft;
  const op = opOf(route, taker._id, random.id(atMs), atMs, {
    params: { entryId: entry._id },
    body,
  });
  entry.events.push({ ...op, type: 'taken_over', at: new Date(atMs), before: null });
  Object.assign(entry, { state: 'recorded', takenOverBy: taker._id, officerIds, recorders });
  entry.version++;
}

/** What was left open is mostly settled within a day or two. */
function settle(world: World, { planned }: ShiftGround, entry: EntryDocument): void {
  const { random, nowMs } = world;
  const atMs = entry.at.getTime() + random.between(3, 40) * 3_600_000;
  if (atMs > nowMs || !random.chance(0.85)) return;
  const who = random.pick(planned.squad.officers);
  const note = random.pick(MATTER_NOTES);
  const route = contracts.dutyLog.settleMatter;
  const asked = { params: { entryId: entry._id }, body: { note } };
  const op = opOf(route, who._id, random.id(atMs), atMs, asked);
  entry.events.push({ ...op, type: 'settled', at: new Date(atMs), before: null });
  Object.assign(entry, { matter: 'settled', matterNote: note });
  entry.version++;
}

function amend(world: World, entry: EntryDocument): void {
  const { random, nowMs } = world;
  const atMs = entry.at.getTime() + random.between(2, 25) * 60_000;
  if (atMs > nowMs || entry.text === null) return;
  const text = `${entry.text}。回来又看了一遍，没有反复`;
  const route = contracts.dutyLog.amendEntry;
  const asked = { params: { entryId: entry._id }, body: { text } };
  const op = opOf(route, entry.actorId, random.id(atMs), atMs, asked);
  const before = { text: entry.text };
  entry.events.push({ ...op, type: 'amended', at: new Date(atMs), before });
  entry.text = text;
  entry.version++;
}

/** The entries of a shift, by time. */
export function entriesOf(world: World, ground: ShiftGround): EntryDocument[] {
  const { random } = world;
  const from = ground.shift.occurredAt.getTime() + 12 * 60_000;
  const until = ground.untilMs - 6 * 60_000;
  const n = Math.max(random.between(2, 6), ground.wishes.length);
  const times = Array.from({ length: n }, () => from + random.next() * (until - from))
    .map(Math.floor)
    .sort((a, b) => a - b);
  if (until <= from) return [];
  return times.map((atMs, index) => {
    const wish = ground.wishes[index];
    const entry = entryAt(world, ground, atMs, wish);
    if (entry.state === 'draft_for_officer' && !wish) takeOver(world, ground, entry);
    if (entry.matter === 'open') settle(world, ground, entry);
    if (random.chance(0.02) && entry.events.length === 0) amend(world, entry);
    return entry;
  });
}
