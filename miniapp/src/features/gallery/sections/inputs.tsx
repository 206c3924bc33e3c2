import { useState } from 'react';
import { Image, View } from '@tarojs/components';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { Cell } from '@/ui/cell';
import { Choice, MultiChoice } from '@/ui/choice';
import { DateField } from '@/ui/date-field';
import { useConfirm } from '@/ui/dialog';
import { TextField } from '@/ui/field';
import { Markdown } from '@/ui/markdown';
import { Restored } from '@/ui/restored';
import { Section } from '@/ui/section';
import { Seg } from '@/ui/seg';
import { Select } from '@/ui/select';
import { type ReadInk, SignaturePad } from '@/ui/signature-pad';
import { Switch } from '@/ui/switch';
import { useLook } from '@/ui/theme';
import { toast, toastSent } from '@/ui/toast';

const CATEGORIES = [
  { value: 'shop', text: '店外经营' },
  { value: 'street', text: '占道经营' },
  { value: 'vendor', text: '流动摊点' },
  { value: 'heap', text: '乱堆放' },
  { value: 'bike', text: '非机动车' },
];

export function FieldsSection() {
  const [category, setCategory] = useState<string>();
  const [people, setPeople] = useState<string[]>(['a']);
  const [words, setWords] = useState('');
  const [unit, setUnit] = useState<string>();
  const [day, setDay] = useState('');
  const [on, setOn] = useState(false);
  return (
    <>
      <Restored shown onDiscard={() => toast('清掉了')} />
      <Section title="类别" note="按这一带常见排">
        <Choice label="类别" options={CATEGORIES} value={category} onChange={setCategory} />
      </Section>
      <Section title="同班">
        <MultiChoice
          label="同班"
          columns={2}
          options={[
            { value: 'a', text: '陈立' },
            { value: 'b', text: '周敏（协管员）' },
          ]}
          value={people}
          onChange={setPeople}
        />
      </Section>
      <Card pad className="l-col g-16">
        <TextField
          label="补一句"
          placeholder="可不填"
          value={words}
          onChange={setWords}
          max={20}
          multiline
        />
        <TextField
          label="执法证号"
          value="3204"
          onChange={setWords}
          error="执法证号是 11 位，现在 4 位"
        />
        <Select
          label="中队"
          options={[
            { value: 'h', text: '湖塘中队' },
            { value: 'q', text: '前黄中队' },
          ]}
          value={unit}
          onChange={setUnit}
        />
        <DateField label="截止" value={day} onChange={setDay} hint="只能选以后的工作日" />
      </Card>
      <Card>
        <Cell
          plain
          icon="map-pin"
          title="这一班记轨迹"
          meta="下班就关，7 天后删"
          right={<Switch label="这一班记轨迹" on={on} onChange={setOn} />}
        />
      </Card>
    </>
  );
}

/** Signature, dialog, toast, look. */
export function ActsSection() {
  const [dialog, ask] = useConfirm();
  const { theme, setTheme, font, setFont } = useLook();
  const [read, setRead] = useState<ReadInk>();
  const [picture, setPicture] = useState('');
  return (
    <>
      <Section title="签名">
        <SignaturePad label="被检查人签名" onChange={(next) => setRead(() => next)} />
        <Button
          lacks={read ? undefined : '还没签名'}
          onPress={() => void read?.().then(setPicture)}
        >
          封存
        </Button>
        {picture && <Image src={picture} mode="widthFix" />}
      </Section>
      <Section title="问一句、说一句">
        <View className="l-row l-wrap g-8">
          <Button
            kind="d"
            onPress={() =>
              void ask({
                title: '作废这次抽取？',
                text: '抽取结果会留着，注明作废的原因。',
                yes: '作废',
                no: '留着',
                danger: true,
              }).then((yes) => toast(yes ? '已作废' : '留着'))
            }
          >
            作废抽取
          </Button>
          <Button kind="s" onPress={() => toastSent('已存下，连上网就送')}>
            存一条
          </Button>
          <Button kind="o" onPress={() => toast('没有取到位置', 'bad')}>
            取位置
          </Button>
        </View>
      </Section>
      <Section title="外观">
        <Seg
          label="字号"
          value={font}
          onChange={setFont}
          options={[
            { value: 'system', text: '跟随' },
            { value: '1', text: '标准' },
            { value: '2', text: '大' },
            { value: '3', text: '特大' },
          ]}
        />
        <Seg
          label="深色"
          value={theme}
          onChange={setTheme}
          options={[
            { value: 'system', text: '跟随' },
            { value: 'light', text: '关' },
            { value: 'dark', text: '开' },
          ]}
        />
      </Section>
      {dialog}
    </>
  );
}

const PIECE = `## 三、当场收缴，只有两种情形

能当场处罚，不等于能当场收钱。对公民二百元以下的罚款，可以当场**作出决定**；当场**收缴**的门槛更低。

*一是给予一百元以下罚款；二是不当场收缴，事后难以执行。*两种情形以外，一律告知当事人缴款。

1. 票据本上岗前要领；
2. 收了钱，当场开专用票据。

- 不开票据的，当事人有权拒绝缴纳
- 二日内交到单位

> 夜市摊点多是 50 元，可以当场收。

见[国家法律法规数据库](https://flk.npc.gov.cn)。<b>标签照字面显示</b>`;

export function ReaderSection() {
  return (
    <Card pad>
      <Markdown text={PIECE} />
    </Card>
  );
}
