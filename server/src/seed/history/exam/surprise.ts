import { contracts } from '@qiangji/shared-types';
import { makeUpWords } from '../../../features/exam';
import { at, workingDayBack } from '../world';
import { sit } from './attempts';
import { keepExam, keepPaper, OPEN_AFTER, type Ground } from './ground';
import { publishedPaper } from './papers';
import { SURPRISE_PAPER } from './plans';
import { deferSitting, publishedExam, settleExam, stepBy, tell, type MadeExam } from './publish';

/** Working days ago: told and sat at once, then drawn again. */
const TOLD = 15;
const MADE_UP = 10;
/** How many are asked; of those who can be, one in so many has no signal or does not look. */
const SAMPLE = 44;
const ONE_UNREACHED_IN = 6;

interface Drawn {
  made: MadeExam;
  sat: Set<string>;
}

/** A moment (ms) of a span at which somebody is on no shift; null where none was found. */
function freeMoment({ random, onShift }: Ground, personId: string, fromMs: number, spanMs: number) {
  for (let tried = 0; tried < 12; tried++) {
    const startMs = fromMs + 30_000 + random.below(spanMs);
    if (!onShift(personId, startMs)) return startMs;
  }
  return null;
}

/** Those who are asked start within minutes; some do not see it in time. */
function sitNow(ground: Ground, { made, sat }: Drawn, opensMs: number, spreadMs: number): void {
  const { random, out } = ground;
  // The second time nobody is asked but those who were drawn again.
  const isAgain = made.sittings.some((one) => one.times !== null);
  const asked = made.sittings.filter(
    (one) => one.deferred === null && !sat.has(one.personId) && (one.times !== null) === isAgain,
  );
  for (const [index, sitting] of asked.entries()) {
    if (index % ONE_UNREACHED_IN === ONE_UNREACHED_IN - 1) continue;
    const startMs = freeMoment(ground, sitting.personId, opensMs, spreadMs);
    if (startMs === null) continue;
    sitting.reachedAt = new Date(startMs - 20_000);
    if (random.chance(0.02)) continue;
    const one = sit(ground, made, sitting, startMs);
    sat.add(sitting.personId);
    out.attempts.push(one.attempt);
    out.events.push(...one.events);
  }
}

/** The second draw: another window, for all but those on leave through the whole of it. */
function drawAgain(ground: Ground, { made, sat }: Drawn, day: string): number {
  const { isAway } = ground;
  const { exam, sittings } = made;
  const atMs = at(day, 500);
  const [opensAt, closesAt] = [new Date(at(day, 840)), new Date(at(day, 1050))];
  const said = { opensAt: opensAt.toISOString(), closesAt: closesAt.toISOString() };
  const asked = { params: { examId: exam._id }, body: { ...said, personIds: null } };
  const step = stepBy(ground, 'make_up', atMs, contracts.exam.makeUp, asked);
  for (const sitting of sittings) {
    const { personId, deferred, missed, reachedAt } = sitting;
    const notReached = deferred === null && missed === null && reachedAt === null;
    if (sat.has(personId) || (deferred === null && !notReached) || isAway(personId, day)) continue;
    const times = { opensAt, closesAt, extraMin: 0 };
    sitting.events.push({ ...step, times: { ...said, extraMin: 0 }, deferred: null, note: null });
    Object.assign(sitting, {
      times,
      deferred: null,
      reachedAt: null,
      toldAt: step.at,
      changedAt: step.at,
      version: sitting.version + 1,
    });
    tell(ground, exam, sitting, {
      words: makeUpWords(exam, step.opId, { opensAt, closesAt }),
      atMs,
    });
  }
  exam.lastCloseAt = closesAt;
  exam.changedAt = step.at;
  return opensAt.getTime();
}

/** 飞行考试: told at the moment, to a sample; who was out or not reached is drawn again. */
export function surprise(ground: Ground): void {
  const { today, out, onShift, isAway } = ground;
  const day = workingDayBack(today, TOLD);
  const paperMs = at(workingDayBack(today, TOLD + 3), 900);
  const paper = publishedPaper(ground, out.bank.rows, SURPRISE_PAPER, paperMs);
  const atMs = at(day, 605);
  const made = publishedExam(
    ground,
    paper,
    {
      title: '上街之前那些事',
      kind: 'surprise',
      audience: { unitPaths: ['/wh/brigade'], kinds: [], posts: [], sample: SAMPLE },
      times: {
        opensAt: new Date(atMs).toISOString(),
        closesAt: new Date(atMs + 30 * 60_000).toISOString(),
        durationMin: 15,
        startWithinMin: 10,
        graceS: 60,
      },
      review: OPEN_AFTER,
      passBp: 6_000,
    },
    {
      atMs,
      busyOf: (personId) =>
        isAway(personId, day) ? 'leave' : onShift(personId, atMs) ? 'on_shift' : null,
    },
  );
  const drawn: Drawn = { made, sat: new Set() };
  sitNow(ground, drawn, atMs, 8 * 60_000);
  const again = workingDayBack(today, MADE_UP);
  const opensMs = drawAgain(ground, drawn, again);
  sitNow(ground, drawn, opensMs, 180 * 60_000);
  settleExam(made, drawn.sat, (personId) => isAway(personId, again));
  const lent = made.sittings.find((one) => one.missed === 'unreached');
  if (lent) {
    const atMs = at(workingDayBack(today, MADE_UP - 1), 600);
    const note = '中队来电：借到邻区支援，回来再排';
    deferSitting(ground, made, lent, { deferred: 'other', note, atMs });
  }
  keepPaper(ground, paper);
  keepExam(ground, made);
}
