import { useEffect, useId } from 'react';
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

/** Moves the line of chips, and nothing else, so that the chosen one is seen. */
function centre(chip: HTMLElement | null): void {
  const line = chip?.closest('.qj-chips');
  if (chip && line) line.scrollLeft = chip.offsetLeft - (line.clientWidth - chip.clientWidth) / 2;
}

/** Filters or groups in one line that scrolls sideways; exactly one is on. */
export function Chips<T extends string>({ label, chips, value, onChange }: ChipsProps<T>) {
  const arrows = useArrowKeys(
    chips.map((chip) => chip.value),
    value,
    onChange,
  );
  const id = `chips${useId().replace(/:/g, '')}`;
  const on = chips.findIndex((chip) => chip.value === value);
  useEffect(() => {
    if (process.env.TARO_ENV === 'h5') centre(document.getElementById(`${id}-${on}`));
  }, [id, on]);
  // Only the mini-program's own scroll view moves without moving the page as well.
  const follow = process.env.TARO_ENV === 'h5' ? {} : { scrollIntoView: `${id}-${on}` };
  return (
    <ScrollView className="qj-chips" scrollX enhanced showScrollbar={false} {...follow}>
      <View className="qj-chips__row" {...a11y({ role: 'radiogroup', label })} {...arrows}>
        {chips.map((chip, index) => (
          <Press
            id={`${id}-${index}`}
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
