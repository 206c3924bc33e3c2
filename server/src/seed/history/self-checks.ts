import {
  addDays,
  checklistFor,
  contracts,
  dayOf,
  FIRST_DUE_DAYS,
  itemsByCode,
  type Checklist,
} from '@qiangji/shared-types';
import type { PersonDocument } from '../../features/org';
import {
  correctionOf,
  dueOn,
  resultsOf,
  type CorrectionDocument,
  type SelfCheckDocument,
} from '../../features/self-check';
import { isWorkingDay } from '../../platform/workdays';
import type { Duty } from './duty-log';
import { FAULT_NOTES, TOPIC_PHOTOS } from './words';
import { at, listOf, showPhoto, workingDayBack, type World } from './world';
import { opOf, writtenAt } from './written';

export interface SelfChecks {
  checks: SelfCheckDocument[];
  corrections: CorrectionDocument[];
}

interface Fault {
  itemCode: string;
  note?: string;
  photos: { mediaId: string; sha256: string }[];
  fixed: boolean;
}

interface Ask {
  person: PersonDocument;
  list: Checklist;
  atMs: number;
  entry?: { _id: string; handlingCode: string };
  faults: Fault[];
}

function checkOf(world: World, { person, list, atMs, entry, faults }: Ask) {
  const { random, nowMs } = world;
  const groups = list.groups.map((group) => {
    const codes = new Set(group.items.map((item) => item.code));
    return {
      groupCode: group.code,
      faults: faults.filter((fault) => codes.has(fault.itemCode)),
      notApplicable: [],
    };
  });
  const opId = random.id(atMs);
  const asked = { checklistCode: list.code, checklistVersion: list.version, groups };
  const about = entry && { handlingCode: entry.handlingCode };
  const body = { ...asked, ...(entry && { entryId: entry._id }), ...about };
  const results = resultsOf(list, groups);
  const kind = list.kind === 'spot_check' ? 'periodic' : list.kind;
  const check: SelfCheckDocument = {
    _id: opId,
    ...opOf(contracts.selfCheck.submit, person._id, opId, atMs, { body }),
    unitPath: person.unitPath,
    kind,
    checklistCode: list.code,
    checklistVersion: list.version,
    entryId: entry?._id ?? null,
    ...about,
    results,
    itemCount: results.filter((result) => result.verdict !== 'na').length,
    faultCount: faults.length,
    note: null,
    day: dayOf(atMs),
    ...writtenAt(random, atMs, nowMs),
    schemaVersion: 1,
  };
  return check;
}

/** A checklist as one person is asked it, after an act of enforcement or after none. */
function askedOf(list: Checklist, { kind }: PersonDocument, handlingCode: string | null = null) {
  return checklistFor(list, { personKind: kind, handlingCode });
}

/** `slow`: still open where its last day has not come. */
type Closing = 'in_time' | 'slow' | 'open';

function correctionsOf(
  world: World,
  check: SelfCheckDocument,
  list: Checklist,
  closing: Closing,
): CorrectionDocument[] {
  const { random, nowMs } = world;
  const items = itemsByCode(list);
  return check.results
    .filter((result) => result.verdict === 'fault')
    .map((result): CorrectionDocument => {
      const item = items.get(result.itemCode)!;
      const one = correctionOf(check, list, item, result, random.id(check.receivedAt.getTime()));
      const { actorId, dueOn: due } = one;
      if (one.state === 'done' || closing === 'open') return one;
      if (closing === 'slow' && due >= world.today) return one;
      // Put right by its last day, at the latest in the evening.
      const last = at(due, 20 * 60);
      const from = check.occurredAt.getTime() + 20 * 60_000;
      const doneMs = Math.floor(from + random.next() * Math.max(60_000, last - from));
      if (doneMs > nowMs) return one;
      const route = contracts.selfCheck.closeCorrection;
      const body = { note: '改好了', photos: [] };
      const asked = { params: { correctionId: one._id }, body };
      const op = opOf(route, actorId, random.id(doneMs), doneMs, asked);
      const event = { ...op, type: 'closed', at: new Date(doneMs), note: '改好了', photos: [] };
      const doneAt = new Date(doneMs);
      return { ...one, state: 'done', doneAt, events: [event], version: 2 };
    });
}

function faultsFor(world: World, person: PersonDocument, list: Checklist, rate: number): Fault[] {
  const { random, traits } = world;
  const { slips, weakTopics } = traits.get(person._id)!;
  const faults: Fault[] = [];
  for (const item of list.groups.flatMap((group) => group.items)) {
    const often = weakTopics.includes(item.topic) ? 3 : 1;
    if (item.severity === 'veto' || !random.chance(slips * often * rate)) continue;
    const fixed = random.chance(item.severity === 'minor' ? 0.9 : 0.5);
    const picture = TOPIC_PHOTOS[item.topic];
    const shown = picture !== undefined && random.chance(0.3) ? [picture] : [];
    const photos = shown.map((name) => {
      const { mediaId, sha256 } = showPhoto(world, name, [person._id]);
      return { mediaId, sha256 };
    });
    const notes = FAULT_NOTES[`${list.kind} ${item.code}`];
    const note = notes && random.chance(0.7) ? random.pick(notes) : undefined;
    faults.push({ itemCode: item.code, ...(note === undefined ? {} : { note }), photos, fixed });
  }
  return faults.slice(0, 3);
}

/** Before most shifts, by most of those on them. */
function readiness(world: World, duty: Duty, add: (ask: Ask) => void): void {
  const { random, traits } = world;
  const whole = listOf(world.content, 'readiness');
  for (const shift of duty.shifts) {
    for (const person of duty.planned.get(shift._id)!.members) {
      if (!random.chance(0.52 + traits.get(person._id)!.diligence * 0.5)) continue;
      const atMs = shift.occurredAt.getTime() - random.between(60, 1500) * 1000;
      const list = askedOf(whole, person);
      add({ person, list, atMs, faults: faultsFor(world, person, list, 0.5) });
    }
  }
}

/** After acts of enforcement, by whoever handled them. */
function conduct(world: World, duty: Duty, add: (ask: Ask) => void): void {
  const { random, byId, nowMs } = world;
  const whole = listOf(world.content, 'conduct');
  for (const entry of duty.entries) {
    const person = byId.get(entry.officerIds[0] ?? '');
    const atMs = entry.at.getTime() + random.between(4, 40) * 60_000;
    if (!entry.enforcement || !person || atMs > nowMs || !random.chance(0.82)) continue;
    const list = askedOf(whole, person, entry.handlingCode);
    add({ person, list, atMs, entry, faults: faultsFor(world, person, list, 0.7) });
  }
}

/** Once a month, by most. */
function periodic(world: World, add: (ask: Ask) => void): void {
  const { random, people, days, nowMs, traits, isAway } = world;
  for (const month of [...new Set(days.map((day) => day.slice(0, 7)))]) {
    const inMonth = days.filter((day) => day.startsWith(month) && isWorkingDay(day));
    for (const person of people) {
      const own = inMonth.filter((day) => !isAway(person._id, day));
      if (own.length === 0 || !random.chance(0.45 + traits.get(person._id)!.diligence * 0.5))
        continue;
      const atMs = at(random.pick(own), random.between(970, 1060));
      const office = person.kind === 'office_staff';
      const whole = listOf(world.content, office ? 'periodic_office' : 'periodic_field');
      const list = askedOf(whole, person);
      if (atMs > nowMs) continue;
      const faults = faultsFor(world, person, list, 1.1);
      add({ person, list, atMs, faults });
    }
  }
}

/** The day for a fault of middling weight that must be put right on the next working day. */
function foundForNext(today: string): string {
  let found = today;
  for (let back = 1; back < 15; back++) {
    const day = addDays(today, -back);
    if (isWorkingDay(day) && dueOn(day, FIRST_DUE_DAYS.moderate) > today) found = day;
  }
  return found;
}

export function makeSelfChecks(world: World, duty: Duty): SelfChecks {
  const { demo, nowMs, random, squads, today } = world;
  const out: SelfChecks = { checks: [], corrections: [] };
  const quiet = new Set([demo.officer._id, squads[0]!.officers[2]!._id]);
  const keep = (ask: Ask, closing: Closing) => {
    const check = checkOf(world, ask);
    out.checks.push(check);
    out.corrections.push(...correctionsOf(world, check, ask.list, closing));
  };
  const add = (ask: Ask) => {
    // Those two have one open correction each, which is put in below.
    const recent = quiet.has(ask.person._id) && nowMs - ask.atMs < 14 * 86_400_000;
    const faults = recent ? ask.faults.filter((fault) => fault.fixed) : ask.faults;
    keep({ ...ask, faults }, random.chance(0.5) ? 'slow' : 'in_time');
  };
  readiness(world, duty, add);
  conduct(world, duty, add);
  periodic(world, add);
  const list = askedOf(listOf(world.content, 'periodic_field'), demo.officer);
  const fault = (itemCode: string, note: string) => ({ itemCode, note, photos: [], fixed: false });
  const base = { list };
  const dueNext = at(foundForNext(today), 1000);
  const mine = [fault('S2', '当场处罚的步骤还要再熟一遍')];
  keep({ ...base, person: demo.officer, atMs: dueNext, faults: mine }, 'open');
  const overdue = at(workingDayBack(today, 6), 1010);
  const late = [fault('D4', '有两次忘了先开记录仪')];
  keep({ ...base, person: squads[0]!.officers[2]!, atMs: overdue, faults: late }, 'open');
  return out;
}
