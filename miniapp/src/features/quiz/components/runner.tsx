import { useState, type ReactNode } from 'react';
import { Text, View } from '@tarojs/components';
import {
  isSelfCompared,
  picturesIn,
  type PracticeQuestion,
  type QuestionAnswer,
} from '@qiangji/shared-types';
import { Ask, lacksInAnswer } from '@/ui/answer';
import { Steps } from '@/ui/bar';
import { Button } from '@/ui/button';
import { PageShell } from '@/ui/page-shell';
import { marksOf, nextOpen, shownOf, tallyOf, type GivenByCode } from '../quiz.view';
import './runner.scss';

export interface RunnerProps {
  title: string;
  sub?: string;
  questions: readonly PracticeQuestion[];
  given: GivenByCode;
  onAnswer: (question: PracticeQuestion, answer: QuestionAnswer) => void;
  /** Above a question: why it is here. */
  before?: (question: PracticeQuestion) => ReactNode;
  /** Shown when every question has an answer. */
  end: ReactNode;
}

/** One question a screen: choose, see whether and why, go on. */
export function Runner({ title, sub, questions, given, onAnswer, before, end }: RunnerProps) {
  const [asked, setAsked] = useState(() => questions[nextOpen(questions, given, -1)]?.code);
  const [draft, setDraft] = useState<{ code: string; answer: QuestionAnswer }>();
  const found = questions.findIndex(({ code }) => code === asked);
  // One may leave the set while it is open, when its law has ended or a paper took it: the next one follows.
  const at = asked !== undefined && found < 0 ? nextOpen(questions, given, -1) : found;
  const question = questions[at];
  if (!question) {
    return (
      <PageShell title={title} sub={sub}>
        {end}
      </PageShell>
    );
  }
  const answered = given[question.code];
  const { total, answered: done, right, wrong } = tallyOf(questions, given);
  const own = draft?.code === question.code ? draft.answer : null;
  const next = nextOpen(questions, given, at);
  const goOn = () => {
    setDraft(undefined);
    setAsked(questions[next]?.code);
  };
  const left = total - done;
  // Nobody has to guess at a picture that did not come.
  const mayWait = !answered && next !== at && picturesIn(question.body).length > 0;
  return (
    // Each question is a page of its own to the eye: it begins at its top.
    <PageShell
      key={question.code}
      title={title}
      sub={sub}
      top={
        <View className="qz-top">
          <Steps
            marks={marksOf(questions, given).map((mark) => (mark === 'seen' ? 'ok' : mark))}
            current={at}
          />
          <View className="qz-top__words">
            <Text>{`第 ${at + 1} 题，共 ${total} 题`}</Text>
            <Text>{done > 0 ? `答对 ${right}，答错 ${wrong}` : '答完就看对错'}</Text>
          </View>
        </View>
      }
      bottom={
        answered ? (
          <Button block size={56} onPress={goOn}>
            {left > 0 ? `下一题，还剩 ${left} 题` : '看看接下来'}
          </Button>
        ) : (
          <>
            {mayWait && (
              <Button kind="o" size={56} onPress={goOn}>
                先放一放
              </Button>
            )}
            <Button
              block
              size={56}
              lacks={lacksInAnswer(question.body, own)}
              onPress={() => own && onAnswer(question, own)}
            >
              {isSelfCompared(question) ? '对照参考答案' : '看对错'}
            </Button>
          </>
        )
      }
    >
      {before?.(question)}
      <Ask
        body={question.body}
        tags={[question.topicName]}
        answer={answered ? answered.answer : own}
        onChange={(answer) => setDraft({ code: question.code, answer })}
        shown={answered && shownOf(question)}
        after={answered && <After right={answered.right} />}
      />
    </PageShell>
  );
}

function After({ right }: { right: boolean | null }) {
  if (right === null) return <View className="t-sub">自己对照，不判对错，也不上传</View>;
  return (
    <View className="t-sub">
      {right ? '记住了，隔些天再考一次' : '已进错题本，改天再考，两天都答对就出来'}
    </View>
  );
}
