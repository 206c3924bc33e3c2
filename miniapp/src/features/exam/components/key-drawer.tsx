import { useState } from 'react';
import { View } from '@tarojs/components';
import {
  examResultContract,
  type KeptKey,
  type KeyChange,
  type KeyCorrection,
} from '@qiangji/shared-types';
import { callOnce } from '@/platform/request';
import { useResource } from '@/platform/resource';
import { whenText } from '@/shell/when';
import { Ask } from '@/ui/answer';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { Cell } from '@/ui/cell';
import { Choice } from '@/ui/choice';
import { Drawer } from '@/ui/drawer';
import { TextField } from '@/ui/field';
import { Section } from '@/ui/section';
import { toast } from '@/ui/toast';
import { attempt } from '../desk.call';
import {
  canChange,
  correctionWords,
  keyOf,
  keyText,
  lacksInKey,
  newWords,
  typedOf,
} from '../key.form';
import { ExplanationField } from './explanation-field';
import { KeyEditor } from './key-editor';
import './desk.scss';

interface KeyDrawerProps {
  examId: string;
  code: string;
  onClose: () => void;
  onDone: () => void;
}

/** Puts a key right: everybody who had the question is marked again, old and new stay. */
export function KeyDrawer({ examId, code, onClose, onDone }: KeyDrawerProps) {
  const { data, error } = useResource(
    examResultContract.findKey,
    { params: { examId, code } },
    { keep: false },
  );
  if (!data) {
    return (
      <Drawer open title="改标准答案" onClose={onClose}>
        <View className="t-sub">{error ? error.message : '正在取'}</View>
      </Drawer>
    );
  }
  return <Panel key={data.corrections.length} {...{ examId, kept: data, onClose, onDone }} />;
}

const WAYS = [
  { value: 'key' as const, text: '答案是另一个' },
  { value: 'everyone' as const, text: '题有错，人人得分' },
  { value: 'explanation' as const, text: '答案没错，只改解析' },
];
type Way = (typeof WAYS)[number]['value'];

function Panel({
  examId,
  kept,
  onClose,
  onDone,
}: Omit<KeyDrawerProps, 'code'> & { kept: KeptKey }) {
  const { code, body, key } = kept;
  const [way, setWay] = useState<Way>(canChange(key) ? 'key' : 'everyone');
  const [typed, setTyped] = useState(() => typedOf(key));
  const [explanation, setExplanation] = useState(kept.explanation);
  const [reason, setReason] = useState('');
  const [busy, setBusy] = useState(false);
  const said = newWords(kept.explanation, explanation);
  const lacksIn: Record<Way, string | undefined> = {
    key: kept.everyone ? undefined : lacksInKey({ body, key }, typed),
    everyone: kept.everyone ? '已经人人得分了' : undefined,
    explanation: said.explanation === undefined ? '解析还没有改' : undefined,
  };
  const lacks = lacksIn[way] ?? (reason.trim() === '' ? '写明理由' : undefined);
  const changeOf = (): KeyChange => {
    if (way === 'key') return { kind: way, key: keyOf(key, typed), ...said };
    return way === 'everyone'
      ? { kind: way, ...said }
      : { kind: way, explanation: explanation.trim() };
  };
  const marksAgain = way !== 'explanation';
  const save = async () => {
    setBusy(true);
    const done = await attempt(() =>
      callOnce(examResultContract.correctKey, {
        params: { examId, code },
        body: { change: changeOf(), reason: reason.trim() },
      }),
    );
    setBusy(false);
    if (!done) return;
    toast(marksAgain ? markedWords(done) : '解析改了，分都没变');
    onDone();
  };
  return (
    <Drawer
      open
      title="改标准答案"
      sub={marksAgain ? '做过这道题的人都重判，分变了的会收到' : '只换给人看的解析，分都不变'}
      onClose={onClose}
      footer={
        <Button block busy={busy} lacks={lacks} onPress={() => void save()}>
          {marksAgain ? '重判' : '改解析'}
        </Button>
      }
    >
      <View className="ed-form">
        <Ask
          body={body}
          answer={null}
          onChange={() => undefined}
          tags={kept.everyone ? ['现在人人得分'] : []}
          shown={{ key, explanation: kept.explanation }}
        />
        <Choice
          label="怎么改"
          columns={1}
          options={WAYS.filter(({ value }) => value !== 'key' || canChange(key))}
          value={way}
          onChange={setWay}
        />
        {way === 'key' && <KeyEditor body={body} keyNow={key} value={typed} onChange={setTyped} />}
        <ExplanationField value={explanation} onChange={setExplanation} />
        <TextField
          label={marksAgain ? '理由，发给分变了的人' : '理由，记在改过的里'}
          value={reason}
          onChange={setReason}
          max={300}
          multiline
        />
        {kept.corrections.length > 0 && <Earlier kept={kept} />}
      </View>
    </Drawer>
  );
}

function markedWords({ affected }: KeyCorrection): string {
  return affected === null ? '在重判，判完本人会收到' : `重判了，${affected} 人的分变了`;
}

/** What counted before, from the print on. */
function Earlier({ kept: { body, printed, corrections } }: { kept: KeptKey }) {
  return (
    <Section title="改过的" note="印的答案一直留着">
      <Card>
        <Cell plain title={`印的：${keyText(body, printed)}`} />
        {corrections.map((one) => (
          <Cell
            key={one.id}
            plain
            title={correctionWords(body, one)}
            meta={[one.reason, one.who, whenText(one.at)]}
            value={
              one.kind === 'explanation'
                ? '分没变'
                : one.affected === null
                  ? '在重判'
                  : `${one.affected} 人变了`
            }
          />
        ))}
      </Card>
    </Section>
  );
}
