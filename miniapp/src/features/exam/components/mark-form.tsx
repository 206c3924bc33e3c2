import { useState } from 'react';
import { Text, View } from '@tarojs/components';
import { examResultContract, type MarkingTask } from '@qiangji/shared-types';
import { call } from '@/platform/request';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { Choice } from '@/ui/choice';
import { TextField } from '@/ui/field';
import { PageShell } from '@/ui/page-shell';
import { Section } from '@/ui/section';
import { attempt, deskWrite } from '../desk.call';
import { criterionKey, markedParts, type Points } from '../mark.form';
import { timeWords } from '../exam.view';
import './desk.scss';

interface MarkFormProps {
  task: MarkingTask;
  onDone: () => void;
  onRelease: () => void;
}

/** One answer with its criteria; a mark is given to each of them. */
export function MarkForm({ task, onDone, onRelease }: MarkFormProps) {
  const [points, setPoints] = useState<Points>({});
  const [note, setNote] = useState('');
  const parts = markedParts(task, points);
  const mark = async () => {
    if (!parts) return;
    const done = await attempt(() =>
      call(examResultContract.markAnswer, {
        params: { markingId: task.id },
        body: {
          ...deskWrite(),
          version: task.version,
          parts,
          note: note.trim() === '' ? null : note.trim(),
        },
      }),
    );
    if (done) onDone();
  };
  const release = async () => {
    const body = { ...deskWrite(), version: task.version };
    const params = { markingId: task.id };
    await attempt(() => call(examResultContract.releaseMarking, { params, body }));
    onRelease();
  };
  return (
    <PageShell
      title="阅卷"
      sub={`${task.points} 分，${timeWords(task.claimedUntil)} 前别人看不到这份`}
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
      {task.again && (
        <Card pad>
          <View className="t-body">{`重阅的原因：${task.again}`}</View>
        </Card>
      )}
      {task.parts.map((part, i) => (
        <Section
          key={part.partId ?? 'all'}
          title={task.parts.length > 1 ? `第 ${i + 1} 小题` : '题目'}
        >
          <Card pad>
            <View className="ed-form">
              <Text className="t-b">{part.stem}</Text>
              <Text className="t-body">{part.text}</Text>
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
    </PageShell>
  );
}
