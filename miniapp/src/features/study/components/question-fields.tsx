import { View } from '@tarojs/components';
import { PIECE_LIMITS, type CheckQuestionDraft } from '@qiangji/shared-types';
import { Button } from '@/ui/button';
import { TextField } from '@/ui/field';
import { Press } from '@/ui/press';
import { letterOf, TYPE_WORDS } from '@/ui/question/states';
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
    <View className="st-group">
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
      <Press className="st-drop" label={`删去第 ${index + 1} 道小题`} onPress={onDrop}>
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
  const isOne = type !== 'multiple';
  const turn = (id: string) => {
    const others = answer.filter((one) => one !== id);
    set({ answer: isOne ? [id] : answer.includes(id) ? others : [...others, id] });
  };
  const change = (id: string, text: string) =>
    set({ options: options.map((one) => (one.id === id ? { ...one, text } : one)) });
  const drop = (id: string) =>
    set({
      options: options.filter((one) => one.id !== id),
      answer: answer.filter((one) => one !== id),
    });
  return (
    <>
      {options.map(({ id, text }, at) => {
        const on = answer.includes(id);
        return (
          <View key={id} className="st-option">
            <Press
              role={isOne ? 'radio' : 'checkbox'}
              checked={on}
              className={`st-option__right ${on ? 'st-option__right--on' : ''}`}
              label={`${label}选项 ${letterOf(at)} 是对的`}
              onPress={() => turn(id)}
            >
              {`${letterOf(at)} ${on ? '对' : '不对'}`}
            </Press>
            <View className="st-option__text">
              <TextField
                label={`${label}选项 ${letterOf(at)}`}
                hideLabel
                value={text}
                max={PIECE_LIMITS.option}
                disabled={type === 'true_false'}
                onChange={(words) => change(id, words)}
              />
            </View>
            {type !== 'true_false' && options.length > 2 && (
              <Press
                className="st-drop"
                label={`${label}删去选项 ${letterOf(at)}`}
                onPress={() => drop(id)}
              >
                删去
              </Press>
            )}
          </View>
        );
      })}
      {type !== 'true_false' && options.length < 6 && (
        <Button
          kind="o"
          label={`${label}加一个选项`}
          onPress={() => set({ options: addOption(options) })}
        >
          加一个选项
        </Button>
      )}
    </>
  );
}
