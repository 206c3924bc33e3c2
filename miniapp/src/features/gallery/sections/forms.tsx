import { useState } from 'react';
import { View } from '@tarojs/components';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { CheckItem } from '@/ui/check-item';
import { Chips } from '@/ui/chips';
import { HeatCell, HeatLegend } from '@/ui/heat-cell';
import { LawChip } from '@/ui/law-chip';
import { Meta } from '@/ui/meta';
import { Option, OptionGroup } from '@/ui/option';
import { PhotoRow } from '@/ui/photo-row';
import { ScoreItem } from '@/ui/score-item';
import { Section } from '@/ui/section';
import type { Verdict } from '@/ui/seg3';
import { Tag } from '@/ui/tag';

const nothing = () => undefined;
const LAW = { name: '行政处罚法', article: '第六十八条', version: '2021年修订' };
type Answers = Record<string, Verdict | undefined>;

export function ButtonsSection() {
  return (
    <Section title="按钮">
      <View className="l-row l-wrap g-8">
        <Button>记一条</Button>
        <Button kind="s" icon="check">
          改好了
        </Button>
        <Button kind="o">再试</Button>
        <Button kind="d">去改</Button>
        <Button size={44} lacks="还有 1 条没查">
          交自查
        </Button>
        <Button busy>保存</Button>
        <Button size={56} block icon="camera">
          拍照
        </Button>
        <Button size={60} block>
          下一组 记录装备
        </Button>
      </View>
    </Section>
  );
}

export function ChecksSection() {
  const [answers, setAnswers] = useState<Answers>({ a: 'pass', b: 'fail', s1: 'pass', s2: 'fail' });
  const [group, setGroup] = useState('program');
  const bind = (key: string) => ({
    value: answers[key],
    onChange: (value: Verdict) => setAnswers({ ...answers, [key]: value }),
  });
  return (
    <>
      <Section title="记录装备" note="2 / 3">
        <Card>
          <CheckItem
            name="已领 2 台记录仪"
            source={['D1', '三年行动方案', '三（二）3']}
            {...bind('a')}
          />
          <CheckItem name="记录仪已对时" source={['D6-2', '本队条目', '2026-3 版']} {...bind('b')}>
            <PhotoRow photos={[{ id: '1', caption: '08:07' }]} onAdd={nothing} addText="再拍">
              <Meta items="问题" />
              <View className="t-body">2 号机慢 5 分钟</View>
            </PhotoRow>
            <View className="l-row l-between g-8 l-wrap">
              <View>
                <Meta items="怎么改" />
                <View className="t-body t-b">现场对时，上岗前改好</View>
              </View>
              <Button kind="s" icon="check" size={44}>
                改好了
              </Button>
            </View>
          </CheckItem>
          <CheckItem
            name="电量和存储够用这一班"
            source={['D6-1', '本队条目', '2026-3 版']}
            {...bind('c')}
          />
        </Card>
      </Section>
      <Chips
        label="分组"
        value={group}
        onChange={setGroup}
        chips={[
          { value: 'dress', text: '着装 2/2' },
          { value: 'program', text: '程序 4/9' },
          { value: 'recorder', text: '记录装备 0/6' },
          { value: 'manner', text: '仪容语言 0/5' },
        ]}
      />
      <Card>
        <ScoreItem
          name="执法人员不少于 2 人"
          meta={['C1', '一票否决']}
          hint={['数有执法证的人，协管员不算', '依据：行政处罚法第四十二条；行政强制法第十八条']}
          deduct="veto"
          {...bind('s1')}
        />
        <ScoreItem name="告知事实和申辩权" meta={['C4', '一般']} deduct={3} {...bind('s2')}>
          <PhotoRow
            photos={[
              { id: '1', caption: '09:21', state: 'uploading' },
              { id: '2', caption: '09:22', state: 'failed' },
            ]}
            onAdd={nothing}
            addLabel="拍证据"
          >
            <View className="t-sub c-ink-1">没告知申辩权</View>
            <Meta items="语音 4 秒" />
          </PhotoRow>
        </ScoreItem>
        <ScoreItem name="听了申辩并复核" meta={['C5', '一般']} deduct={3} {...bind('s3')} />
      </Card>
    </>
  );
}

export function QuestionSection() {
  const [chosen, setChosen] = useState('B');
  return (
    <>
      <Section title="题目">
        <View className="l-row g-8 l-wrap">
          <Tag tone="brand">单选</Tag>
          <Tag tone="line">行政处罚</Tag>
          <Tag tone="ok" icon="circle-check">
            学懂
          </Tag>
          <Tag tone="warn">剩 2 个工作日</Tag>
          <Tag tone="bad">被退回</Tag>
          <Tag tone="brass">样例</Tag>
          <Tag>未读</Tag>
        </View>
        <OptionGroup label="数额最高是多少">
          {['五十元', '一百元', '二百元'].map((text, index) => {
            const letter = 'ABC'.charAt(index);
            return (
              <Option
                key={letter}
                letter={letter}
                text={text}
                state={chosen === letter ? 'selected' : 'idle'}
                onPress={() => setChosen(letter)}
              />
            );
          })}
          <Option letter="D" text="一千元" state="wrong" locked />
          <Option letter="E" text="三千元" state="missed" locked />
          <Option
            letter="F"
            text="当场收缴的两种情形以外，一律告知当事人缴款"
            state="right"
            locked
          />
        </OptionGroup>
        <View className="l-row l-wrap g-8">
          <LawChip law={{ ...LAW, verified: 'confirmed' }} onPress={nothing} />
          <LawChip law={{ ...LAW, verified: 'archive_checked' }} />
          <LawChip law={{ ...LAW, verified: 'unverified' }} />
        </View>
      </Section>
      <Section title="热力">
        <Card pad>
          <HeatLegend />
          <View className="l-row g-4 l-wrap">
            <HeatCell label="陈立 学懂" have={2} of={2} onPress={nothing} />
            <HeatCell label="陈立 掌握" have={23} of={25} percent onPress={nothing} />
            <HeatCell label="沈洁 掌握" have={13} of={28} percent selected onPress={nothing} />
            <HeatCell label="沈洁 学懂" have={0} of={2} onPress={nothing} />
            <HeatCell label="陆佳 督察" have={0} of={0} />
          </View>
        </Card>
      </Section>
    </>
  );
}
