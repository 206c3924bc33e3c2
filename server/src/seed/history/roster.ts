import { minutesOf, weekStart, type ShiftTemplate } from '@qiangji/shared-types';
import { plannedEnd } from '../../features/duty-log';
import type { PersonDocument } from '../../features/org';
import { isWorkingDay } from '../../platform/workdays';
import { at, workingDayBack, type Squad, type World } from './world';

/** A shift that was to be: who goes out together, when they open and end it. */
export interface PlannedShift {
  squad: Squad;
  day: string;
  template: ShiftTemplate;
  /** Owner first. */
  members: PersonDocument[];
  opensMs: number;
  plannedEndMs: number;
  endsMs: number;
}

/** Groups of a day by template; fewer on days off. */
const WORKDAY = ['early', 'early', 'late', 'night'];
const DAY_OFF = ['early', 'late'];

/** The week in which one squadron trains: it goes out in the mornings only and nobody checks it. */
const TRAINING = { squadron: 'yungang', dayIndex: 30 };

export function inTraining(world: World, squad: Squad, day: string): boolean {
  const week = weekStart(world.days[TRAINING.dayIndex]!);
  return squad.code === TRAINING.squadron && weekStart(day) === week;
}

function templatesOf(world: World, squad: Squad, day: string): string[] {
  if (inTraining(world, squad, day)) return isWorkingDay(day) ? ['early'] : [];
  const off = nightsWanted(world, squad, world.days.indexOf(day)) ? [...DAY_OFF, 'night'] : DAY_OFF;
  return isWorkingDay(day) ? WORKDAY : off;
}

/** Keeps who was out last, so that duty goes round and partners change. */
class Rota {
  private readonly last = new Map<string, number>();

  constructor(private readonly world: World) {}

  take(from: readonly PersonDocument[], dayIndex: number, n: number, taken: Set<string>) {
    const day = this.world.days[dayIndex]!;
    const free = from
      .filter((one) => !taken.has(one._id) && !this.world.isAway(one._id, day))
      .filter((one) => (this.last.get(one._id) ?? -9) < dayIndex)
      .map((one) => ({
        one,
        rested: (this.last.get(one._id) ?? -9) + this.world.random.next() * 3,
      }))
      .sort((a, b) => a.rested - b.rested)
      .slice(0, n)
      .map(({ one }) => one);
    for (const one of free) this.claim(one, dayIndex, taken);
    return free;
  }

  /** `until` of the next day keeps somebody off it: after a night. */
  claim(one: PersonDocument, dayIndex: number, taken: Set<string>): void {
    taken.add(one._id);
    this.last.set(one._id, dayIndex);
  }

  rest(members: readonly PersonDocument[], dayIndex: number): void {
    for (const one of members) this.last.set(one._id, dayIndex + 1);
  }
}

/** Nights in a row for one officer of the first squadron: a reason for a talk. */
function nightsWanted(world: World, squad: Squad, dayIndex: number): boolean {
  const left = world.days.length - 1 - dayIndex;
  return squad === world.squads[0] && left >= 1 && left <= 6;
}

function nightOwl(world: World): PersonDocument {
  return world.squads[0]!.officers[4]!;
}

function groupOf(
  world: World,
  rota: Rota,
  squad: Squad,
  dayIndex: number,
  code: string,
  taken: Set<string>,
): PersonDocument[] {
  const { demo, random } = world;
  const owl = nightOwl(world);
  const nights = nightsWanted(world, squad, dayIndex);
  if (nights) taken.add(owl._id);
  if (nights && code === 'night') {
    const partners = rota.take(squad.officers, dayIndex, 1, taken);
    const others = rota.take(squad.auxiliaries, dayIndex, 1, taken);
    return partners.length > 0 ? [owl, ...partners, ...others] : [];
  }
  const size = code === 'night' || random.chance(0.3) ? 2 : 3;
  const officers = rota.take(squad.officers, dayIndex, 2, taken);
  // The demo officer and the demo auxiliary keep to mornings, see `demoMorning`.
  const others = rota
    .take(squad.auxiliaries, dayIndex, size - 2, taken)
    .filter((one) => one !== demo.auxiliary || code === 'early');
  return officers.length === 2 ? [...officers, ...others] : [];
}

/** The demo officer's own mornings: three working days in four, and surely the last one and today. */
function demoMorning(world: World, squad: Squad, dayIndex: number): boolean {
  const day = world.days[dayIndex]!;
  if (squad.path !== world.demo.officer.unitPath) return false;
  if (day === world.today || day === workingDayBack(world.today, 1)) return true;
  return isWorkingDay(day) && dayIndex % 4 !== 0;
}

function planned(
  world: World,
  squad: Squad,
  day: string,
  code: string,
  members: PersonDocument[],
): PlannedShift {
  const { random, content } = world;
  const template = content.duty.shiftTemplates.find((one) => one.code === code);
  if (!template) throw new Error(`the content has no shift template ${code}`);
  const late = random.chance(0.06) ? random.between(5, 14) : -random.between(2, 14);
  const plannedEndMs = plannedEnd(day, template);
  return {
    squad,
    day,
    template,
    members,
    opensMs: at(day, minutesOf(template.from) + late) + random.below(60_000),
    plannedEndMs,
    endsMs: plannedEndMs + random.between(-4, 16) * 60_000 + random.below(60_000),
  };
}

/** Who was out when, oldest first. The demo officer's group of today has not opened its shift yet. */
export function makeRoster(world: World): PlannedShift[] {
  const { demo, days, nowMs, random, squads, today } = world;
  const rotas = new Map(squads.map((squad) => [squad, new Rota(world)]));
  const shifts: PlannedShift[] = [];
  days.forEach((day, dayIndex) => {
    for (const squad of squads) {
      const rota = rotas.get(squad)!;
      const taken = new Set<string>([demo.officer._id]);
      const codes = templatesOf(world, squad, day);
      let own = demoMorning(world, squad, dayIndex);
      if (own) taken.add(demo.auxiliary._id);
      for (const code of codes) {
        if (own && code === 'early') {
          own = false;
          const [partner] = rota.take(squad.officers, dayIndex, 1, taken);
          const third = random.chance(0.6) || day >= workingDayBack(today, 1);
          if (day === today || !partner) continue;
          const members = [demo.officer, partner, ...(third ? [demo.auxiliary] : [])];
          shifts.push(planned(world, squad, day, code, members));
          continue;
        }
        const members = groupOf(world, rota, squad, dayIndex, code, taken);
        if (members.length < 2) continue;
        if (code === 'night') rota.rest(members, dayIndex);
        shifts.push(planned(world, squad, day, code, members));
      }
    }
  });
  return shifts
    .filter((shift) => shift.opensMs < nowMs)
    .sort((a, b) => a.opensMs - b.opensMs || (a.squad.path < b.squad.path ? -1 : 1));
}
