import { View } from '@tarojs/components';
import { quizContract, type BankQuestionDetail, type QuestionState } from '@qiangji/shared-types';
import { callOnce, isApiError } from '@/platform/request';
import { useResource } from '@/platform/resource';
import { useHasRole } from '@/platform/session';
import { Ask } from '@/ui/answer';
import { Button } from '@/ui/button';
import { Drawer } from '@/ui/drawer';
import { LawCheckForm, textsOf } from '@/ui/law-check';
import { Skeleton } from '@/ui/skeleton';
import { toast } from '@/ui/toast';
import { openPage } from '@/ui/nav';
import { History } from './history';
import {
  dayText,
  doubtWords,
  editUrl,
  QUESTION_STATE_WORDS,
  shownOf,
  VERIFIED_WORDS,
} from '../quiz.view';

interface QuestionDrawerProps {
  code: string | undefined;
  onClose: () => void;
  onChanged: () => void;
}

/** One question of the bank with its history, and what its keepers may do with it. */
export function QuestionDrawer({ code, onClose, onChanged }: QuestionDrawerProps) {
  const { data, error, refresh } = useResource(
    quizContract.findQuestion,
    code === undefined ? undefined : { params: { code } },
    { keep: false },
  );
  const change = async (act: Promise<unknown>, words: string) => {
    try {
      await act;
      toast(words, 'ok');
      onChanged();
    } catch (thrown) {
      if (!isApiError(thrown)) throw thrown;
      toast(thrown.message, 'bad');
    }
    await refresh();
  };
  return (
    <Drawer open={code !== undefined} title="题目" sub={code} onClose={onClose}>
      {data ? (
        <Detail key={data.code} question={data} onChange={change} />
      ) : error ? (
        <View className="t-sub">{error.message}</View>
      ) : (
        <Skeleton rows={4} />
      )}
    </Drawer>
  );
}

interface DetailProps {
  question: BankQuestionDetail;
  onChange: (act: Promise<unknown>, words: string) => Promise<void>;
}

const NEXT_STATES: Record<QuestionState, readonly { state: QuestionState; text: string }[]> = {
  draft: [{ state: 'active', text: '启用' }],
  active: [{ state: 'retired', text: '停用' }],
  retired: [{ state: 'active', text: '重新启用' }],
};

function Detail({ question, onChange }: DetailProps) {
  const mayVerify = useHasRole('legal_officer');
  const { code, revision, verified } = question;
  const setState = (state: QuestionState) =>
    onChange(
      callOnce(quizContract.changeState, {
        params: { code },
        body: { revision, state },
      }),
      `这道题${QUESTION_STATE_WORDS[state]}了`,
    );
  // Who put a question in has no say in whether it is right: named is only who confirmed it.
  const who = verified.state === 'confirmed' ? verified.who : '';
  const basis = [who, verified.when, verified.text].filter(Boolean).join('，');
  const people = [
    question.author && `出题 ${question.author}`,
    question.reviewer && `启用 ${question.reviewer}`,
    `难度 ${question.difficulty}`,
  ]
    .filter(Boolean)
    .join('，');
  return (
    <View className="bk-detail">
      <Ask
        body={question.body}
        tags={[
          question.topicName,
          QUESTION_STATE_WORDS[question.state],
          `第 ${question.version} 版`,
        ]}
        answer={null}
        onChange={() => undefined}
        shown={shownOf({ ...question, verified: verified.state })}
      />
      <View>
        <View className="t-b">{VERIFIED_WORDS[verified.state]}</View>
        {question.doubt && (
          <View className="t-sub c-warn">{doubtWords(question.doubt, verified)}</View>
        )}
        {basis && <View className="t-sub">{basis}</View>}
        {people && <View className="t-sub">{people}</View>}
        {question.lawEndsOn && (
          <View className="t-sub c-warn">{`依据的法规 ${dayText(question.lawEndsOn)}起失效，那天起不再出这道题`}</View>
        )}
      </View>
      {mayVerify && <Verify key={revision} question={question} onChange={onChange} />}
      <View className="bk-actions">
        <Button kind="o" icon="pencil-line" onPress={() => openPage(editUrl(code))}>
          改这道题
        </Button>
        {NEXT_STATES[question.state].map(({ state, text }) => (
          <Button key={state} kind="o" onPress={() => void setState(state)}>
            {text}
          </Button>
        ))}
      </View>
      <History history={question.history} />
    </View>
  );
}

/** The legal officer's word on a question. */
function Verify({ question, onChange }: DetailProps) {
  const { code, revision, law, verified, doubt } = question;
  const confirmed = doubt ? '核对过了，再启用' : '记下了，法制员已核对';
  return (
    <LawCheckForm
      suggested={textsOf(law ? [law] : [])}
      isChecked={verified.state !== 'unverified'}
      onSay={(check) =>
        void onChange(
          callOnce(quizContract.verifyQuestion, { params: { code }, body: { revision, ...check } }),
          check.state === 'confirmed' ? confirmed : '收回了核对',
        )
      }
    />
  );
}
