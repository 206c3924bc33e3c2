import { addDays, contracts, LEAVE_NAMES, type Away, type LeaveKind } from '@qiangji/shared-types';
import type { LeaveDocument } from '../../features/leave';
import type { PersonDocument } from '../../features/org';
import { at, type Squad, type World } from './world';
import { opOf, writtenAt } from './written';

/** Somebody who is away today comes back so many days from now. */
const DAYS_LEFT = 2;
/** Recorded on the afternoon of the day before. */
const RECORDED_AT = 990;

/** Days without a break on which a person was away, as `[first, last]`. */
function runsOf({ days, today, isAway }: World, personId: string): [string, string][] {
  const runs: [string, string][] = [];
  for (const day of days.filter((one) => isAway(personId, one))) {
    const last = runs[runs.length - 1];
    if (last && addDays(last[1], 1) === day) last[1] = day;
    else runs.push([day, day]);
  }
  return runs.map(([from, to]) => [from, to === today ? addDays(today, DAYS_LEFT) : to]);
}

function kindOf({ random }: World, from: string, to: string): LeaveKind {
  if (addDays(from, 6) <= to) return 'training';
  return random.chance(0.6) ? 'annual' : random.chance(0.5) ? 'personal' : 'sick';
}

function recorded(
  world: World,
  { leader, path }: Squad,
  person: PersonDocument,
  { kind, from, to }: Away,
): LeaveDocument {
  const { random, nowMs, notices } = world;
  const atMs = at(addDays(from, -1), RECORDED_AT);
  const body = { personId: person._id, kind, from, to };
  const op = opOf(contracts.leave.record, leader._id, random.id(atMs), atMs, { body });
  const id = random.id(atMs);
  const link = { feature: 'leave', id };
  const text = `${LEAVE_NAMES[kind]}，${from} 到 ${to}`;
  const key = `leave:${id}:${op.opId}`;
  const about = { personId: person._id, unitPath: path, kind: 'answer' };
  notices.push({ ...about, title: '给你记了假', text, link, key, atMs });
  return {
    _id: id,
    ...op,
    version: 1,
    events: [],
    personId: person._id,
    unitPath: path,
    kind,
    from,
    to,
    withdrawn: false,
    first: { kind, from, to },
    ...writtenAt(random, atMs, nowMs),
    schemaVersion: 1,
  };
}

/** The days off that everything else in the history goes by, as their leaders recorded them. */
export function makeLeaves(world: World): LeaveDocument[] {
  return world.squads.flatMap((squad) =>
    squad.members
      // A newcomer was not away: they were not there yet.
      .filter((person) => person !== world.newcomer && person !== squad.leader)
      .flatMap((person) =>
        runsOf(world, person._id).map(([from, to]) =>
          recorded(world, squad, person, { kind: kindOf(world, from, to), from, to }),
        ),
      ),
  );
}
