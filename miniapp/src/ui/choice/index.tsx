import { Text, View } from '@tarojs/components';
import { Icon } from '../icon';
import { Press } from '../press';
import { a11y } from '../press/a11y';
import { useArrowKeys } from '../press/arrow-keys';
import './index.scss';

export interface ChoiceProps<T extends string> {
  /** What is chosen, spoken: 类别. */
  label: string;
  options: readonly { value: T; text: string; disabled?: boolean }[];
  value: T | undefined;
  onChange: (value: T) => void;
  /** `flow`: each as wide as its words, where names are of unequal length. */
  columns?: 1 | 2 | 3 | 4 | 'flow';
}

/** One of several as big buttons: thumbs find them without looking. */
export function Choice<T extends string>({
  label,
  options,
  value,
  onChange,
  columns = 3,
}: ChoiceProps<T>) {
  const arrows = useArrowKeys(
    options.filter((option) => !option.disabled).map((option) => option.value),
    value,
    onChange,
  );
  return (
    <View
      className={`qj-choice qj-choice--${columns}`}
      {...a11y({ role: 'radiogroup', label })}
      {...arrows}
    >
      {options.map((option) => {
        const on = option.value === value;
        return (
          <Press
            key={option.value}
            role="radio"
            checked={on}
            disabled={option.disabled}
            className={`qj-choice__item ${on ? 'qj-choice__item--on' : ''} ${option.disabled ? 'qj-choice__item--off' : ''}`}
            onPress={() => onChange(option.value)}
          >
            {on && columns !== 'flow' && <Icon name="check-2_2" size={18} />}
            <Text>{option.text}</Text>
          </Press>
        );
      })}
    </View>
  );
}

export interface MultiChoiceProps<T extends string> {
  label: string;
  options: readonly { value: T; text: string }[];
  value: readonly T[];
  onChange: (value: T[]) => void;
  columns?: 1 | 2 | 3 | 4;
}

/** Several of several, as the same buttons. */
export function MultiChoice<T extends string>({
  label,
  options,
  value,
  onChange,
  columns = 3,
}: MultiChoiceProps<T>) {
  return (
    <View className={`qj-choice qj-choice--${columns}`} {...a11y({ role: 'group', label })}>
      {options.map((option) => {
        const on = value.includes(option.value);
        const next = on ? value.filter((one) => one !== option.value) : [...value, option.value];
        return (
          <Press
            key={option.value}
            role="checkbox"
            checked={on}
            className={`qj-choice__item ${on ? 'qj-choice__item--on' : ''}`}
            onPress={() => onChange(next)}
          >
            {on && <Icon name="check-2_2" size={18} />}
            <Text>{option.text}</Text>
          </Press>
        );
      })}
    </View>
  );
}
