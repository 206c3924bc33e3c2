import { View } from '@tarojs/components';
import { PIECE_LIMITS, type CheckQuestionDraft } from '@qiangji/shared-types';
import { TextField } from '@/ui/field';
import { OptionFields } from '@/ui/option-fields';
import { Press } from '@/ui/press';
import { TYPE_WORDS } from '@/ui/question/states';
import { Seg } from '@/ui/seg';
import { addOption, ofType } from '../piece.form';
import './write.scss';

interface QuestionFieldsProps {
  question: CheckQuestionDraft;
  /** Which one it is, from 0. */
  index: number;
  onChange: (question: CheckQuestionDraft) => void;
  onDrop: () => void;
}

const TYPES = (['single', 'multiple', 'true_false'] as const).map((value) => ({
  value,
  text: TYPE_WORDS[value],
}));

/** The fields of one check question. */
export function QuestionFields({ question, index, onChange, onDrop }: QuestionFieldsProps) {
  const label = `第 ${index + 1} 道小题，`;
  const set = (part: Partial<CheckQuestionDraft>) => onChange({ ...question, ...part });
  return (
    <View className="l-col g-12 l-box">
      <Seg
        label={`${label}题型`}
        options={TYPES}
        value={question.type}
        onChange={(type) => onChange(ofType(question, type))}
      />
      <TextField
        label={`${label}题目`}
        value={question.stem}
        max={PIECE_LIMITS.stem}
        multiline
        onChange={(stem) => set({ stem })}
      />
      <Options question={question} label={label} set={set} />
      <TextField
        label={`${label}为什么`}
        value={question.explanation}
        max={PIECE_LIMITS.explanation}
        multiline
        hint="答完给他看的，用自己的话说"
        onChange={(explanation) => set({ explanation })}
      />
      <Press className="l-drop" label={`删去第 ${index + 1} 道小题`} onPress={onDrop}>
        删去这道小题
      </Press>
    </View>
  );
}

interface OptionsProps {
  question: CheckQuestionDraft;
  label: string;
  set: (part: Partial<CheckQuestionDraft>) => void;
}

function Options({ question, label, set }: OptionsProps) {
  const { type, options, answer } = question;
  return (
    <OptionFields
      options={options}
      right={answer}
      single={type !== 'multiple'}
      fixed={type === 'true_false'}
      label={label}
      max={PIECE_LIMITS.option}
      most={6}
      addLabel={`${label}加一个选项`}
      onRight={(ids) => set({ answer: ids })}
      onText={(id, text) =>
        set({ options: options.map((one) => (one.id === id ? { ...one, text } : one)) })
      }
      onDrop={(id) =>
        set({
          options: options.filter((one) => one.id !== id),
          answer: answer.filter((one) => one !== id),
        })
      }
      onAdd={() => set({ options: addOption(options) })}
    />
  );
}
