import {
  MAX_QUESTIONS,
  type Paper,
  type PaperDraft,
  type PaperPick,
  type PaperProblem,
  type PaperRule,
  type PickedQuestion,
  type TopicMastery,
} from '@qiangji/shared-types';

export const NEW_PAPER: PaperDraft = {
  title: '',
  note: null,
  content: { method: 'blueprint', rules: [newRule('r1')] },
  shuffleQuestions: true,
  shuffleOptions: true,
  gradeRule: { multiple: 'half', fillIn: 'each' },
};

export function newRule(id: string): PaperRule {
  return { id, topic: null, kind: null, difficultyFrom: 1, difficultyTo: 5, count: 5, points: 4 };
}

type Topic = Pick<TopicMastery, 'topic' | 'topicName' | 'parent'>;

/** What a rule may name: each topic, and before those that belong together the whole of them. */
export function topicChoices(topics: readonly Topic[]): { value: string; text: string }[] {
  const groups = new Map(
    topics.flatMap(({ parent }) => (parent ? [[parent.topic, parent.topicName]] : [])),
  );
  const choice = ({ topic, topicName }: Topic) => ({ value: topic, text: topicName });
  const alone = topics.filter(({ topic, parent }) => !parent && !groups.has(topic)).map(choice);
  const grouped = [...groups].flatMap(([group, name]) => [
    { value: group, text: `${name}（整类）` },
    ...topics.filter(({ parent }) => parent?.topic === group).map(choice),
  ]);
  return [...alone, ...grouped];
}

/** An id that no rule has yet: `r1`, `r2`, ... */
export function freeRuleId(rules: readonly PaperRule[]): string {
  const used = new Set(rules.map(({ id }) => id));
  let n = rules.length + 1;
  while (used.has(`r${n}`)) n += 1;
  return `r${n}`;
}

/** Questions and points of one person's paper. */
export function totalsOf({ content }: PaperDraft): { questions: number; points: number } {
  const parts =
    content.method === 'blueprint'
      ? content.rules.map(({ count, points }) => ({ count, points }))
      : content.questions.map(({ points }) => ({ count: 1, points }));
  return {
    questions: parts.reduce((sum, { count }) => sum + count, 0),
    points: parts.reduce((sum, { count, points }) => sum + count * points, 0),
  };
}

/** Takes a question in with the points of the one before it, or out again. */
export function toggled(picks: readonly PaperPick[], code: string): PaperPick[] {
  if (picks.some((one) => one.code === code)) return picks.filter((one) => one.code !== code);
  return [...picks, { code, points: picks[picks.length - 1]?.points || 4 }];
}

/** What a pick is shown by. */
export type PickShown = Omit<PickedQuestion, 'code'>;

export function pointsOf(picks: readonly PaperPick[]): number {
  return picks.reduce((sum, { points }) => sum + points, 0);
}

/** A pick as it is typed: without points while there are none in its field. */
export const NO_POINTS = 0;

/** The picks with the one at `from` one place up (-1) or down (1); as they were where it is at the end. */
export function movedPick(picks: readonly PaperPick[], from: number, by: 1 | -1): PaperPick[] {
  const [one, other] = [picks[from], picks[from + by]];
  if (!one || !other) return [...picks];
  return picks.map((pick, i) => (i === from ? other : i === from + by ? one : pick));
}

export function withPoints(picks: readonly PaperPick[], at: number, points: number): PaperPick[] {
  return picks.map((pick, i) => (i === at ? { ...pick, points } : pick));
}

export function withoutPick(picks: readonly PaperPick[], at: number): PaperPick[] {
  return picks.filter((_, i) => i !== at);
}

const PROBLEM_WORDS: Partial<Record<PaperProblem['reason'], string>> = {
  not_confirmed: '还没确认，或依据已失效，去掉它才能定稿',
  unknown: '不在题库里了，去掉它才能定稿',
};

/**
 * What is wrong with each pick, by its place. The service told it of the paper as it was stored; a pick that
 * has moved since takes its trouble along, and one that stands twice is seen here.
 */
export function pickProblems(
  picks: readonly PaperPick[],
  paper: Pick<Paper, 'draft' | 'problems'> | undefined,
): Map<number, string> {
  const stored = paper?.draft.content.method === 'fixed' ? paper.draft.content.questions : [];
  const told = new Map(
    paper?.problems.flatMap(({ path, reason }) => {
      const code = stored[Number(/^content\.questions\.(\d+)$/.exec(path)?.[1])]?.code;
      const words = PROBLEM_WORDS[reason];
      return code !== undefined && words ? [[code, words] as const] : [];
    }),
  );
  return new Map(
    picks.flatMap(({ code }, at) => {
      const first = picks.findIndex((one) => one.code === code);
      const words = first < at ? `和第 ${first + 1} 题重复，去掉一个` : told.get(code);
      return words ? [[at, words] as const] : [];
    }),
  );
}

/** What stands in the way of freezing it, in words; of picks as they are now. */
export function problemsOf(draft: PaperDraft, paper: Paper | undefined): string[] {
  const { content } = draft;
  if (content.method === 'fixed') {
    return [...pickProblems(content.questions, paper)].map(
      ([at, words]) => `第 ${at + 1} 题：${words}`,
    );
  }
  return paper?.method === 'blueprint' ? paper.problems.map(({ message }) => message) : [];
}

/** What is still missing before it can be saved; undefined where nothing is. */
export function lacksInPaper(draft: PaperDraft): string | undefined {
  if (draft.title.trim() === '') return '卷子还没有名字';
  const { content } = draft;
  if (content.method === 'blueprint' && content.rules.length === 0) return '还没有抽题规则';
  if (content.method === 'blueprint') return undefined;
  const { questions } = content;
  if (questions.length === 0) return '还没有挑题';
  if (questions.length > MAX_QUESTIONS) return `一张卷最多 ${MAX_QUESTIONS} 题`;
  const bare = questions.findIndex(({ points }) => points === NO_POINTS);
  return bare === -1 ? undefined : `第 ${bare + 1} 题还没写几分`;
}
