import {
  contracts,
  drawFrom,
  sortedOnce,
  type DeferReason,
  type ExamDraft,
} from '@qiangji/shared-types';
import {
  hmacSha256,
  lastArrivalMs,
  newSitting,
  publishedWords,
  type ExamDocument,
  type ExamDrawDocument,
  type ExamWords,
  type SittingDocument,
} from '../../../features/exam';
import { keepsBank } from '../../../features/quiz';
import { isWithin } from '../../../platform/actor';
import { BUREAU } from '../../org';
import type { World } from '../world';
import { opOf } from '../written';
import { hex, type MadePaper } from './papers';

const MINUTE_MS = 60_000;
/** As long as the service waits after the grace before it takes an exam for settled. */
const SETTLE_MS = 75_000;

/** One exam of the history with all that belongs to it. */
export interface MadeExam {
  exam: ExamDocument;
  paper: MadePaper;
  draw: ExamDrawDocument;
  sittings: SittingDocument[];
}

type Planned = Pick<ExamDraft, 'title' | 'kind' | 'audience' | 'times' | 'review' | 'passBp'> &
  Partial<ExamDraft>;

/** A step that a keeper took, as the record keeps it. */
export function stepBy(
  { random, demo }: World,
  type: string,
  atMs: number,
  route: { id: string },
  asked: { params?: Record<string, string>; body?: object },
) {
  const op = opOf(route, demo.office._id, random.id(atMs), atMs, asked);
  return { ...op, type, at: new Date(atMs) };
}

/** Puts a notice of an exam into somebody's inbox. */
export function tell(
  { notices }: World,
  exam: ExamDocument,
  to: { personId: string; unitPath: string },
  { words, atMs, kind = 'exam' }: { words: ExamWords; atMs: number; kind?: string },
): void {
  const { personId, unitPath } = to;
  const link = { feature: 'exam', id: exam._id };
  notices.push({ personId, unitPath, kind, link, ...words, atMs });
}

function drawOf(world: World, examId: string, draft: ExamDraft): ExamDrawDocument {
  const { unitPaths, kinds, posts, sample } = draft.audience;
  const fitting = world.people.filter(
    ({ unitPath, kind, post, grants }) =>
      !keepsBank({ grants }) &&
      unitPaths.some((path) => isWithin(unitPath, path)) &&
      (kinds.length === 0 || kinds.includes(kind)) &&
      (posts.length === 0 || posts.includes(post)),
  );
  const candidates = sortedOnce(fitting.map((one) => one._id));
  const seed = hex(world.random);
  const drawn =
    sample === null ? candidates : drawFrom(hmacSha256, seed, 'audience', candidates, sample);
  return { _id: examId, unitPath: BUREAU, seed, candidates, drawn, schemaVersion: 1 };
}

/**
 * An exam that was planned, sent out at `atMs` and told to whom it is for. `busyAt` says whom a surprise
 * exam does not ask.
 */
export function publishedExam(
  world: World,
  paper: MadePaper,
  planned: Planned,
  {
    atMs,
    busyOf = () => null,
  }: { atMs: number; busyOf?: (personId: string) => DeferReason | null },
): MadeExam {
  const { random, demo, byId } = world;
  const draft: ExamDraft = {
    note: null,
    paperId: paper.paper._id,
    attempts: { allowed: 1, counts: 'best' },
    leaveScreen: 'warn',
    watermark: true,
    ...planned,
  };
  const { times } = draft;
  const madeMs = atMs - 20 * MINUTE_MS;
  const _id = random.id(madeMs);
  const surprise = draft.kind === 'surprise';
  const open = ((times.startWithinMin ?? 0) + times.durationMin) * MINUTE_MS;
  const opensAt = surprise ? new Date(atMs) : new Date(times.opensAt);
  const closesAt = surprise ? new Date(atMs + open) : new Date(times.closesAt);
  const at = new Date(atMs);
  const draw = drawOf(world, _id, draft);
  const { publishExam, createExam } = contracts.exam;
  const published = stepBy(world, 'published', atMs, publishExam, {
    params: { examId: _id },
    body: { version: 0 },
  });
  const exam: ExamDocument = {
    _id,
    ...opOf(createExam, demo.office._id, random.id(madeMs), madeMs, { body: { draft } }),
    unitPath: BUREAU,
    draft,
    state: 'published',
    opensAt,
    closesAt,
    lastCloseAt: closesAt,
    secret: hex(random),
    draw: {
      seed: draw.seed,
      drawnAt: at,
      candidates: draw.candidates.length,
      drawn: draw.drawn.length,
    },
    publishedAt: at,
    releasedAt: null,
    cancelledReason: null,
    settledAt: null,
    changedAt: at,
    version: 1,
    events: [published],
    schemaVersion: 1,
  };
  const words = publishedWords(exam);
  const sittings = draw.drawn.map((personId) => {
    const { unitPath } = byId.get(personId)!;
    const deferred = surprise ? busyOf(personId) : null;
    if (deferred === null) tell(world, exam, { personId, unitPath }, { words, atMs });
    return newSitting({
      _id: random.id(atMs),
      examId: _id,
      personId,
      unitPath,
      toldAt: at,
      deferred,
    });
  });
  return { exam, paper, draw, sittings };
}

/** A keeper says that somebody does not sit this time; whoever was missed is no longer. */
export function deferSitting(
  world: World,
  { exam }: MadeExam,
  sitting: SittingDocument,
  { deferred, note = null, atMs }: { deferred: DeferReason; note?: string | null; atMs: number },
): void {
  const times = sitting.times ?? { opensAt: null, closesAt: null, extraMin: 0 };
  const said = {
    opensAt: times.opensAt?.toISOString() ?? null,
    closesAt: times.closesAt?.toISOString() ?? null,
    extraMin: times.extraMin,
  };
  const { personId, version } = sitting;
  const body = { version, times: said, deferred, note };
  const params = { examId: exam._id, personId };
  const step = stepBy(world, 'changed', atMs, contracts.exam.changeSitting, { params, body });
  sitting.events.push({ ...step, times: said, deferred, note });
  const changed = { times, deferred, note, missed: null, changedAt: step.at };
  Object.assign(sitting, { ...changed, version: version + 1 });
}

/** After the last window: who never started was absent or, of a surprise exam, was not reached. */
export function settleExam(
  { exam, sittings }: MadeExam,
  sat: ReadonlySet<string>,
  awayThroughout: (personId: string) => boolean,
): void {
  const atMs = lastArrivalMs(exam) + SETTLE_MS;
  exam.settledAt = new Date(atMs);
  for (const one of sittings) {
    if (sat.has(one.personId) || one.deferred !== null) continue;
    if (awayThroughout(one.personId)) {
      Object.assign(one, { deferred: 'leave', changedAt: exam.settledAt });
      continue;
    }
    const unreached = exam.draft.kind === 'surprise' && one.reachedAt === null;
    one.missed = unreached ? 'unreached' : 'absent';
  }
}

/** Opens keys and scores that waited for it. */
export function releaseExam(world: World, { exam }: MadeExam, atMs: number): void {
  const body = { version: exam.version };
  const params = { examId: exam._id };
  exam.events.push(stepBy(world, 'released', atMs, contracts.exam.releaseExam, { params, body }));
  exam.releasedAt = new Date(atMs);
  exam.changedAt = exam.releasedAt;
  exam.version++;
}
