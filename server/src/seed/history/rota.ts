import {
  addDays,
  contracts,
  weekStart,
  type PlanWrite,
  type ShiftTemplate,
} from '@qiangji/shared-types';
import { timeOf, type PlanDocument } from '../../features/duty-log';
import type { PersonDocument } from '../../features/org';
import { isWorkingDay } from '../../platform/workdays';
import type { PlannedShift } from './roster';
import { SECTIONS } from './words';
import { at, type Squad, type World } from './world';
import { opOf, writtenAt } from './written';

/** A week is planned on the Friday before, late in the afternoon. */
const PLANNED_AT = { daysBefore: 3, minutes: 1_030 };

/** Who goes out on a day to come: two or three a shift, in turn. */
const PLACES = ['early', 'early', 'early', 'early', 'late', 'late', 'late', 'night', 'night'];
const PLACES_OFF = ['early', 'early', 'late', 'late'];

interface Slot {
  person: PersonDocument;
  day: string;
  code: string;
}

/** What was done this week up to now had been planned so: plans follow the history. */
function doneSlots(roster: readonly PlannedShift[], squad: Squad, monday: string): Slot[] {
  return roster
    .filter((one) => one.squad === squad && one.day >= monday)
    .flatMap(({ members, day, template }) =>
      members.map((person) => ({ person, day, code: template.code })),
    );
}

/** The shift that is under way or comes next and can still be gone on: whoever tries the demo opens it. */
function codeOfToday({ content, today, nowMs }: World): string {
  const left = ({ endsAt }: { endsAt: Date }) => endsAt.getTime() - nowMs > 3_600_000;
  const { shiftTemplates } = content.duty;
  return shiftTemplates.find((one) => left(timeOf(today, one)))?.code ?? 'night';
}

function templateOf({ content }: World, code: string): ShiftTemplate {
  const found = content.duty.shiftTemplates.find((one) => one.code === code);
  if (!found) throw new Error(`the content has no shift template ${code}`);
  return found;
}

function beginOf(world: World, day: string, code: string): number {
  return timeOf(day, templateOf(world, code)).beginsAt.getTime();
}

/** Days to come in turn; the demo officer keeps to the mornings of working days, and goes out today. */
function comingSlots(world: World, squad: Squad, from: string, to: string): Slot[] {
  const { demo, nowMs, today, isAway } = world;
  const inTurn = [...squad.officers, ...squad.auxiliaries].filter((one) => one !== demo.officer);
  const slots: Slot[] = [];
  let turn = 0;
  for (let day = from; day <= to; day = addDays(day, 1)) {
    const works = isWorkingDay(day);
    if (squad.members.includes(demo.officer) && (works || day === today)) {
      slots.push({ person: demo.officer, day, code: day === today ? codeOfToday(world) : 'early' });
    }
    for (const code of works ? PLACES : PLACES_OFF) {
      // Whoever was to come earlier today is out already.
      if (beginOf(world, day, code) <= nowMs) continue;
      const person = inTurn[turn++ % inTurn.length]!;
      // Somebody who is away today may be for a few days more.
      if (!isAway(person._id, today)) slots.push({ person, day, code });
    }
  }
  return slots;
}

/** Two who were planned and of whom nobody knows: one asked about already. */
function missedSlots(world: World, squad: Squad, roster: readonly PlannedShift[]): Slot[] {
  const { today, isAway, newcomer } = world;
  const day = addDays(today, -1);
  const out = roster.filter((one) => one.squad === squad && one.day === day);
  const busy = new Set(out.flatMap(({ members }) => members));
  return squad.officers
    .filter((one) => one !== world.demo.officer && one !== newcomer)
    .filter((one) => !busy.has(one) && !isAway(one._id, day))
    .slice(-2)
    .map((person) => ({ person, day, code: 'early' }));
}

/**
 * The rota of this week and the next of the first squadron, which plans; the others do not, and go on
 * duty just the same.
 */
export function makeRota(world: World, roster: readonly PlannedShift[]): PlanDocument[] {
  const { content, nowMs, random, today, squads } = world;
  const squad = squads[0]!;
  const monday = weekStart(today);
  const done = doneSlots(roster, squad, monday);
  const missed = missedSlots(world, squad, roster);
  const coming = comingSlots(world, squad, today, addDays(monday, 13));
  const taken = new Set<string>();
  const slots = [...missed, ...done, ...coming].filter(({ person, day }) => {
    const slot = `${person._id} ${day}`;
    return !taken.has(slot) && taken.add(slot);
  });
  const writes = new Map<string, { opId: string; atMs: number; rows: PlanWrite[] }>();
  const catalogueVersion = content.duty.version;
  const made = slots.map((slot): { slot: Slot; row: PlanWrite; week: string } => {
    const sections = random.sample(SECTIONS[squad.code]!, random.between(1, 2));
    const row = { personId: slot.person._id, day: slot.day, templateCode: slot.code, sections };
    const week = weekStart(slot.day);
    const friday = at(addDays(week, -PLANNED_AT.daysBefore), PLANNED_AT.minutes);
    const atMs = Math.min(friday, nowMs);
    const write = writes.get(week) ?? { opId: random.id(atMs), atMs, rows: [] };
    write.rows.push(row);
    writes.set(week, write);
    return { slot, row, week };
  });
  return made.map(({ slot, row, week }) => {
    const { opId, atMs, rows } = writes.get(week)!;
    const body = { catalogueVersion, plans: rows, takeBack: [] };
    const plan: PlanDocument = {
      _id: random.id(atMs),
      ...opOf(contracts.dutyLog.saveRota, squad.leader._id, opId, atMs, { body }),
      personId: row.personId,
      unitPath: squad.path,
      day: row.day,
      round: 0,
      templateCode: row.templateCode,
      catalogueVersion,
      sections: row.sections,
      ...timeOf(row.day, templateOf(world, row.templateCode)),
      takenBack: false,
      ...writtenAt(random, atMs, nowMs),
      events: [],
      version: 1,
      schemaVersion: 1,
    };
    if (slot === missed[0]) noteSwap(world, squad, plan);
    return plan;
  });
}

function noteSwap({ random, nowMs }: World, squad: Squad, plan: PlanDocument): void {
  const atMs = Math.min(plan.endsAt.getTime() + 40 * 60_000, nowMs);
  const body = { reason: 'swapped' };
  const asked = { params: { planId: plan._id }, body };
  const op = opOf(contracts.dutyLog.noteAbsence, squad.leader._id, random.id(atMs), atMs, asked);
  plan.events.push({ ...op, type: 'noted', at: new Date(atMs), reason: 'swapped', text: null });
  plan.version++;
}
