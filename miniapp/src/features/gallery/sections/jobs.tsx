import { useState } from 'react';
import { View } from '@tarojs/components';
import { AnswerSheet } from '@/ui/answer-sheet';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { FactStrip } from '@/ui/fact-strip';
import { FilterBar } from '@/ui/filter-bar';
import { FindingStrip } from '@/ui/finding-strip';
import { Plate } from '@/ui/plate';
import { PlateFigures, PlateParts } from '@/ui/plate/figures';
import { RoadStrip } from '@/ui/road-strip';
import { Section } from '@/ui/section';
import { Shortcuts } from '@/ui/shortcuts';
import { TalkRow } from '@/ui/talk-row';
import { Timeline, TimelineItem } from '@/ui/timeline';
import { Trend } from '@/ui/trend';

const nothing = () => undefined;

const WEEKS = [
  { label: '5/18', value: 88, count: 162 },
  { label: '5/25', value: 91, count: 175 },
  { label: '6/1', value: undefined, count: 0 },
  { label: '6/8', value: 86, count: 148 },
  { label: '6/15', value: 90, count: 190 },
  { label: '6/22', value: 93, count: 201 },
  { label: '6/29', value: 92, count: 188 },
  { label: '7/6', value: 94, count: 214 },
];

export function DutySection() {
  return (
    <>
      <Plate
        state="在岗"
        dot="ok"
        corner={
          <Button kind="p" size={44} onPlate iconAfter="chevron-right">
            交班
          </Button>
        }
      >
        <PlateFigures
          items={[
            { figure: '3', text: '人同班' },
            { figure: '5', text: '条记录', onPress: nothing },
            { figure: '1', text: '件上报' },
            { figure: '2/2', text: '记录仪' },
          ]}
        />
      </Plate>
      <RoadStrip
        sections={[
          { name: '人民路口', state: 'done' },
          { name: '花园街北', state: 'done' },
          { name: '菜场门口', state: 'done' },
          { name: '花园街南', state: 'now' },
          { name: '广电路口', state: 'ahead' },
        ]}
      />
      <FactStrip
        facts={[
          { icon: 'map-pin', text: '花园街 人民路–广电路', note: '误差 15 米' },
          { icon: 'clock', text: '10:44' },
        ]}
      />
      <Section title="这一班 3 条" note="2 条待发送" onMore={nothing}>
        <Timeline>
          <TimelineItem
            time="10:31"
            icon="camera"
            title="店外经营，已劝导"
            meta={['花园街南', '收回门内']}
            photo={{ id: '1' }}
            sent="waiting"
            onPress={nothing}
          />
          <TimelineItem
            time="09:40"
            icon="siren"
            tone="bad"
            title="渣土洒落，已上报"
            meta="09:41 指挥中心已收到"
            sent="sent"
            onPress={nothing}
          />
          <TimelineItem
            time="08:28"
            icon="shield-check"
            tone="ok"
            title="上岗"
            meta={['自查 12 条已交', '2 名执法员']}
          />
        </Timeline>
      </Section>
      <View className="l-row g-8">
        <Button kind="d" size={60} icon="siren" stack>
          突发
        </Button>
        <Button size={60} icon="camera" block>
          记一条
        </Button>
      </View>
    </>
  );
}

export function StudySection() {
  const [current, setCurrent] = useState(11);
  const marks = Array.from({ length: 25 }, (_, index) => ({
    answered: index < 9 || index === 10 || index === 13,
    flagged: index === 4 || index === 8,
  }));
  return (
    <>
      <Plate
        state="年度计划"
        corner="跟上了计划"
        figure="26"
        figureOf="/ 40"
        figureNote="篇学懂"
        big
      >
        <PlateParts
          items={[
            { text: '法律法规', have: 14, of: 20 },
            { text: '政治理论', have: 7, of: 10 },
            { text: '业务作风', have: 5, of: 10 },
          ]}
        />
      </Plate>
      <FindingStrip
        title="因为上周的督察"
        number="〔2026〕071 号"
        onOpenCheck={nothing}
        finding={{ title: '没告知申辩权', meta: ['C4', '7月10日'] }}
        piece={{ title: '怎么告知申辩', meta: '约 4 分钟', onPress: nothing }}
        questions={{ title: '陈述和申辩', meta: '答对就学懂', count: 3, onPress: nothing }}
      />
      <Shortcuts
        items={[
          { icon: 'circle-help', text: '每日十题', note: '6/10', onPress: nothing },
          { icon: 'book-x', text: '错题本', note: '12 题', onPress: nothing },
          { icon: 'file-text', text: '模拟卷', note: '3 套', onPress: nothing },
          { icon: 'timer', text: '考试', note: '周三 14:00', onPress: nothing },
        ]}
      />
      <AnswerSheet marks={marks} current={current} onGo={setCurrent} />
    </>
  );
}

export function ReviewSection() {
  return (
    <>
      <FilterBar
        period="7月6日–12日"
        onPrevious={nothing}
        scope="湖塘中队 36 人"
        onScope={nothing}
      />
      <Section title="值得聊一聊 3" note="先问情况，再说事">
        <Card>
          <TalkRow name="李国强" reason="题组“当场处罚”连错 3 次" onPress={nothing} />
          <TalkRow name="沈洁" reason="夜班连上 4 天，注意休息" onPress={nothing} />
          <TalkRow name="王海峰" reason="两次没开全程记录" onPress={nothing} />
        </Card>
      </Section>
      <Section title="督察合格项率" note="这周查 214 项，合格 201 项">
        <Card pad>
          <Trend
            title="督察合格项率"
            points={WEEKS}
            unit="项"
            target={90}
            gapNote="6月1日那周集训，没有数据，不算作零"
          />
        </Card>
      </Section>
    </>
  );
}
