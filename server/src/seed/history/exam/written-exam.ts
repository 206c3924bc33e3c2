import type { AttemptDocument } from '../../../features/exam';
import { squadronPath } from '../../org';
import { at, workingDayBack } from '../world';
import { sit } from './attempts';
import { keepExam, keepPaper, WHEN_RELEASED, type Ground } from './ground';
import { mark, queued } from './marking';
import { WRITTEN } from './own-questions';
import { publishedPaper } from './papers';
import { WRITTEN_PAPER } from './plans';
import { deferSitting, publishedExam, settleExam } from './publish';

/** Working days ago. */
const TOLD = 4;
const HELD = 1;
const OPENS = 930;
const CLOSES = 1020;

/** 案例分析: written, so that people mark it; most of it still waits for them. */
export function writtenExam(ground: Ground): void {
  const { today, random, out, demo, people, onShift, isAway } = ground;
  const toldDay = workingDayBack(today, TOLD);
  const paper = publishedPaper(ground, out.bank.rows, WRITTEN_PAPER, at(toldDay, 560));
  const day = workingDayBack(today, HELD);
  const opensMs = at(day, OPENS);
  const made = publishedExam(
    ground,
    paper,
    {
      title: '案例分析考核',
      note: '写怎么做、为什么，不用背条文号',
      kind: 'scheduled',
      audience: {
        unitPaths: [squadronPath('hutang'), squadronPath('huayuan')],
        kinds: ['officer'],
        posts: [],
        sample: null,
      },
      times: {
        opensAt: new Date(opensMs).toISOString(),
        closesAt: new Date(at(day, CLOSES)).toISOString(),
        durationMin: 60,
        startWithinMin: 30,
        graceS: 60,
      },
      review: WHEN_RELEASED,
      passBp: 6_000,
    },
    { atMs: at(toldDay, 600) },
  );
  const attempts: AttemptDocument[] = [];
  for (const sitting of made.sittings) {
    const { personId } = sitting;
    if (isAway(personId, day)) continue;
    sitting.reachedAt = new Date(at(toldDay, 620 + random.below(500)));
    const startMs = opensMs + random.below(900_000);
    if (onShift(personId, startMs)) {
      const atMs = at(workingDayBack(today, HELD + 1), 1000);
      deferSitting(ground, made, sitting, { deferred: 'on_shift', atMs });
      continue;
    }
    const one = sit(ground, made, sitting, startMs);
    attempts.push(one.attempt);
    out.events.push(...one.events);
  }
  out.attempts.push(...attempts);
  settleExam(made, new Set(attempts.map((one) => one.personId)), (id) => isAway(id, day));
  const markings = queued(ground, made, attempts);
  const by = people.find(
    (one) => one !== demo.office && one.grants.some((own) => own.role === 'campaign_office'),
  )!;
  const byId = new Map(attempts.map((one) => [one._id, one]));
  // One question was gone through that evening, as markers do.
  const [first] = WRITTEN;
  markings
    .filter((one) => one.code === first?.code)
    .forEach((one, i) => {
      const attempt = byId.get(one.attemptId)!;
      mark(ground, made, one, { attempt, by, atMs: at(day, 1050 + i * 3) });
    });
  out.markings.push(...markings);
  keepPaper(ground, paper);
  keepExam(ground, made);
}
