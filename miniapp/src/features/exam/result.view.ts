import type {
  AnswersWait,
  MyResult,
  MyResultItem,
  MySitting,
  ReviewPart,
  ScoreChange,
  UpheldBy,
} from '@qiangji/shared-types';
import { momentWords, percentWords, pointsWords, standingWords } from './exam.view';

export type ItemMark = 'right' | 'part' | 'wrong' | 'waiting' | 'hidden';

/** How one answer of mine stands; `hidden` while that is not shown, whatever the whole came to. */
export function markOf(item: MyResultItem, { itemScores }: MyResult['shown']): ItemMark {
  if (item.withheld) return 'hidden';
  if (item.everyone) return 'right';
  if (item.scoreBp === null) return itemScores ? 'waiting' : 'hidden';
  if (item.scoreBp >= 10_000) return 'right';
  return item.scoreBp > 0 ? 'part' : 'wrong';
}

export const MARK_WORDS: Record<ItemMark, string> = {
  right: '对',
  part: '对一部分',
  wrong: '没得分',
  waiting: '等人阅',
  hidden: '没公布',
};

/** 3.5 / 4 分, 等人阅 / 4 分. */
export function itemPoints(item: MyResultItem): string {
  if (item.scoreBp === null) return `${item.points} 分`;
  return `${pointsWords((item.scoreBp * item.points) / 100)} / ${item.points} 分`;
}

/** Whether one passed, or what it still waits for. */
export function passWords({ attempt, passBp }: MyResult): string {
  const score = attempt?.score;
  if (attempt?.scoreWithheld) return '别的考试还要考其中的题，考完再公布成绩';
  if (!score) return '成绩还没公布';
  const waiting = score.waiting > 0 ? `，还有 ${score.waiting} 题等人阅` : '';
  if (score.passed === null) return passBp === null ? `不设通过线${waiting}` : `还没定${waiting}`;
  const line = passBp === null ? '' : `，通过线 ${percentWords(passBp)}`;
  return `${score.passed ? '通过' : '没通过，可以再学再考'}${line}${waiting}`;
}

/** Whether one sees one's score and answers, and not yet which of them were right. */
export const holdsBack = ({ score, answers, itemScores }: MyResult['shown']) =>
  score && answers && !itemScores;

/** Why there is no result, as far as the exam says where its person stands. */
export function noResultWords(one: MySitting | undefined): string {
  if (one?.state === 'deferred') return standingWords(one);
  if (one?.state === 'submitted') return '卷子收到了，还没批出来，批好了就能看';
  return '没有交过卷，所以没有结果';
}

/** What is shown now and what comes later. */
export function stageWords({ shown }: MyResult): string {
  const parts = [
    [shown.score, '成绩'],
    [shown.answers, '答卷'],
    ...(holdsBack(shown) ? [[false, '每题得分'] as const] : []),
    [shown.keys, '标准答案'],
    [shown.explanations, '解析'],
  ] as const;
  const now = parts.filter(([open]) => open).map(([, word]) => word);
  const later = parts.filter(([open]) => !open).map(([, word]) => word);
  if (later.length === 0) return '都公布了';
  return now.length === 0 ? '都还没公布' : `现在能看${now.join('、')}，${later.join('、')}还没公布`;
}

const CHANGE_WORDS: Record<ScoreChange['kind'], string> = {
  marked: '人工阅卷',
  corrected: '改答案重判',
  late: '补收了答案',
};

/** What a score was and became, and why, in the points of its question: everything else about it is in points. */
export function changeWords(change: ScoreChange, points: number): string {
  const { at, kind, beforeBp, afterBp, reason } = change;
  const words = (bp: number | null) =>
    bp === null ? '等人阅' : `${pointsWords((bp * points) / 100)} 分`;
  const why = reason ? `。${reason}` : '';
  return `${momentWords(at)} ${CHANGE_WORDS[kind]}：${words(beforeBp)}，改为 ${words(afterBp)}${why}`;
}

/** Whether points were changed after they stood; that a person gave them first is no change. */
export const isRemarked = ({ changes }: Pick<MyResultItem, 'changes'>) =>
  changes.some(({ beforeBp }) => beforeBp !== null);

/** What became of a question whose appeal was upheld. */
export const UPHELD_WORDS: Record<UpheldBy, string> = {
  key: '换了答案，都重判',
  everyone: '人人得满分',
  explanation: '答案没错，改了解析，分不变',
  mark_again: '换人重阅',
};

/**
 * Why and until when own answers cannot be read again: `all` of them, or those that are left out; `keys`: the right
 * ones come with them.
 */
export function waitWords(
  { questions, until }: AnswersWait,
  { all, keys }: { all: boolean; keys: boolean },
): string {
  const what = all ? '这张卷的题' : `其中 ${questions} 题`;
  const when = until === null ? '等那场考完、公布以后' : `${momentWords(until)} 以后`;
  return `${what}别的考试还要考，为了公平先不给看；${when}能看自己的答卷${keys ? '和答案' : ''}`;
}

/** As the exam's own rule has it: of what waits for another exam the page says so elsewhere. */
export function ruledShown(
  { shown, attempt }: MyResult,
  review?: Record<ReviewPart, string>,
): MyResult['shown'] {
  const isOpen = (part: ReviewPart) => review?.[part] === 'after_close';
  return {
    ...shown,
    ...(attempt?.scoreWithheld && { score: true }),
    ...(attempt?.answersWait && {
      answers: true,
      keys: shown.keys || isOpen('keys'),
      explanations: shown.explanations || isOpen('explanations'),
    }),
  };
}

export const APPEAL_WORDS = { open: '等答复', upheld: '采纳了', rejected: '没采纳' } as const;
