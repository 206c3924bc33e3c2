import type {
  BankQuestion,
  BankQuestionDetail,
  Practice,
  PracticeQuestion,
  WrongEntry,
} from '@qiangji/shared-types';
import type { BankRow } from './bank.repository';
import { diffOf } from './diff.rules';
import { lawKey, type Ending } from './law.rules';
import type { MemoryDocument, PracticeDocument, QuestionDocument } from './quiz.collection';
import { givenAnswer } from './quiz.stored';

/** Names of topics by code. */
export type TopicNames = ReadonlyMap<string, { name: string; parent?: string | null }>;

export function topicName(topics: TopicNames, code: string): string {
  return topics.get(code)?.name ?? code;
}

/** The topic above; null where there is none. */
export function parentOf(topics: TopicNames, code: string) {
  const topic = topics.get(code)?.parent;
  return topic ? { topic, topicName: topicName(topics, topic) } : null;
}

function presentContent({ code, content }: BankRow, topics: TopicNames) {
  const { version, body, key, explanation, topic, law } = content;
  return { code, version, body, key, explanation, topic, topicName: topicName(topics, topic), law };
}

export function presentPracticeQuestion(row: BankRow, topics: TopicNames): PracticeQuestion {
  return { ...presentContent(row, topics), verified: row.verified.state };
}

/** What a keeper's view of a question names: topics, and laws that have ended. */
export interface BankNames {
  topics: TopicNames;
  endings: ReadonlyMap<string, Ending>;
}

export function presentBankQuestion(row: BankRow, names: BankNames): BankQuestion {
  const { law } = row.content;
  return {
    ...presentContent(row, names.topics),
    revision: row.version,
    state: row.state,
    verified: row.verified,
    difficulty: row.content.difficulty,
    fact: row.content.fact,
    source: row.source,
    author: row.content.author,
    reviewer: row.reviewer,
    doubt: row.doubt ? { reason: row.doubt.reason, at: row.doubt.at.toISOString() } : null,
    lawEndsOn: (law && names.endings.get(lawKey(law))?.endsOn) ?? null,
  };
}

export function presentBankDetail(row: QuestionDocument, names: BankNames): BankQuestionDetail {
  const versions = [...row.past, row.content];
  let version = 1;
  const history = row.events.map(({ type, at, who, text }) => {
    if (type === 'changed') version += 1;
    const [before, after] = [version - 1, version].map((n) =>
      versions.find((one) => one.version === n),
    );
    const parts =
      type === 'changed' && before && after ? diffOf(before, after, names.topics) : null;
    const diff = parts && { version, parts };
    return { type, at: at.toISOString(), who, text, diff };
  });
  return { ...presentBankQuestion(row, names), history };
}

function lastGiven({ content }: BankRow, { lastChosen, lastAnswer }: MemoryDocument) {
  return givenAnswer(content.body, { chosen: lastChosen, answer: lastAnswer });
}

export function presentWrong(
  row: BankRow,
  memory: MemoryDocument & { wrongAt: Date },
  topics: TopicNames,
): WrongEntry {
  return {
    ...presentPracticeQuestion(row, topics),
    lastAnswer: lastGiven(row, memory),
    wrongAt: memory.wrongAt.toISOString(),
    rightDays: memory.rightDays.length,
  };
}

/** A day's set with the questions that the bank still has, and what was answered since the day began. */
export function presentPractice(
  practice: PracticeDocument,
  bank: ReadonlyMap<string, BankRow>,
  answered: ReadonlyMap<string, MemoryDocument>,
  topics: TopicNames,
  backlog: Practice['backlog'],
): Practice {
  return {
    day: practice.day,
    backlog,
    open: practice.openedAt === null,
    questions: practice.questions.flatMap(({ code, needId }) => {
      const row = bank.get(code);
      if (!row) return [];
      const question = presentPracticeQuestion(row, topics);
      const memory = answered.get(code);
      const given = memory ? { answer: lastGiven(row, memory), right: memory.lastRight } : null;
      return [{ ...question, needId, given }];
    }),
    reasons: practice.needs.map(({ needId, topic, reason, foundAt, piece }) => ({
      needId,
      topic,
      topicName: topicName(topics, topic),
      text: reason,
      foundAt: foundAt.toISOString(),
      piece,
    })),
  };
}
