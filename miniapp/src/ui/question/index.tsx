import { View } from '@tarojs/components';
import { Option, OptionGroup } from '../option';
import { heading } from '../press/a11y';
import { Tag } from '../tag';
import { choose, letterOf, optionState, TYPE_WORDS, type AskedQuestion } from './states';
import { Why } from './why';
import './index.scss';

export { lacksOf, type AskedQuestion } from './states';

export interface QuestionProps {
  question: AskedQuestion;
  /** Words beside the kind: topic, how often it was met. */
  tags?: readonly string[];
  chosen: readonly string[];
  onChange: (chosen: readonly string[]) => void;
  /** The answer was given: options are locked, right and wrong are shown with the explanation. */
  shown: boolean;
}

/** One question with its options and, once answered, why. Options count by identity. */
export function Question({ question, tags = [], chosen, onChange, shown }: QuestionProps) {
  const { type, stem, options, answer, explanation } = question;
  const multiple = type === 'multiple';
  return (
    <View className="qj-question">
      <View className="qj-question__tags">
        <Tag tone="brand">{TYPE_WORDS[type]}</Tag>
        {tags.map((tag) => (
          <Tag key={tag} tone="line">
            {tag}
          </Tag>
        ))}
      </View>
      <View className="qj-question__stem" {...heading(2)}>
        {stem}
      </View>
      <OptionGroup label={stem} multiple={multiple}>
        {options.map(({ id, text }, index) => (
          <Option
            key={id}
            letter={letterOf(index)}
            text={text}
            multiple={multiple}
            locked={shown}
            state={optionState(id, chosen, answer, shown)}
            onPress={() => onChange(choose(type, chosen, id))}
          />
        ))}
      </OptionGroup>
      {shown && <Why explanation={explanation} />}
    </View>
  );
}
