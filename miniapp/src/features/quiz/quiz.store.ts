import { useEffect, useMemo, useState } from 'react';
import {
  dayOf,
  isSelfCompared,
  quizContract,
  type AnswerMode,
  type Practice,
  type PracticeQuestion,
  type QuestionAnswer,
} from '@qiangji/shared-types';
import { fetchAhead } from '@/platform/camera';
import { deviceAt, now } from '@/platform/clock';
import { newId } from '@/platform/ids';
import { enqueue } from '@/platform/outbox';
import { useResource, type Resource } from '@/platform/resource';
import { currentPersonId } from '@/platform/session';
import { personStore } from '@/platform/storage';
import { picturesOf } from './quiz.offline';
import { joinGiven, judge, type Given, type GivenByCode } from './quiz.view';

/** Answers that this phone gave to a day's set: shown again after a kill, before they were sent. */
function ownAnswers(day: string): GivenByCode {
  const personId = currentPersonId();
  const own = (personId && personStore('quiz', personId).get<GivenByCode>(day)) || {};
  // The app of before kept options only; the service has those answers, or the outbox does.
  return Object.fromEntries(Object.entries(own).filter(([, one]) => 'answer' in one));
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
  answers: readonly { question: PracticeQuestion; answer: QuestionAnswer }[],
  mode: AnswerMode,
): Promise<void> {
  // What one compares with the model oneself is nobody else's business: it never leaves the phone.
  const judged = answers.filter(({ question }) => !isSelfCompared(question));
  if (judged.length === 0) return;
  await enqueue({
    contract: quizContract.appendAnswers,
    body: {
      answers: judged.map(({ question, answer }) => ({
        opId: newId(),
        deviceAt: deviceAt(),
        questionCode: question.code,
        questionVersion: question.version,
        answer,
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
  answer: (question: PracticeQuestion, given: QuestionAnswer) => Given;
}

/** Today's set with all its answers, from this phone and others. */
export function useDaily(): Daily {
  const day = dayOf(now());
  const resource = useResource(quizContract.findPractice, { params: { day } });
  const [own, setOwn] = useState(() => ownAnswers(day));
  const practice = resource.data;
  const given = useMemo(() => joinGiven(practice, own), [practice, own]);
  const pictures = picturesOf(practice).join(' ');
  useEffect(() => (pictures === '' ? undefined : fetchAhead(pictures.split(' '))), [pictures]);
  const answer = (question: PracticeQuestion, said: QuestionAnswer) => {
    const one = judge(question, said);
    const next = { ...ownAnswers(day), [question.code]: one };
    keepOwn(day, next);
    setOwn(next);
    void sendAnswers([{ question, answer: said }], 'daily');
    return one;
  };
  return { day, resource, practice, given, answer };
}

/** Given answers of a run that lasts as long as its page: a topic, the wrong ones, a mock paper. */
export function useRun(mode: AnswerMode) {
  const [given, setGiven] = useState<GivenByCode>({});
  const answer = (question: PracticeQuestion, said: QuestionAnswer) => {
    setGiven((before) => ({ ...before, [question.code]: judge(question, said) }));
    void sendAnswers([{ question, answer: said }], mode);
  };
  return { given, answer };
}
