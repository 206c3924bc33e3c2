import { at, workingDayBack } from '../world';
import { keepExam, keepPaper, nextWeek, WHEN_RELEASED, type Ground } from './ground';
import { draftPaper, publishedPaper } from './papers';
import { COMING_PAPER, DRAFT_PAPER } from './plans';
import { publishedExam } from './publish';

const OPENS = 870;
const CLOSES = 960;

/** The next exam of the brigade, told yesterday for next week; some have seen it. */
export function comingExam(ground: Ground): void {
  const { today, random, out, nowMs, byId } = ground;
  const told = workingDayBack(today, 1);
  const day = nextWeek(today);
  const title = `${Number(day.slice(5, 7))} 月法律知识测试`;
  const paper = publishedPaper(
    ground,
    out.bank.rows,
    { ...COMING_PAPER, title: `${title}卷` },
    at(told, 540),
  );
  const made = publishedExam(
    ground,
    paper,
    {
      title,
      note: '在各中队学习室考，值班的中队另排时间',
      kind: 'scheduled',
      audience: {
        unitPaths: ['/wh/brigade'],
        kinds: ['officer', 'auxiliary'],
        posts: [],
        sample: null,
      },
      times: {
        opensAt: new Date(at(day, OPENS)).toISOString(),
        closesAt: new Date(at(day, CLOSES)).toISOString(),
        durationMin: 60,
        startWithinMin: 20,
        graceS: 60,
      },
      review: WHEN_RELEASED,
      passBp: 6_000,
    },
    { atMs: at(told, 570) },
  );
  for (const sitting of made.sittings) {
    const seenMs = at(told, 580 + random.below(600));
    const demo = byId.get(sitting.personId)!.staffNumber.startsWith('D');
    if (!demo && seenMs < nowMs && random.chance(0.7)) sitting.reachedAt = new Date(seenMs);
  }
  keepPaper(ground, paper);
  keepExam(ground, made);
}

/** A paper that the office has begun and cannot finish yet. */
export function draftOfPaper(ground: Ground): void {
  const atMs = at(workingDayBack(ground.today, 2), 640);
  ground.out.papers.push(draftPaper(ground, DRAFT_PAPER, atMs));
}
