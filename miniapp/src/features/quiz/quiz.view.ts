import {
  gradeAnswer,
  isSelfCompared,
  PRACTICE_RULE,
  type BankQuestion,
  type Practice,
  type PracticeQuestion,
  type PracticeReason,
  type QuestionAnswer,
  type QuestionState,
  type TopicMastery,
  VERIFIED_NAMES,
  type VerifiedState,
} from '@qiangji/shared-types';

/** What was given to a question and how it was judged; null where one compares it oneself. */
export interface Given {
  answer: QuestionAnswer;
  right: boolean | null;
}

export type GivenByCode = Readonly<Record<string, Given>>;

export function judge(question: PracticeQuestion, answer: QuestionAnswer): Given {
  if (isSelfCompared(question)) return { answer, right: null };
  return { answer, right: gradeAnswer(question, answer, PRACTICE_RULE).score === 1 };
}

/** What this phone knows joined with what the service knows; the phone's own answer is the later one. */
export function joinGiven(practice: Practice | undefined, own: GivenByCode): GivenByCode {
  const known = (practice?.questions ?? []).flatMap(({ code, given }) =>
    given ? [[code, given] as const] : [],
  );
  return { ...Object.fromEntries(known), ...own };
}

export type Mark = 'ok' | 'bad' | 'todo' | 'seen';

export function marksOf(questions: readonly { code: string }[], given: GivenByCode): Mark[] {
  return questions.map(({ code }) => {
    const one = given[code];
    if (!one) return 'todo';
    if (one.right === null) return 'seen';
    return one.right ? 'ok' : 'bad';
  });
}

/** The next question without an answer, after `from` and then from the beginning; -1 when all have one. */
export function nextOpen(
  questions: readonly { code: string }[],
  given: GivenByCode,
  from: number,
): number {
  const order = questions.map((_, i) => (from + 1 + i) % questions.length);
  return order.find((i) => !given[questions[i]?.code ?? '']) ?? -1;
}

export interface Tally {
  total: number;
  answered: number;
  right: number;
  wrong: number;
}

export function tallyOf(questions: readonly { code: string }[], given: GivenByCode): Tally {
  const marks = marksOf(questions, given);
  const right = marks.filter((mark) => mark === 'ok').length;
  const wrong = marks.filter((mark) => mark === 'bad').length;
  const answered = marks.filter((mark) => mark !== 'todo').length;
  return { total: marks.length, answered, right, wrong };
}

/** 6/10, as the shortcut shows it. */
export function dailyNote(questions: readonly { code: string }[], given: GivenByCode): string {
  const { answered, total } = tallyOf(questions, given);
  if (total === 0) return '今天没有题';
  return answered === total ? '做完了' : `${answered}/${total}`;
}

/** Topics of the questions that were wrong, each once, in the order in which they came. */
export function topicsToLookAt(
  questions: readonly PracticeQuestion[],
  given: GivenByCode,
): { topic: string; topicName: string; count: number }[] {
  const byTopic = new Map<string, { topic: string; topicName: string; count: number }>();
  for (const { code, topic, topicName } of questions) {
    if (given[code]?.right !== false) continue;
    const known = byTopic.get(topic) ?? { topic, topicName, count: 0 };
    byTopic.set(topic, { ...known, count: known.count + 1 });
  }
  return [...byTopic.values()];
}

/** Why a question is in the day's set: the finding that put it there. */
export function reasonOf(practice: Practice, needId: string | null): PracticeReason | undefined {
  return needId === null ? undefined : practice.reasons.find((one) => one.needId === needId);
}

/** 7月10日, by the Shanghai day of an instant. */
export function dayWords(instant: string): string {
  const shanghai = new Date(Date.parse(instant) + 8 * 3_600_000);
  return `${shanghai.getUTCMonth() + 1}月${shanghai.getUTCDate()}日`;
}

/** 2026年7月10日, of a calendar day. */
export function dayText(day: string): string {
  const [year, month, date] = day.split('-').map(Number);
  return `${year}年${month}月${date}日`;
}

export function lawOf({ law, verified }: Pick<PracticeQuestion, 'law' | 'verified'>) {
  if (!law) return undefined;
  const name = law.name.replace(/^中华人民共和国/, '');
  return { ...law, name, verified };
}

/** What a question shows once it was answered. */
export function shownOf(question: PracticeQuestion) {
  const { key, explanation } = question;
  return { key, explanation, law: lawOf(question) };
}

/** Topics that one has met first, the least mastered before the others; then those not yet met. */
export function inMasteryOrder(topics: readonly TopicMastery[]): TopicMastery[] {
  const share = (one: TopicMastery) => (one.total === 0 ? 1 : one.mastered / one.total);
  const met = topics.filter((one) => one.answered > 0).sort((a, b) => share(a) - share(b));
  return [...met, ...topics.filter((one) => one.answered === 0)];
}

/** Topics under what they belong to, in the order of the list; those by themselves come last. */
export function topicGroups<T extends Pick<TopicMastery, 'parent'>>(topics: readonly T[]) {
  const groups = new Map<string, { topic: string | null; title: string; topics: T[] }>();
  for (const one of topics) {
    const key = one.parent?.topic ?? '';
    const group = groups.get(key) ?? {
      topic: one.parent?.topic ?? null,
      title: one.parent?.topicName ?? '其他',
      topics: [],
    };
    group.topics.push(one);
    groups.set(key, group);
  }
  const all = [...groups.values()];
  return [...all.filter((one) => one.topic !== null), ...all.filter((one) => one.topic === null)];
}

/** An ideographic space: a list of the system keeps no other. */
const INDENT = '\u3000';

/** What a list of topics is chosen from: each group as a whole, then what belongs to it. */
export function topicChoices(topics: readonly TopicMastery[]): { value: string; text: string }[] {
  return topicGroups(topics).flatMap(({ topic, title, topics: own }) => [
    ...(topic === null ? [] : [{ value: topic, text: `${title}，全部` }]),
    ...own.map((one) => ({
      value: one.topic,
      text: topic === null ? one.topicName : `${INDENT}${one.topicName}`,
    })),
  ]);
}

export function masterySum(topics: readonly TopicMastery[]) {
  const sum = (key: 'total' | 'answered' | 'mastered') =>
    topics.reduce((all, one) => all + one[key], 0);
  return { total: sum('total'), answered: sum('answered'), mastered: sum('mastered') };
}

export const VERIFIED_WORDS: Record<VerifiedState, string> = VERIFIED_NAMES;

type Doubted = Pick<BankQuestion, 'doubt' | 'verified'>;

/** All whose key was corrected in an exam and that nobody put into use or away since. */
export const DOUBTED_WORD = '考试改过答案，还没启用';

/** How far the check of a question is; one in doubt stays out of use though it is confirmed. */
export function checkWord({ doubt, verified }: Doubted): string {
  if (!doubt) return VERIFIED_WORDS[verified.state];
  return verified.state === 'confirmed' ? '核对过了，等启用' : '考试改过答案，等核对';
}

/** Why a question is out of use, and what is left to be done: to confirm it does not put it into use. */
export function doubtWords(
  { reason, at }: NonNullable<BankQuestion['doubt']>,
  { state }: Pick<BankQuestion['verified'], 'state'>,
): string {
  const left = state === 'confirmed' ? '核对过了，再启用，才会出' : '把题改对、核对好，再启用';
  return `${dayWords(at)} 考试里改了它的标准答案，先不出了：${reason}。${left}`;
}

/** Green is the legal officer's word only. */
export const VERIFIED_TONES = {
  unverified: 'warn',
  archive_checked: 'plain',
  confirmed: 'ok',
} as const satisfies Record<VerifiedState, string>;

export const QUESTION_STATE_WORDS: Record<QuestionState, string> = {
  draft: '草稿',
  active: '在用',
  retired: '停用',
};

export const dailyUrl = '/features/quiz/pages/daily/index';
export const wrongUrl = '/features/quiz/pages/wrong/index';
export const topicsUrl = '/features/quiz/pages/topics/index';
export const mockUrl = '/features/quiz/pages/mock/index';
export const bankUrl = '/features/quiz/pages/bank/index';
export function editUrl(code?: string): string {
  return `/features/quiz/pages/edit/index${code ? `?code=${code}` : ''}`;
}
export const importUrl = '/features/quiz/pages/import/index';
export function topicUrl(topic: string): string {
  return `/features/quiz/pages/topic/index?topic=${topic}`;
}
/** The piece that a finding puts beside its questions. */
export function pieceUrl(slug: string): string {
  return `/features/study/pages/reader/index?slug=${slug}`;
}
