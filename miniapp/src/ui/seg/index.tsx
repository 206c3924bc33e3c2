import { Text, View } from '@tarojs/components';
import { Icon, type IconName } from '../icon';
import { Press } from '../press';
import { a11y } from '../press/a11y';
import { useArrowKeys } from '../press/arrow-keys';
import './index.scss';

export interface SegOption<T extends string> {
  value: T;
  text: string;
  /** Colour when chosen; plain white without. */
  tone?: 'ok' | 'bad';
  /** Icon when chosen. */
  icon?: IconName;
}

export interface SegProps<T extends string> {
  /** What is chosen here, spoken: 字号. */
  label: string;
  options: readonly SegOption<T>[];
  /** Nothing chosen yet is `undefined`. */
  value: T | undefined;
  onChange: (value: T) => void;
  disabled?: boolean;
}

/** A few choices side by side, one at a time. */
export function Seg<T extends string>({ label, options, value, onChange, disabled }: SegProps<T>) {
  const arrows = useArrowKeys(
    options.map((option) => option.value),
    value,
    onChange,
  );
  return (
    <View className="qj-seg" {...a11y({ role: 'radiogroup', label })} {...arrows}>
      {options.map((option) => {
        const on = option.value === value;
        return (
          <Press
            key={option.value}
            role="radio"
            className={`qj-seg__item ${on ? `qj-seg__item--on qj-seg__item--${option.tone ?? 'plain'}` : ''}`}
            checked={on}
            disabled={disabled}
            onPress={() => onChange(option.value)}
          >
            {on && option.icon && <Icon name={option.icon} size={18} />}
            <Text>{option.text}</Text>
          </Press>
        );
      })}
    </View>
  );
}
