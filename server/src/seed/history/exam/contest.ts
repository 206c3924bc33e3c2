import { at, workingDayBack } from '../world';
import { sit } from './attempts';
import { keepExam, keepPaper, OPEN_AFTER, type Ground } from './ground';
import { publishedPaper } from './papers';
import { CONTEST_PAPER } from './plans';
import { deferSitting, publishedExam, settleExam } from './publish';

/** Working days ago. */
const PAPER = 30;
const HELD = 26;
const OPENS = 900;
const CLOSES = 945;

/** 执法程序知识竞赛: all officers at one moment, with a ranking of this contest alone. */
export function contest(ground: Ground): void {
  const { today, random, out, onShift, isAway } = ground;
  const paper = publishedPaper(
    ground,
    out.bank.rows,
    CONTEST_PAPER,
    at(workingDayBack(today, PAPER), 600),
  );
  const day = workingDayBack(today, HELD);
  const [opensMs, closesMs] = [at(day, OPENS), at(day, CLOSES)];
  const made = publishedExam(
    ground,
    paper,
    {
      title: '执法程序知识竞赛',
      note: '各中队执法员同时开考，名次只看这一次',
      kind: 'contest',
      audience: { unitPaths: ['/wh/brigade'], kinds: ['officer'], posts: ['执法员'], sample: null },
      times: {
        opensAt: new Date(opensMs).toISOString(),
        closesAt: new Date(closesMs).toISOString(),
        durationMin: 30,
        startWithinMin: 10,
        graceS: 30,
      },
      review: OPEN_AFTER,
      passBp: null,
    },
    { atMs: at(workingDayBack(today, HELD + 2), 570) },
  );
  const sat = new Set<string>();
  for (const sitting of made.sittings) {
    const { personId } = sitting;
    if (isAway(personId, day)) continue;
    sitting.reachedAt = new Date(at(workingDayBack(today, HELD + 1), 720 + random.below(400)));
    const startMs = opensMs + random.below(300_000);
    if (onShift(personId, startMs)) {
      const atMs = at(workingDayBack(today, HELD + 1), 960);
      deferSitting(ground, made, sitting, { deferred: 'on_shift', atMs });
      continue;
    }
    if (random.chance(0.05)) continue;
    const one = sit(ground, made, sitting, startMs);
    sat.add(personId);
    out.attempts.push(one.attempt);
    out.events.push(...one.events);
  }
  settleExam(made, sat, (personId) => isAway(personId, day));
  keepPaper(ground, paper);
  keepExam(ground, made);
}
