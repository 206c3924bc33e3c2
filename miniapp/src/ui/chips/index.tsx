import { ScrollView, Text, View } from '@tarojs/components';
import { Press } from '../press';
import { a11y } from '../press/a11y';
import { useArrowKeys } from '../press/arrow-keys';
import './index.scss';

export interface Chip<T extends string> {
  value: T;
  /** Word, with its count where there is one: 程序 4/9. */
  text: string;
}

export interface ChipsProps<T extends string> {
  /** What they choose, spoken: 筛选, 分组. */
  label: string;
  chips: readonly Chip<T>[];
  value: T;
  onChange: (value: T) => void;
}

/** Filters or groups in one line that scrolls sideways; exactly one is on. */
export function Chips<T extends string>({ label, chips, value, onChange }: ChipsProps<T>) {
  const arrows = useArrowKeys(
    chips.map((chip) => chip.value),
    value,
    onChange,
  );
  return (
    <ScrollView className="qj-chips" scrollX enhanced showScrollbar={false}>
      <View className="qj-chips__row" {...a11y({ role: 'radiogroup', label })} {...arrows}>
        {chips.map((chip) => (
          <Press
            key={chip.value}
            role="radio"
            checked={chip.value === value}
            className={`qj-chips__item ${chip.value === value ? 'qj-chips__item--on' : ''}`}
            onPress={() => onChange(chip.value)}
          >
            <Text className="qj-chips__text">{chip.text}</Text>
          </Press>
        ))}
      </View>
    </ScrollView>
  );
}
