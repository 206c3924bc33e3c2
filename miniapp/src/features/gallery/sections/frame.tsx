import { useState } from 'react';
import { View } from '@tarojs/components';
import { Strength, Steps } from '@/ui/bar';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { Cell } from '@/ui/cell';
import { Empty } from '@/ui/empty';
import { Fail } from '@/ui/fail';
import { NetBar } from '@/ui/net-bar';
import { Plate } from '@/ui/plate';
import { Section } from '@/ui/section';
import { SentIcon, SentMark } from '@/ui/sent-mark';
import { Skeleton } from '@/ui/skeleton';
import { TaskRow } from '@/ui/task-row';

const nothing = () => undefined;

/** The duty plate, tasks, cells. */
export function FrameSection() {
  const [opened, setOpened] = useState(0);
  return (
    <>
      <NetBar state="offline" waiting={3} onOpen={() => setOpened(opened + 1)} />
      <Plate
        state="待上岗"
        dot="warn"
        corner="湖塘一组"
        figure="08:30–14:30"
        figureNote="早班"
        facts={[
          { icon: 'map-pin', text: '花园街（人民路至广电路）' },
          { icon: 'video', text: '记录仪 2/2 已领', more: '电量 92%、88%' },
          { icon: 'users', text: '同班 陈立', more: '周敏（协管员）' },
        ]}
        action={
          <Button onPlate block icon="list-checks">
            先做岗前自查，再上岗
          </Button>
        }
      />
      <Section title="要做的事 4" note="按截止先后">
        <Card>
          <TaskRow
            due={{ main: '08:30', small: '还剩 18 分' }}
            title="岗前自查"
            meta="12 条，约 2 分钟"
            state="due"
            onPress={nothing}
          />
          <TaskRow
            due={{ main: '今天', small: '有空再答' }}
            title="每日十题"
            figure="6/10"
            meta="还差 4 题，约 3 分钟"
            progress={0.6}
            onPress={nothing}
          />
          <TaskRow
            due={{ main: '7月10日', small: '超期 1 天' }}
            title="整改：记录仪时间没对准"
            meta={['督察〔2026〕068 号', '传对时照片']}
            state="overdue"
            onPress={nothing}
          />
          <TaskRow
            due={{ main: '周五', small: '7月17日' }}
            title="学懂一篇：当场处罚怎么做"
            meta="昨天办完"
            state="done"
            onPress={nothing}
          />
        </Card>
      </Section>
      <Card>
        <Cell
          icon="triangle-alert"
          tone="bad"
          title="改正超期 1 个工作日"
          meta={['沈洁', '记录仪未全程开启', '应于 7月10日']}
          onPress={nothing}
        />
        <Cell plain icon="message-square" title="投诉建议" value="可以匿名" onPress={nothing} />
        <Cell plain icon="briefcase" title="管理" value="发布、题库、月报" onPress={nothing} />
      </Card>
    </>
  );
}

/** The four states and the way of a record. */
export function StatesSection() {
  return (
    <>
      <Section title="加载中">
        <Skeleton rows={2} />
      </Section>
      <Section title="还没有内容">
        <Empty
          title="这一班还没有记录"
          hint="先拍照，时间地点自动带上"
          action="记一条"
          onAction={nothing}
        />
      </Section>
      <Section title="出错了">
        <Fail title="督察结果没取到" why="服务器没有回应，内容没丢" onRetry={nothing} />
      </Section>
      <Section title="网络">
        <View className="l-col g-8">
          <NetBar state="offline" waiting={4} onOpen={nothing} />
          <NetBar state="sending" waiting={2} onOpen={nothing} />
          <NetBar state="sealed" />
          <NetBar state="rejected" waiting={1} onOpen={nothing} />
        </View>
      </Section>
      <Section title="待发送清单">
        <Card>
          <Cell
            lead={<SentIcon state="rejected" />}
            tone="bad"
            title="占道经营，当场处罚"
            meta="协管员不能登记处罚，请执法员重报"
            right={
              <Button kind="d" size={44} label="去改 占道经营">
                去改
              </Button>
            }
          />
          <Cell
            lead={<SentIcon state="sending" />}
            title="店外经营，已劝导"
            meta={['10:31', '照片 1/2', '1.4 MB']}
            right={<SentMark state="sending" />}
          />
          <Cell
            lead={<SentIcon state="waiting" />}
            title="非机动车乱停，已规范"
            meta={['10:05', '照片 1 张']}
            right={<SentMark state="waiting" />}
          />
          <Cell
            lead={<SentIcon state="sent" />}
            title="岗前自查，12 条"
            meta={['08:20 提交', '08:21 送达']}
            right={<SentMark state="sent" />}
          />
        </Card>
      </Section>
      <Section title="掌握">
        <Card pad>
          <Strength name="当场处罚" have={2} of={9} />
          <Strength name="全程记录" have={11} of={14} />
          <Strength name="听证程序" have={2} of={3} />
          <Steps marks={['ok', 'ok', 'bad', 'ok', 'todo', 'todo']} current={4} />
        </Card>
      </Section>
    </>
  );
}
