import type {
  BankQuestion,
  BankQuestionDetail,
  Practice,
  PracticeQuestion,
  WrongEntry,
} from '@qiangji/shared-types';
import type { BankRow } from './bank.repository';
import type { MemoryDocument, PracticeDocument, QuestionDocument } from './quiz.collection';

/** Names of topics by code. */
export type TopicNames = ReadonlyMap<string, { name: string }>;

export function topicName(topics: TopicNames, code: string): string {
  return topics.get(code)?.name ?? code;
}

function presentContent({ code, content }: BankRow, topics: TopicNames) {
  const { version, type, stem, options, answer, explanation, topic, law } = content;
  return {
    code,
    version,
    type,
    stem,
    options,
    answer,
    explanation,
    topic,
    topicName: topicName(topics, topic),
    law,
  };
}

export function presentPracticeQuestion(row: BankRow, topics: TopicNames): PracticeQuestion {
  return { ...presentContent(row, topics), verified: row.verified.state };
}

export function presentBankQuestion(row: BankRow, topics: TopicNames): BankQuestion {
  return {
    ...presentContent(row, topics),
    revision: row.version,
    state: row.state,
    verified: row.verified,
    difficulty: row.content.difficulty,
    fact: row.content.fact,
    source: row.source,
  };
}

export function presentBankDetail(row: QuestionDocument, topics: TopicNames): BankQuestionDetail {
  const history = row.events.map(({ type, at, who, text }) => ({
    type,
    at: at.toISOString(),
    who,
    text,
  }));
  return { ...presentBankQuestion(row, topics), history };
}

export function presentWrong(
  row: BankRow,
  memory: MemoryDocument & { wrongAt: Date },
  topics: TopicNames,
): WrongEntry {
  return {
    ...presentPracticeQuestion(row, topics),
    lastChosen: memory.lastChosen,
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
): Practice {
  return {
    day: practice.day,
    open: practice.openedAt === null,
    questions: practice.questions.flatMap(({ code, needId }) => {
      const row = bank.get(code);
      if (!row) return [];
      const question = presentPracticeQuestion(row, topics);
      const memory = answered.get(code);
      const given = memory ? { chosen: memory.lastChosen, right: memory.lastRight } : null;
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
