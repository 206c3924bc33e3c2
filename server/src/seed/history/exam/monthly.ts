import type { AttemptDocument, SittingDocument } from '../../../features/exam';
import { addDays } from '@qiangji/shared-types';
import { at, workingDayBack } from '../world';
import { sit } from './attempts';
import { corrected } from './bank';
import { keepExam, keepPaper, WHEN_RELEASED, type Ground } from './ground';
import { appeal, judgeFlag, mark, queued, uphold } from './marking';
import { AMBIGUOUS, MISPRINTED } from './own-questions';
import { publishedPaper } from './papers';
import { MONTHLY_PAPER } from './plans';
import { publishedExam, releaseExam, settleExam, type MadeExam } from './publish';

/** Working days ago: told, open for three days, marked, released, appealed. */
const PAPER = 12;
const TOLD = 11;
const FIRST = 8;
const LAST = 6;
const MARKED = 5;
const RELEASED = 4;
const APPEALED = 3;
const ANSWERED = 2;
const OPENS = 480;
const CLOSES = 1080;

/** When somebody sits within the three days: not on a shift, not on leave; null where never. */
function startOf(ground: Ground, personId: string): number | null {
  const { today, random, onShift, isAway } = ground;
  if (random.chance(0.03) && !ground.byId.get(personId)!.staffNumber.startsWith('D')) return null;
  for (let tried = 0; tried < 30; tried++) {
    const day = workingDayBack(today, random.between(LAST, FIRST));
    const startMs = at(day, random.between(OPENS + 20, CLOSES - 70)) + random.below(60_000);
    const busy = onShift(personId, startMs) || onShift(personId, startMs + 2_400_000);
    if (!busy && !isAway(personId, day)) return startMs;
  }
  return null;
}

function sitAll(ground: Ground, made: MadeExam): AttemptDocument[] {
  const { out, random, today, isAway } = ground;
  const attempts: AttemptDocument[] = [];
  const see = (sitting: SittingDocument) => {
    const day = workingDayBack(today, random.between(FIRST, TOLD - 1));
    if (!isAway(sitting.personId, day))
      sitting.reachedAt = new Date(at(day, random.between(700, 1200)));
  };
  for (const sitting of made.sittings) {
    see(sitting);
    const startMs = startOf(ground, sitting.personId);
    if (startMs === null) continue;
    sitting.reachedAt ??= new Date(startMs - 60_000);
    const one = sit(ground, made, sitting, startMs);
    attempts.push(one.attempt);
    out.events.push(...one.events);
  }
  out.attempts.push(...attempts);
  const first = workingDayBack(today, FIRST);
  const last = workingDayBack(today, LAST);
  const away = (personId: string) => {
    for (let day = first; day <= last; day = addDays(day, 1)) {
      if (!isAway(personId, day)) return false;
    }
    return true;
  };
  settleExam(made, new Set(attempts.map((one) => one.personId)), away);
  return attempts;
}

/** Two of the office share the written question; none is left open. */
function markAll(ground: Ground, made: MadeExam, attempts: readonly AttemptDocument[]): void {
  const { out, demo, people, today } = ground;
  const second = people.find(
    (one) => one !== demo.office && one.grants.some((own) => own.role === 'campaign_office'),
  )!;
  const byId = new Map(attempts.map((one) => [one._id, one]));
  const markings = queued(ground, made, attempts);
  const day = workingDayBack(today, MARKED);
  markings.forEach((one, i) => {
    const by = i % 2 === 0 ? demo.office : second;
    const atMs = at(day, 540 + Math.floor(i / 2) * 2) + (i % 2) * 40_000;
    mark(ground, made, one, { attempt: byId.get(one.attemptId)!, by, atMs });
  });
  out.markings.push(...markings);
}

/** The first of the first squadrons who lost the points of a question. */
function loser(attempts: readonly AttemptDocument[], code: string, not?: AttemptDocument) {
  const found = attempts.find(
    (one) => one !== not && one.grades.some((grade) => grade.code === code && grade.scoreBp === 0),
  );
  if (!found) throw new Error(`everybody of the demo knows ${code}`);
  return found;
}

function chose(one: AttemptDocument, code: string, id: string): boolean {
  const answer = one.answers.find((given) => given.code === code)?.answer;
  return answer !== undefined && 'chosen' in answer && answer.chosen.includes(id);
}

/** One appeal finds a misprint, another one waits for its answer. */
function appeals(ground: Ground, made: MadeExam, attempts: readonly AttemptDocument[]): void {
  const { out, today } = ground;
  const sentMs = at(workingDayBack(today, APPEALED), 560);
  const first = loser(
    attempts.filter((one) => chose(one, MISPRINTED.code, 'c')),
    MISPRINTED.code,
  );
  const upheld = appeal(ground, made, {
    attempt: first,
    code: MISPRINTED.code,
    text: '处罚法第五十六条写的是七日内处理，我选的七日，判成了错。',
    atMs: sentMs,
  });
  const answeredMs = at(workingDayBack(today, ANSWERED), 900);
  const reason = '核对过法条，先行登记保存的处理期限是七日，答案印错了，已改';
  const change = { kind: 'key' as const, key: MISPRINTED.key };
  const made2 = uphold(ground, made, upheld, { change, reason, atMs: answeredMs }, attempts);
  out.markings.push(...made2.markings);
  out.corrections.push(...made2.corrections);
  out.bank.own = out.bank.own.map((one) =>
    one.code === MISPRINTED.code
      ? corrected(ground, one, { key: MISPRINTED.key, atMs: answeredMs + 1_800_000 })
      : one,
  );
  const second = loser(
    attempts.filter((one) => chose(one, AMBIGUOUS.code, 'b')),
    AMBIGUOUS.code,
    first,
  );
  const open = appeal(ground, made, {
    attempt: second,
    code: AMBIGUOUS.code,
    text: '强制措施的现场笔录，当事人不到场要请见证人签名。题里没说是检查还是强制，两个都说得通。',
    atMs: sentMs + 5_400_000,
  });
  out.appeals.push(upheld, open);
}

/** 月考: the whole brigade, three days' time, one paper; marked, released, and looked at again. */
export function monthly(ground: Ground): void {
  const { today, out } = ground;
  const paper = publishedPaper(
    ground,
    out.bank.rows,
    MONTHLY_PAPER,
    at(workingDayBack(today, PAPER), 930),
  );
  const first = workingDayBack(today, FIRST);
  const made = publishedExam(
    ground,
    paper,
    {
      title: `${Number(first.slice(5, 7))} 月岗位练兵月考`,
      note: '三天里哪天有空哪天考，上着班不用考',
      kind: 'open_window',
      audience: { unitPaths: ['/wh/brigade'], kinds: [], posts: [], sample: null },
      times: {
        opensAt: new Date(at(first, OPENS)).toISOString(),
        closesAt: new Date(at(workingDayBack(today, LAST), CLOSES)).toISOString(),
        durationMin: 45,
        startWithinMin: null,
        graceS: 60,
      },
      review: WHEN_RELEASED,
      passBp: 6_000,
    },
    { atMs: at(workingDayBack(today, TOLD), 570) },
  );
  const attempts = sitAll(ground, made);
  markAll(ground, made, attempts);
  releaseExam(ground, made, at(workingDayBack(today, RELEASED), 990));
  appeals(ground, made, attempts);
  const left = [...attempts].sort((a, b) => b.leaves - a.leaves)[0];
  if (left && left.leaves > 0) {
    out.flagNotes.push(judgeFlag(ground, made, left, at(workingDayBack(today, MARKED), 1020)));
  }
  keepPaper(ground, paper);
  keepExam(ground, made);
}
