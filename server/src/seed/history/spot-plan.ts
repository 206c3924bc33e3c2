import { weekStart } from '@qiangji/shared-types';
import type { PersonDocument } from '../../features/org';
import type { CheckDocument } from '../../features/spot-check';
import { isWorkingDay } from '../../platform/workdays';
import { cancelDraw, makeDraw, type DrawAsk } from './draws';
import { inTraining, type PlannedShift } from './roster';
import { makeCheck, type CheckAsk, type SpotChecks } from './spot-checks';
import { at, workingDayBack, type World } from './world';

const DRAWS_A_WEEK = 6;

interface Planning {
  world: World;
  roster: readonly PlannedShift[];
  out: SpotChecks;
  /** Checks of `<week> <squadron>`. */
  visited: Set<string>;
  weights: Map<string, number>;
  disputed: boolean;
}

/** A shift of the squadron that a visit on this day would meet, already ended. */
function shiftOn(p: Planning, squadronPath: string, day: string): PlannedShift | undefined {
  return p.roster.find(
    (one) =>
      one.squad.path === squadronPath &&
      one.day === day &&
      one.template.code !== 'night' &&
      one.endsMs < p.world.nowMs,
  );
}

/** Weeks and squadrons differ, and over the weeks things get better. */
function weightOf({ world, weights }: Planning, squadronPath: string, day: string): number {
  const week = weekStart(day);
  const key = `${week} ${squadronPath}`;
  const known = weights.get(key) ?? 0.5 + world.random.next() * 1.3;
  weights.set(key, known);
  const age = world.days.indexOf(day) / world.days.length;
  return known * (1.5 - 0.8 * age);
}

function visit(
  p: Planning,
  ask: DrawAsk,
  day: string,
  extra: Partial<CheckAsk> = {},
): CheckDocument | null {
  const { world, out } = p;
  const { random } = world;
  const draw = makeDraw(world, ask);
  out.draws.push(draw);
  const { squadronPath } = draw.outcome;
  const squad = world.squads.find((one) => one.path === squadronPath)!;
  if (inTraining(world, squad, day)) {
    cancelDraw(world, draw, ask.atMs + 20 * 60_000, '这个中队本周集中培训，不查');
    return null;
  }
  const planned = extra.planned ?? shiftOn(p, squadronPath, day);
  if (!planned) {
    cancelDraw(world, draw, ask.atMs + 30 * 60_000, '当天没有人在路上');
    return null;
  }
  p.visited.add(`${weekStart(day)} ${squadronPath}`);
  const startMs = planned.opensMs + random.between(40, 190) * 60_000;
  const weight = weightOf(p, squadronPath, day);
  return makeCheck(world, { wanted: [], ...extra, draw, planned, startMs, weight }, out);
}

/** One person of the first squadron does not agree with what was found, and says so. */
function disputer(p: Planning, day: string): CheckAsk['disputedBy'] {
  const { days, squads, demo } = p.world;
  const index = days.indexOf(day);
  if (p.disputed || index < days.length - 24 || index > days.length - 5) return undefined;
  return (check) => {
    if (check.squadronPath !== squads[0]!.path) return undefined;
    const found = check.faults.find(
      ({ personId }) => personId !== null && personId !== demo.officer._id,
    );
    if (!found?.personId) return undefined;
    p.disputed = true;
    return found.personId;
  };
}

function ordinaryWeek(p: Planning, days: string[]): void {
  const { world } = p;
  const { random, inspectors, squads } = world;
  for (let n = 0; n < DRAWS_A_WEEK; n++) {
    const day = random.pick(days);
    const by = random.chance(0.5) ? world.demo.office : random.pick(inspectors);
    const covert = random.chance(0.2);
    const ask = { by, atMs: at(day, random.between(465, 500)), covert };
    visit(p, ask, day, { disputedBy: disputer(p, day) });
  }
  for (const squad of squads) {
    if (p.visited.has(`${weekStart(days[0]!)} ${squad.path}`)) continue;
    const day = random.pick(days);
    if (inTraining(world, squad, day) || !shiftOn(p, squad.path, day)) continue;
    const named = { squadronPath: squad.path, reason: '本周没抽到，专项查记录仪' };
    const ask = {
      by: world.demo.office,
      atMs: at(day, random.between(465, 500)),
      covert: false,
      named,
    };
    visit(p, ask, day, { disputedBy: disputer(p, day) });
  }
}

/** The same thing found twice about one officer: a reason for a talk. */
function twice(p: Planning, before: string, person: PersonDocument, itemCode: string): void {
  const { world } = p;
  const squad = world.squads[0]!;
  const met = p.roster.filter(
    (one) =>
      one.squad === squad &&
      one.members.includes(person) &&
      one.template.code !== 'night' &&
      isWorkingDay(one.day) &&
      one.day < before,
  );
  for (const planned of met.slice(-4).filter((_, index) => index % 2 === 0)) {
    const named = { squadronPath: squad.path, reason: '复查记录仪使用' };
    const ask = { by: world.demo.office, atMs: at(planned.day, 480), covert: false, named };
    const wanted = [{ itemCode, personId: person._id }];
    visit(p, ask, planned.day, { planned, wanted });
  }
}

/** The demo officer's last shift was checked: one finding, not seen yet, and its questions wait. */
function last(p: Planning, lastDay: string): void {
  const { world } = p;
  const { demo, squads } = world;
  const planned = p.roster.find(
    (one) => one.day === lastDay && one.members.includes(demo.officer) && one.endsMs < world.nowMs,
  );
  if (!planned) return;
  const named = { squadronPath: squads[0]!.path, reason: '专项：记录仪从到达录到离开' };
  const ask = { by: demo.office, atMs: at(lastDay, 482), covert: false, named };
  const wanted = [{ itemCode: 'S1-2', personId: demo.officer._id }];
  visit(p, ask, lastDay, { planned, wanted, unseen: true });
}

/** What waits for the demo inspector: a check begun and not sealed, and a draw not gone to yet. */
function waiting(p: Planning): void {
  const { world } = p;
  const { demo, nowMs, today } = world;
  const mine = (inspectorIds: string[]) => inspectorIds.includes(demo.inspector._id);
  const day = workingDayBack(today, 1);
  const met = new Set(
    p.roster.filter((one) => one.day === day && one.endsMs < nowMs).map((one) => one.squad.path),
  );
  met.delete(demo.officer.unitPath);
  visit(
    p,
    {
      by: demo.inspector,
      atMs: at(day, 495),
      covert: false,
      until: (one) => met.has(one.squadronPath) && one.inspectorIds[0] === demo.inspector._id,
    },
    day,
    { unfinished: true },
  );
  const morning = at(today, 500);
  const atMs = morning < nowMs ? morning : at(day, 1010);
  const until: DrawAsk['until'] = (one) =>
    mine(one.inspectorIds) && one.squadronPath !== demo.officer.unitPath;
  p.out.draws.push(makeDraw(world, { by: demo.office, atMs, covert: false, until }));
}

export function makeSpotChecks(
  world: World,
  roster: readonly PlannedShift[],
  lastDay: string | null,
): SpotChecks {
  const out: SpotChecks = { draws: [], checks: [], findings: [], tallies: [], needs: [] };
  const p: Planning = {
    world,
    roster,
    out,
    visited: new Set(),
    weights: new Map(),
    disputed: false,
  };
  const before = lastDay ?? world.today;
  const weeks = new Map<string, string[]>();
  for (const day of world.days.filter((one) => isWorkingDay(one) && one < before)) {
    weeks.set(weekStart(day), [...(weeks.get(weekStart(day)) ?? []), day]);
  }
  for (const days of weeks.values()) ordinaryWeek(p, days);
  const { officers } = world.squads[0]!;
  twice(p, before, officers[5]!, 'S1-2');
  twice(p, before, officers[6]!, 'S2-1');
  if (lastDay) last(p, lastDay);
  waiting(p);
  return out;
}
