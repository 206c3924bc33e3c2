import { useState } from 'react';
import { View } from '@tarojs/components';
import {
  isEmptyAnswer,
  quizContract,
  type PracticeQuestion,
  type QuestionAnswer,
} from '@qiangji/shared-types';
import { newId } from '@/platform/ids';
import { useResource } from '@/platform/resource';
import { Ask } from '@/ui/answer';
import { AnswerSheet } from '@/ui/answer-sheet';
import { Button } from '@/ui/button';
import { useConfirm } from '@/ui/dialog';
import { keptHere } from '@/ui/kept';
import { PageShell } from '@/ui/page-shell';
import { Section } from '@/ui/section';
import '../../components/runner.scss';
import { WhatsNext } from '../../components/whats-next';
import { sendAnswers } from '../../quiz.store';
import { judge, shownOf } from '../../quiz.view';

type Answers = Readonly<Record<string, QuestionAnswer>>;

/** A paper to try oneself on: answers are shown at the end, and nothing else comes of it. */
export default function MockPage() {
  const [seed] = useState(newId);
  const { state, data, error, refresh } = useResource(
    quizContract.drawMockPaper,
    { query: { seed } },
    { keep: false },
  );
  const questions = data?.questions ?? [];
  if (questions.length === 0) {
    return (
      <PageShell
        title="模拟卷"
        status={data ? 'empty' : state}
        empty={{ title: '题库里题还不够', hint: '题库里有了在用的题就能组卷' }}
        fail={{ title: '卷子没取到', why: error?.message ?? '服务器没有回应，连上网再试' }}
        onRetry={() => void refresh()}
      />
    );
  }
  return <Paper questions={questions} />;
}

function Paper({ questions }: { questions: readonly PracticeQuestion[] }) {
  const [at, setAt] = useState(0);
  const [answers, setAnswers] = useState<Answers>({});
  const [handedIn, setHandedIn] = useState(false);
  const [dialog, ask] = useConfirm();
  const question = questions[at];
  const answered = questions.filter(({ code }) => !isEmptyAnswer(answers[code] ?? null));
  const left = questions.length - answered.length;
  const isLast = at + 1 === questions.length;
  const handIn = async () => {
    const text = left > 0 ? `还有 ${left} 题没答，没答的不算` : '交了就看对错';
    if (!(await ask({ title: '交卷看对错', text, yes: '交卷', no: '再想想' }))) return;
    const given = answered.flatMap((one) => {
      const answer = answers[one.code];
      return answer ? [{ question: one, answer }] : [];
    });
    if (await keptHere(() => sendAnswers(given, 'mock'), '再交')) setHandedIn(true);
  };
  if (handedIn) return <Looked questions={answered} answers={answers} />;
  if (!question) return null;
  return (
    <PageShell
      key={at}
      title="模拟卷"
      sub={`第 ${at + 1} 题，共 ${questions.length} 题`}
      bottom={
        <>
          <Button
            kind={isLast ? 'p' : 'o'}
            size={56}
            lacks={answered.length === 0 ? '一题还没答' : undefined}
            onPress={() => void handIn()}
          >
            交卷
          </Button>
          {!isLast && (
            <Button block size={56} onPress={() => setAt(at + 1)}>
              下一题
            </Button>
          )}
        </>
      }
    >
      <Ask
        body={question.body}
        tags={[question.topicName]}
        answer={answers[question.code] ?? null}
        onChange={(answer) => setAnswers({ ...answers, [question.code]: answer })}
      />
      <AnswerSheet
        marks={questions.map(({ code }) => ({ answered: !isEmptyAnswer(answers[code] ?? null) }))}
        current={at}
        onGo={setAt}
      />
      {dialog}
    </PageShell>
  );
}

interface LookedProps {
  questions: readonly PracticeQuestion[];
  answers: Answers;
}

/** The paper with its answers: the wrong ones to look at, one by one. */
function Looked({ questions, answers }: LookedProps) {
  const given = Object.fromEntries(
    questions.flatMap((one) => {
      const answer = answers[one.code];
      return answer ? [[one.code, judge(one, answer)] as const] : [];
    }),
  );
  const wrong = questions.filter(({ code }) => given[code]?.right === false);
  return (
    <PageShell title="模拟卷">
      <WhatsNext title="卷子交了" questions={questions} given={given} />
      {wrong.length > 0 && (
        <Section title="答错的题" note={`${wrong.length} 题`}>
          <View className="qz-looked">
            {wrong.map((question) => (
              <Ask
                key={question.code}
                body={question.body}
                tags={[question.topicName]}
                answer={answers[question.code] ?? null}
                onChange={() => undefined}
                shown={shownOf(question)}
              />
            ))}
          </View>
        </Section>
      )}
    </PageShell>
  );
}
