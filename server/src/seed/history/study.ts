import { contracts, DAY_MS } from '@qiangji/shared-types';
import type { PersonDocument } from '../../features/org';
import type { TopicNeedDocument } from '../../features/standard';
import {
  foldProgress,
  type PieceDocument,
  type ProgressReportDocument,
  type ProgressStateDocument,
} from '../../features/study';
import { isWorkingDay } from '../../platform/workdays';
import { pieceOf } from './quiz';
import { at, workingDayBack, type World } from './world';
import { opOf, writtenAt } from './written';

export interface Study {
  reports: ProgressReportDocument[];
  states: ProgressStateDocument[];
}

interface Reading {
  person: PersonDocument;
  piece: PieceDocument;
  atMs: number;
  /** How far it goes; the end where left out. */
  untilBp?: number;
}

function report(
  world: World,
  { person, piece }: Reading,
  atMs: number,
  positionBp: number,
  answered: { questionId: string; right: boolean }[],
): ProgressReportDocument {
  const { random, nowMs } = world;
  const answers = answered.map(({ questionId, right }) => {
    const question = piece.questions.find((one) => one.id === questionId)!;
    const other = question.options.find((one) => !question.answer.includes(one.id));
    const chosen = right || !other ? question.answer : [other.id];
    return { questionId, chosen, right: chosen === question.answer };
  });
  const opId = random.id(atMs);
  const asked = {
    params: { slug: piece._id },
    body: {
      pieceVersion: piece.version,
      positionBp,
      answers: answers.map(({ questionId, chosen }) => ({ questionId, chosen })),
    },
  };
  return {
    _id: random.id(atMs),
    ...opOf(contracts.study.appendProgress, person._id, opId, atMs, asked),
    unitPath: person.unitPath,
    slug: piece._id,
    pieceVersion: piece.version,
    positionBp,
    answers,
    ...writtenAt(random, atMs, nowMs),
    schemaVersion: 1,
  };
}

/** One piece read in one or two goes, its questions answered at the end, wrong ones once more. */
function read(world: World, reading: Reading): ProgressReportDocument[] {
  const { random, traits, nowMs } = world;
  const { person, piece, untilBp } = reading;
  const skill = traits.get(person._id)!.skill + 0.15;
  const out: ProgressReportDocument[] = [];
  let { atMs } = reading;
  const half = untilBp ?? random.between(2500, 7500);
  if (untilBp !== undefined || random.chance(0.3)) out.push(report(world, reading, atMs, half, []));
  if (untilBp !== undefined) return out;
  atMs += random.between(3, 12) * 60_000;
  const first = piece.questions.map(({ id }) => ({ questionId: id, right: random.chance(skill) }));
  out.push(report(world, reading, atMs, random.between(9_850, 10_000), first));
  const wrong = first.filter((one) => !one.right);
  if (wrong.length > 0 && random.chance(0.8)) {
    atMs += random.between(1, 6) * 60_000;
    const again = wrong.map(({ questionId }) => ({ questionId, right: true }));
    out.push(report(world, reading, atMs, 10_000, again));
  }
  return out.filter((one) => one.occurredAt.getTime() < nowMs);
}

function stateOf(person: PersonDocument, piece: PieceDocument, reports: ProgressReportDocument[]) {
  const ids = piece.questions.map((one) => one.id);
  const state: ProgressStateDocument = {
    _id: `${person._id}:${piece._id}`,
    personId: person._id,
    unitPath: person.unitPath,
    slug: piece._id,
    pieceVersion: piece.version,
    ...foldProgress(reports, ids),
    schemaVersion: 1,
  };
  return state;
}

/** What a person reads of their own accord, spread over the weeks, and some of it only begun. */
function plannedFor(world: World, person: PersonDocument, keptOut: Set<string>): Reading[] {
  const { random, traits, content, days, isAway, nowMs } = world;
  const { diligence } = traits.get(person._id)!;
  const n = Math.round(diligence * 13 + random.next() * 3);
  const own = days.filter((day) => isWorkingDay(day) && !isAway(person._id, day));
  const pieces = random.sample(
    content.pieces.filter((one) => !keptOut.has(one._id)),
    n,
  );
  return pieces
    .map((piece): Reading => {
      const atMs = at(random.pick(own), random.between(720, 1290)) + random.below(60_000);
      // The demo officer has begun one piece only, see `makeStudy`.
      const begun =
        random.chance(0.14) && person !== world.demo.officer
          ? { untilBp: random.between(1500, 8200) }
          : {};
      return { person, piece, atMs, ...begun };
    })
    .filter((one) => one.atMs < nowMs);
}

/** What findings put before a person is read by most within a few days: the loop. */
function afterFindings(
  world: World,
  needs: readonly TopicNeedDocument[],
  waits: TopicNeedDocument[],
) {
  const { random, content, byId, nowMs } = world;
  return needs.flatMap((need): Reading[] => {
    const named = pieceOf(content.pieces, need.topic);
    const piece = content.pieces.find((one) => one._id === named?.slug);
    const person = byId.get(need.personId);
    const atMs = need.createdAt.getTime() + Math.floor((0.2 + random.next() * 3) * DAY_MS);
    if (!piece || !person || waits.includes(need) || !random.chance(0.7) || atMs > nowMs) return [];
    return [{ person, piece, atMs }];
  });
}

export function makeStudy(world: World, needs: readonly TopicNeedDocument[]): Study {
  const { demo, content, people, today } = world;
  const mine = needs.filter((one) => one.personId === demo.officer._id && !one.practice);
  const half = content.pieces.find((one) => one._id === 'tell-before-deciding')!;
  // What waits for the demo officer has not been read before.
  const waiting = mine.map((one) => pieceOf(content.pieces, one.topic)?.slug ?? '');
  const keptOut = new Set([half._id, ...waiting]);
  const readings = [
    ...people.flatMap((person) =>
      plannedFor(world, person, person === demo.officer ? keptOut : new Set()),
    ),
    ...afterFindings(world, needs, mine),
    { person: demo.officer, piece: half, atMs: at(workingDayBack(today, 1), 1190), untilBp: 4_600 },
  ];
  const byPair = new Map<string, Reading[]>();
  for (const one of readings) {
    const own = one.person === demo.officer;
    if (own && waiting.includes(one.piece._id)) continue;
    if (own && one.piece === half && one.untilBp === undefined) continue;
    const key = `${one.person._id}:${one.piece._id}`;
    byPair.set(key, [...(byPair.get(key) ?? []), one]);
  }
  const out: Study = { reports: [], states: [] };
  for (const all of byPair.values()) {
    const [{ person, piece }] = all as [Reading];
    const reports = all.flatMap((one) => read(world, one));
    if (reports.length === 0) continue;
    out.reports.push(...reports);
    out.states.push(stateOf(person, piece, reports));
  }
  return out;
}
