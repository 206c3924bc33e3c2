import { useState } from 'react';
import { View } from '@tarojs/components';
import {
  examResultContract,
  type AppealDecision,
  type KeptAppeal,
  type QuestionKey,
  type UpheldBy,
} from '@qiangji/shared-types';
import { callOnce } from '@/platform/request';
import { Ask } from '@/ui/answer';
import { Button } from '@/ui/button';
import { Drawer } from '@/ui/drawer';
import { TextField } from '@/ui/field';
import { Select } from '@/ui/select';
import { attempt } from '../desk.call';
import { percentWords } from '../exam.view';
import { canChange, keyOf, lacksInKey, newWords, typedOf } from '../key.form';
import { UPHELD_WORDS } from '../result.view';
import { ExplanationField } from './explanation-field';
import { KeyEditor } from './key-editor';
import './desk.scss';

type Outcome = 'rejected' | UpheldBy;

function decisionOf(
  outcome: Outcome,
  key: QuestionKey,
  said: { explanation?: string },
  explanation: string,
): AppealDecision['decision'] {
  switch (outcome) {
    case 'rejected':
      return { outcome };
    case 'key':
      return { outcome: 'upheld', change: { kind: outcome, key, ...said } };
    case 'everyone':
      return { outcome: 'upheld', change: { kind: outcome, ...said } };
    case 'explanation':
      return { outcome: 'upheld', change: { kind: outcome, explanation: explanation.trim() } };
    case 'mark_again':
      return { outcome: 'upheld', change: { kind: outcome } };
  }
}

interface AppealDrawerProps {
  appeal: KeptAppeal;
  onClose: () => void;
  onDone: () => void;
}

/** One appeal beside the question, its key and the answer: decided with a reason. */
export function AppealDrawer({ appeal, onClose, onDone }: AppealDrawerProps) {
  const [outcome, setOutcome] = useState<Outcome>('rejected');
  const { body, key } = appeal;
  const [typed, setTyped] = useState(() => typedOf(key));
  const [explanation, setExplanation] = useState(appeal.explanation);
  const [reason, setReason] = useState('');
  const said = newWords(appeal.explanation, explanation);
  const decide = async () => {
    const decided = await attempt(() =>
      callOnce(examResultContract.decideAppeal, {
        params: { appealId: appeal.id },
        body: {
          version: appeal.version,
          reason: reason.trim(),
          decision: decisionOf(outcome, keyOf(key, typed), said, explanation),
        },
      }),
    );
    if (decided) onDone();
  };
  const isOpen = appeal.state === 'open';
  const lacksIn: Partial<Record<Outcome, string | undefined>> = {
    key: lacksInKey({ body, key }, typed),
    explanation: said.explanation === undefined ? '解析还没有改' : undefined,
  };
  const lacks = lacksIn[outcome] ?? (reason.trim() === '' ? '写明理由' : undefined);
  return (
    <Drawer
      open
      title={appeal.personName}
      sub={appeal.unitName}
      onClose={onClose}
      footer={
        isOpen ? (
          <Button block lacks={lacks} onPress={() => void decide()}>
            答复
          </Button>
        ) : undefined
      }
    >
      <View className="ed-form">
        <View className="t-body">{appeal.text}</View>
        <Ask
          body={appeal.body}
          tags={[`${appeal.points} 分`, `得了 ${percentWords(appeal.scoreBp)}`]}
          answer={appeal.answer}
          onChange={() => undefined}
          shown={{ key: appeal.key, explanation: appeal.explanation }}
        />
        {isOpen ? (
          <>
            <Select
              label="怎么办"
              value={outcome}
              onChange={setOutcome}
              options={[
                { value: 'rejected' as const, text: '题没有问题，分不变' },
                ...(canChange(key)
                  ? [{ value: 'key' as const, text: '答案是另一个，都重判' }]
                  : []),
                { value: 'everyone' as const, text: '题出得不好，人人得满分' },
                { value: 'explanation' as const, text: '答案没错，解析要改，分不变' },
                ...(appeal.byPerson
                  ? [{ value: 'mark_again' as const, text: '换个人重阅这份' }]
                  : []),
              ]}
            />
            {outcome === 'key' && (
              <KeyEditor body={body} keyNow={key} value={typed} onChange={setTyped} />
            )}
            {outcome !== 'rejected' && outcome !== 'mark_again' && (
              <ExplanationField value={explanation} onChange={setExplanation} />
            )}
            <TextField
              label="理由，本人能看到"
              value={reason}
              onChange={setReason}
              max={500}
              multiline
            />
          </>
        ) : (
          <>
            <View className="t-body">{`答复：${appeal.reason ?? '无'}`}</View>
            {appeal.upheldBy && <View className="t-sub">{UPHELD_WORDS[appeal.upheldBy]}</View>}
          </>
        )}
      </View>
    </Drawer>
  );
}
