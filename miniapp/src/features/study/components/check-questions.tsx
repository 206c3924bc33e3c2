import { useState } from 'react';
import { View } from '@tarojs/components';
import { isRight, type CheckQuestion, type Piece } from '@qiangji/shared-types';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { Cell } from '@/ui/cell';
import { Icon } from '@/ui/icon';
import { goBack, openPage } from '@/ui/nav';
import { lacksOf, Question } from '@/ui/question';
import { Section } from '@/ui/section';
import { usePieces, type Report } from '../study.store';
import { END_BP, KIND_WORDS, nextPiece, readerUrl } from '../study.view';

export interface CheckQuestionsProps {
  piece: Piece;
  /** Answers whether it is kept: what is not kept is not shown as answered. */
  onReport: (report: Report) => Promise<boolean>;
  onReread: () => void;
}

/** The one to three questions after a piece: all right, and it is understood. */
export function CheckQuestions({ piece, onReport, onReread }: CheckQuestionsProps) {
  // What was right on this page counts at once: the service's word may still be of the answer before.
  const [rightHere, setRightHere] = useState<readonly string[]>([]);
  const right = [...(piece.progress?.rightQuestionIds ?? []), ...rightHere];
  const [at, setAt] = useState(() =>
    Math.max(
      0,
      piece.questions.findIndex(({ id }) => !right.includes(id)),
    ),
  );
  const question = piece.questions[at];
  const open = piece.questions.filter(({ id }) => !right.includes(id));
  const [answering, setAnswering] = useState(() => !piece.progress?.doneAt);
  if (!question || (open.length === 0 && !answering)) return <Understood piece={piece} />;
  const following = () => {
    const next = piece.questions.findIndex(({ id }, i) => i !== at && !right.includes(id));
    if (next < 0) setAnswering(false);
    else setAt(next);
  };
  return (
    <OneQuestion
      key={question.id}
      question={question}
      index={at}
      count={piece.questions.length}
      left={open.filter(({ id }) => id !== question.id).length}
      onAnswer={async (chosen) => {
        const answers = [{ questionId: question.id, chosen }];
        const kept = await onReport({ positionBp: END_BP, answers });
        if (kept && isRight(chosen, question.answer)) {
          setRightHere((before) => [...before, question.id]);
        }
        return kept;
      }}
      onNext={following}
      onReread={onReread}
    />
  );
}

interface OneQuestionProps {
  question: CheckQuestion;
  index: number;
  count: number;
  /** Others that are not yet right. */
  left: number;
  onAnswer: (chosen: readonly string[]) => Promise<boolean>;
  onNext: () => void;
  onReread: () => void;
}

function OneQuestion(props: OneQuestionProps) {
  const { question, index, count, left, onAnswer, onNext, onReread } = props;
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [shown, setShown] = useState(false);
  const [busy, setBusy] = useState(false);
  const isWrong = shown && !isRight(chosen, question.answer);
  const answer = async () => {
    setBusy(true);
    setShown(await onAnswer(chosen));
    setBusy(false);
  };
  const again = () => {
    setChosen([]);
    setShown(false);
  };
  return (
    <>
      <Question
        question={question}
        tags={[`第 ${index + 1} 题，共 ${count} 题`]}
        chosen={chosen}
        onChange={setChosen}
        shown={shown}
      />
      {!shown && (
        <Button
          block
          size={56}
          busy={busy}
          lacks={lacksOf(question.type, chosen)}
          onPress={() => void answer()}
        >
          看对错
        </Button>
      )}
      {isWrong && (
        <View className="st-pair">
          <Button block kind="o" onPress={onReread}>
            回去再读
          </Button>
          <Button block onPress={again}>
            再答一次
          </Button>
        </View>
      )}
      {shown && !isWrong && (
        <Button block size={56} iconAfter="arrow-right" onPress={onNext}>
          {left > 0 ? `下一题，还剩 ${left} 题` : '学懂了，看下一步'}
        </Button>
      )}
    </>
  );
}

/** What one can do now, and what comes next. No points, no fanfare. */
function Understood({ piece }: { piece: Piece }) {
  const { pieces } = usePieces();
  const next = nextPiece(pieces, piece.slug);
  return (
    <>
      <Card pad>
        <View className="st-understood">
          <View className="c-ok">
            <Icon name="badge-check" size={26} />
          </View>
          <View>
            <View className="t-head">这一篇学懂了</View>
            <View className="t-sub">{`${piece.questions.length} 道小题都答对了，随时可以回来翻`}</View>
          </View>
        </View>
      </Card>
      {next && (
        <Section title="接下来">
          <Card>
            <Cell
              icon="book-open"
              title={next.title}
              meta={[KIND_WORDS[next.kind], next.summary]}
              onPress={() => openPage(readerUrl(next.slug))}
            />
          </Card>
        </Section>
      )}
      <Button block kind="o" onPress={goBack}>
        回学练
      </Button>
    </>
  );
}
