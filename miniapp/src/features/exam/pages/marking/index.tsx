import { useState } from 'react';
import { View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import { examResultContract, type MarkingTask } from '@qiangji/shared-types';
import { callOnce } from '@/platform/request';
import { useResource } from '@/platform/resource';
import { KIND_WORDS } from '@/ui/answer';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { Cell } from '@/ui/cell';
import { Empty } from '@/ui/empty';
import { KeyWords, ROW_KEYS } from '@/ui/key-words';
import { PageShell } from '@/ui/page-shell';
import { Section } from '@/ui/section';
import { toast } from '@/ui/toast';
import { useRowKeys } from '@/ui/use-row-keys';
import { MarkForm } from '../../components/mark-form';
import { attempt } from '../../desk.call';

/** Answers that wait for a person, one in hand at a time; whose it is, its marker does not see. */
export default function MarkingPage() {
  const { id = '' } = useRouter().params;
  const [task, setTask] = useState<MarkingTask>();
  const { state, data, error, refresh } = useResource(
    examResultContract.findMarking,
    id ? { params: { examId: id } } : undefined,
    { keep: false },
  );
  const claim = async (code: string | null) => {
    const claimed = await attempt(() =>
      callOnce(examResultContract.claimMarking, {
        params: { examId: id },
        body: { code },
      }),
    );
    if (!claimed) return;
    setTask(claimed.task ?? undefined);
    if (!claimed.task) toast('没有等你阅的了');
    void refresh();
  };
  const rowsId = useRowKeys({
    Enter: () => {
      if (!task && data && data.waiting > 0) void claim(null);
    },
  });
  if (task) {
    return (
      <MarkForm
        key={`${task.id} ${task.version}`}
        task={task}
        onDone={() => void claim(task.code)}
        onRelease={() => {
          setTask(undefined);
          void refresh();
        }}
      />
    );
  }
  return (
    <PageShell
      title="阅卷"
      sub={data?.title}
      status={state}
      fail={{ title: '阅卷没取到', why: error?.message ?? '服务器没有回应，连上网再试' }}
      onRefresh={refresh}
      bottom={
        <Button
          block
          size={56}
          lacks={data?.waiting === 0 ? '没有等人阅的' : undefined}
          onPress={() => void claim(null)}
        >
          {`阅下一份，还有 ${data?.waiting ?? 0} 份`}
        </Button>
      }
    >
      {data && data.questions.length === 0 && (
        <Empty
          title={data.complete ? '没有要人阅的题' : '还在收卷'}
          hint={data.complete ? '这张卷子的题机器都能判' : '考完过一两分钟收齐，到时再来看'}
        />
      )}
      {data && data.questions.length > 0 && (
        <Section
          title={`要人阅的题 ${data.questions.length}`}
          note={data.complete ? '看不到是谁答的' : '还在收卷，题会多起来'}
        >
          <KeyWords words={['回车阅下一份', ROW_KEYS]} />
          <View id={rowsId}>
            <Card>
              {data.questions.map((one) => (
                <Cell
                  key={one.code}
                  title={one.stem}
                  meta={[
                    KIND_WORDS[one.kind],
                    `${one.points} 分`,
                    `等阅 ${one.waiting}`,
                    `在阅 ${one.claimed}`,
                    `阅完 ${one.marked}`,
                  ]}
                  onPress={one.waiting > 0 ? () => void claim(one.code) : undefined}
                />
              ))}
            </Card>
          </View>
        </Section>
      )}
    </PageShell>
  );
}
