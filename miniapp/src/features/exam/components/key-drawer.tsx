import { useState } from 'react';
import { View } from '@tarojs/components';
import { examResultContract, type KeptKey } from '@qiangji/shared-types';
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
import { canChange, keyOf, keyText, lacksInKey, newWords, typedOf } from '../key.form';
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

type Way = 'key' | 'everyone';
const WAYS = [
  { value: 'key' as const, text: '答案是另一个' },
  { value: 'everyone' as const, text: '题有错，人人得分' },
];

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
  const wrongKey = kept.everyone ? undefined : lacksInKey({ body, key }, typed);
  const lacks =
    (way === 'key' ? wrongKey : kept.everyone ? '已经人人得分了' : undefined) ??
    (reason.trim() === '' ? '写明理由' : undefined);
  const save = async () => {
    setBusy(true);
    const said = newWords(kept.explanation, explanation);
    const change =
      way === 'key' ? { kind: way, key: keyOf(key, typed), ...said } : { kind: way, ...said };
    const done = await attempt(() =>
      callOnce(examResultContract.correctKey, {
        params: { examId, code },
        body: { change, reason: reason.trim() },
      }),
    );
    setBusy(false);
    if (!done) return;
    toast(
      done.affected === null ? '在重判，判完本人会收到' : `重判了，${done.affected} 人的分变了`,
    );
    onDone();
  };
  return (
    <Drawer
      open
      title="改标准答案"
      sub="做过这道题的人都重判，分变了的会收到"
      onClose={onClose}
      footer={
        <Button block busy={busy} lacks={lacks} onPress={() => void save()}>
          重判
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
        {canChange(key) && (
          <Choice label="怎么改" columns={1} options={WAYS} value={way} onChange={setWay} />
        )}
        {way === 'key' && <KeyEditor body={body} keyNow={key} value={typed} onChange={setTyped} />}
        <ExplanationField value={explanation} onChange={setExplanation} />
        <TextField
          label="理由，发给分变了的人"
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
            title={one.key ? `改成：${keyText(body, one.key)}` : '人人得分'}
            meta={[one.reason, one.who, whenText(one.at)]}
            value={one.affected === null ? '在重判' : `${one.affected} 人变了`}
          />
        ))}
      </Card>
    </Section>
  );
}
