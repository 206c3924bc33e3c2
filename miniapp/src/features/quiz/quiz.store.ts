import { useMemo, useState } from 'react';
import {
  dayOf,
  quizContract,
  type AnswerMode,
  type Practice,
  type PracticeQuestion,
} from '@qiangji/shared-types';
import { deviceAt, now } from '@/platform/clock';
import { newId } from '@/platform/ids';
import { enqueue } from '@/platform/outbox';
import { useResource, type Resource } from '@/platform/resource';
import { currentPersonId } from '@/platform/session';
import { personStore } from '@/platform/storage';
import { joinGiven, judge, type Given, type GivenByCode } from './quiz.view';

/** Answers that this phone gave to a day's set: shown again after a kill, before they were sent. */
function ownAnswers(day: string): GivenByCode {
  const personId = currentPersonId();
  return (personId && personStore('quiz', personId).get<GivenByCode>(day)) || {};
}

function keepOwn(day: string, given: GivenByCode): void {
  const personId = currentPersonId();
  if (personId === undefined) return;
  const store = personStore('quiz', personId);
  // Yesterday's are with the service, or in the outbox on their way to it.
  for (const old of store.keys()) if (old !== day) store.remove(old);
  store.set(day, given);
}

/** Keeps answers for sending; each is an operation of its own, in one batch if they come together. */
export async function sendAnswers(
  answers: readonly { question: PracticeQuestion; chosen: readonly string[] }[],
  mode: AnswerMode,
): Promise<void> {
  await enqueue({
    contract: quizContract.appendAnswers,
    body: {
      answers: answers.map(({ question, chosen }) => ({
        opId: newId(),
        deviceAt: deviceAt(),
        questionCode: question.code,
        questionVersion: question.version,
        chosen: [...chosen],
        mode,
      })),
    },
    // Answers do not depend on each other: one that comes back must not hold the others.
    recordKey: `quiz:${newId()}`,
    title: mode === 'mock' ? '模拟卷答案' : '练习答案',
  });
}

export interface Daily {
  day: string;
  resource: Resource<Practice>;
  practice: Practice | undefined;
  given: GivenByCode;
  answer: (question: PracticeQuestion, chosen: readonly string[]) => Given;
}

/** Today's set with all its answers, from this phone and others. */
export function useDaily(): Daily {
  const day = dayOf(now());
  const resource = useResource(quizContract.findPractice, { params: { day } });
  const [own, setOwn] = useState(() => ownAnswers(day));
  const practice = resource.data;
  const given = useMemo(() => joinGiven(practice, own), [practice, own]);
  const answer = (question: PracticeQuestion, chosen: readonly string[]) => {
    const one = judge(question, chosen);
    const next = { ...ownAnswers(day), [question.code]: one };
    keepOwn(day, next);
    setOwn(next);
    void sendAnswers([{ question, chosen }], 'daily');
    return one;
  };
  return { day, resource, practice, given, answer };
}

/** Given answers of a run that lasts as long as its page: a topic, the wrong ones, a mock paper. */
export function useRun(mode: AnswerMode) {
  const [given, setGiven] = useState<GivenByCode>({});
  const answer = (question: PracticeQuestion, chosen: readonly string[]) => {
    setGiven((before) => ({ ...before, [question.code]: judge(question, chosen) }));
    void sendAnswers([{ question, chosen }], mode);
  };
  return { given, answer };
}
