import { useState } from 'react';
import { Text } from '@tarojs/components';
import { clockOf, type Today, type TodayTask } from '@qiangji/shared-types';
import { urlOf } from '@/shell/page-links';
import { Card } from '@/ui/card';
import { Cell } from '@/ui/cell';
import { Icon } from '@/ui/icon';
import { openPage, OUTBOX_PAGE } from '@/ui/nav';
import { Press } from '@/ui/press';
import { Section } from '@/ui/section';
import { TaskRow } from '@/ui/task-row';
import { railOf } from './today.view';

interface OwnTasksProps {
  tasks: readonly TodayTask[];
  working: boolean;
  nowMs: number;
}

/** What there is to do, by deadline. */
export function OwnTasks({ tasks, working, nowMs }: OwnTasksProps) {
  const calm = !working && tasks.every(({ state }) => state === 'normal');
  return (
    <Section title={`要做的事 ${tasks.length}`} note={calm ? '不急，上班再办' : '按截止先后'}>
      <Card>
        {tasks.length === 0 && (
          <Cell plain icon="circle-check" tone="ok" title="手上没有要办的事" />
        )}
        {tasks.map((task) => (
          <TaskRow
            key={`${task.kind} ${task.link.id}`}
            due={railOf(task, nowMs)}
            title={task.title}
            figure={task.progress ? `${task.progress.have}/${task.progress.of}` : undefined}
            meta={task.meta}
            progress={task.progress ? task.progress.have / task.progress.of : undefined}
            state={task.state}
            onPress={() => openPage(urlOf(task.link))}
          />
        ))}
      </Card>
    </Section>
  );
}

interface DoneProps {
  done: Today['done'];
  waiting: readonly TodayTask[];
}

/** What is done today, folded away until somebody asks. */
export function DoneToday({ done, waiting }: DoneProps) {
  const [open, setOpen] = useState(false);
  const count = done.length + waiting.length;
  if (count === 0) return null;
  return (
    <>
      <Press className="td-done" expanded={open} onPress={() => setOpen(!open)}>
        <Icon name="circle-check" size={20} className="c-ok" />
        <Text className="l-grow">{`今天已办完 ${count} 件`}</Text>
        <Text>{open ? '收起' : '查看'}</Text>
        <Icon name={open ? 'chevron-up' : 'chevron-down'} size={18} />
      </Press>
      {open && (
        <Card>
          {waiting.map((task) => (
            <Cell
              key={`${task.kind} ${task.link.id}`}
              plain
              title={task.title}
              value="待发送"
              onPress={() => openPage(OUTBOX_PAGE)}
            />
          ))}
          {done.map(({ title, at, link }) => (
            <Cell
              key={`${title} ${at}`}
              plain
              title={title}
              value={clockOf(Date.parse(at))}
              onPress={() => openPage(urlOf(link))}
            />
          ))}
        </Card>
      )}
    </>
  );
}
