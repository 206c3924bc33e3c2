import type { PaperDraft, PaperPick, PaperRule, TopicMastery } from '@qiangji/shared-types';

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
  return [...picks, { code, points: picks[picks.length - 1]?.points ?? 4 }];
}

/** What is still missing before it can be saved; undefined where nothing is. */
export function lacksInPaper(draft: PaperDraft): string | undefined {
  if (draft.title.trim() === '') return '卷子还没有名字';
  const { content } = draft;
  if (content.method === 'blueprint' && content.rules.length === 0) return '还没有抽题规则';
  if (content.method === 'fixed' && content.questions.length === 0) return '还没有挑题';
  return undefined;
}
