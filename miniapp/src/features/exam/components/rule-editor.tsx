import { View } from '@tarojs/components';
import { questionKinds, quizContract, type PaperRule } from '@qiangji/shared-types';
import { useResource } from '@/platform/resource';
import { KIND_WORDS } from '@/ui/answer';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { TextField } from '@/ui/field';
import { Select } from '@/ui/select';
import { wholeNumber } from '../desk.view';
import { topicChoices } from '../paper.form';
import './desk.scss';

interface RuleEditorProps {
  rule: PaperRule;
  /** From 1. */
  number: number;
  /** How many questions fit; undefined before it was saved. */
  available: number | undefined;
  problem: string | undefined;
  onChange: (rule: PaperRule) => void;
  onRemove: () => void;
}

const LEVELS = ['1', '2', '3', '4', '5'].map((value) => ({ value, text: `难度 ${value}` }));

/** One line of a blueprint: from where, how many, worth how much. */
export function RuleEditor(props: RuleEditorProps) {
  const { rule, number, available, problem, onChange, onRemove } = props;
  const topics = useResource(quizContract.listMastery, {}).data?.topics ?? [];
  const name = `第 ${number} 条`;
  return (
    <Card pad label={name}>
      <View className="ed-form">
        <View className="ed-two">
          <Select
            label={`${name}专题`}
            value={rule.topic ?? 'all'}
            options={[{ value: 'all', text: '不限专题' }, ...topicChoices(topics)]}
            onChange={(topic) => onChange({ ...rule, topic: topic === 'all' ? null : topic })}
          />
          <Select
            label={`${name}题型`}
            value={rule.kind ?? 'all'}
            options={[
              { value: 'all' as const, text: '不限题型' },
              ...questionKinds.map((value) => ({ value, text: KIND_WORDS[value] })),
            ]}
            onChange={(kind) => onChange({ ...rule, kind: kind === 'all' ? null : kind })}
          />
          <Select
            label={`${name}难度从`}
            value={String(rule.difficultyFrom)}
            options={LEVELS}
            onChange={(level) => onChange({ ...rule, difficultyFrom: Number(level) })}
          />
          <Select
            label={`${name}难度到`}
            value={String(rule.difficultyTo)}
            options={LEVELS}
            onChange={(level) => onChange({ ...rule, difficultyTo: Number(level) })}
          />
          <TextField
            label={`${name}抽几题`}
            keyboard="number"
            value={String(rule.count)}
            hint={available === undefined ? '存下后看够不够' : `题库里有 ${available} 题`}
            error={problem}
            onChange={(text) =>
              onChange({ ...rule, count: wholeNumber(text, 1, 200) ?? rule.count })
            }
          />
          <TextField
            label={`${name}每题几分`}
            keyboard="number"
            value={String(rule.points)}
            onChange={(text) =>
              onChange({ ...rule, points: wholeNumber(text, 1, 100) ?? rule.points })
            }
          />
        </View>
        <Button kind="o" size={44} icon="trash-2" label={`去掉${name}`} onPress={onRemove}>
          去掉这条
        </Button>
      </View>
    </Card>
  );
}
