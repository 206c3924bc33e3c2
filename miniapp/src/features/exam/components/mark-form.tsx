import { useRef, useState } from 'react';
import { Text, View } from '@tarojs/components';
import { examResultContract, type MarkingTask } from '@qiangji/shared-types';
import { callOnce } from '@/platform/request';
import { Ask } from '@/ui/answer';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { Choice } from '@/ui/choice';
import { TextField } from '@/ui/field';
import { KeyWords } from '@/ui/key-words';
import { PageShell } from '@/ui/page-shell';
import { Section } from '@/ui/section';
import { Tag } from '@/ui/tag';
import { useKeys } from '@/ui/use-keys';
import { useWide } from '@/ui/use-wide';
import { attempt } from '../desk.call';
import {
  criteriaOf,
  criterionKey,
  markedParts,
  partTitle,
  pointKeys,
  type Points,
} from '../mark.form';
import { timeWords } from '../exam.view';
import './desk.scss';

interface MarkFormProps {
  task: MarkingTask;
  onDone: () => void;
  onRelease: () => void;
}

/** One question as it was asked, with one answer to it and its criteria; a mark is given to each of them. */
export function MarkForm({ task, onDone, onRelease }: MarkFormProps) {
  const [points, setPoints] = useState<Points>({});
  const [note, setNote] = useState('');
  const [at, setAt] = useState(0);
  const wide = useWide();
  const criteria = criteriaOf(task);
  const parts = markedParts(task, points);
  const busy = useRef(false);
  const mark = async () => {
    if (!parts || busy.current) return;
    busy.current = true;
    const done = await attempt(() =>
      callOnce(examResultContract.markAnswer, {
        params: { markingId: task.id },
        body: {
          version: task.version,
          parts,
          note: note.trim() === '' ? null : note.trim(),
        },
      }),
    );
    busy.current = false;
    if (done) onDone();
  };
  const move = (to: number) => setAt(Math.min(Math.max(0, to), criteria.length - 1));
  const give = (key: string, given: number) => {
    setPoints((before) => ({ ...before, [key]: given }));
    move(at + 1);
  };
  useKeys({
    ...pointKeys(criteria[at], points, {
      give,
      step: (key, to) => setPoints({ ...points, [key]: to }),
    }),
    ArrowDown: () => move(at + 1),
    ArrowUp: () => move(at - 1),
    Enter: () => void mark(),
  });
  const release = async () => {
    const body = { version: task.version };
    const params = { markingId: task.id };
    await attempt(() => callOnce(examResultContract.releaseMarking, { params, body }));
    onRelease();
  };
  return (
    <PageShell
      title="阅卷"
      sub={`${task.points} 分，${timeWords(task.claimedUntil)} 前别人看不到这份`}
      width="full"
      onBack={() => void release()}
      bottom={
        <>
          <Button kind="o" size={56} onPress={() => void release()}>
            放回去
          </Button>
          <Button
            block
            size={56}
            lacks={parts ? undefined : '还有得分点没给分'}
            onPress={() => void mark()}
          >
            给分，阅下一份
          </Button>
        </>
      }
    >
      <KeyWords words={['数字键给分', '＋、－ 加减 1 分', '上下箭头换得分点', '回车阅下一份']} />
      {task.again && (
        <Card pad>
          <View className="t-body">{`重阅的原因：${task.again}`}</View>
        </Card>
      )}
      <View className="ed-grid">
        <View className="ed-form">
          <Ask
            body={task.body}
            tags={[`${task.points} 分`]}
            answer={task.answer}
            onChange={() => undefined}
            locked
          />
        </View>
        <View className="ed-form">
          {task.parts.map((part) => (
            <Section key={part.partId ?? 'all'} title={partTitle(task, part)}>
              <Card pad>
                <View className="ed-form">
                  {part.partId !== null && <Text className="ed-written">{part.text}</Text>}
                  <Text className="t-sub">{`参考答案：${part.model}`}</Text>
                </View>
              </Card>
              {part.criteria.map((criterion) => {
                const key = criterionKey(part.partId, criterion.id);
                const given = points[key];
                return (
                  <Card key={criterion.id} pad>
                    <View className="ed-form">
                      <Text className="t-b">{criterion.text}</Text>
                      {wide && key === criteria[at]?.key && <Tag tone="brand">按数字给这里</Tag>}
                      <Choice
                        label={`${criterion.text}，给几分`}
                        columns="flow"
                        value={given === undefined ? undefined : String(given)}
                        options={Array.from({ length: criterion.points + 1 }, (_, n) => ({
                          value: String(n),
                          text: `${n} 分`,
                        }))}
                        onChange={(value) => setPoints({ ...points, [key]: Number(value) })}
                      />
                    </View>
                  </Card>
                );
              })}
            </Section>
          ))}
          <TextField
            label="给答题人的话，可以不写"
            value={note}
            onChange={setNote}
            max={300}
            multiline
          />
        </View>
      </View>
    </PageShell>
  );
}
