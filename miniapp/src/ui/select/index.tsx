import { useId } from 'react';
import { Picker, Text, View } from '@tarojs/components';
import { FieldWrap, noteId, type FieldFrame } from '../field/wrap';
import { Icon } from '../icon';
import { a11y } from '../press/a11y';

export interface SelectProps<T extends string> extends FieldFrame {
  options: readonly { value: T; text: string }[];
  value: T | undefined;
  onChange: (value: T) => void;
  /** Shown while nothing is chosen: 选一个. */
  placeholder?: string;
}

/** One of many, by the phone's own wheel or the browser's own list. */
export function Select<T extends string>({
  options,
  value,
  onChange,
  placeholder = '选一个',
  ...frame
}: SelectProps<T>) {
  const id = `select${useId().replace(/:/g, '')}`;
  const index = options.findIndex((option) => option.value === value);
  const choose = (at: number) => {
    const option = options[at];
    if (option) onChange(option.value);
  };
  const control =
    process.env.TARO_ENV === 'h5' ? (
      <View className="qj-field__list">
        <select
          id={id}
          className="qj-field__input"
          aria-label={frame.hideLabel ? frame.label : undefined}
          aria-describedby={frame.error || frame.hint ? noteId(id) : undefined}
          value={value ?? ''}
          onChange={(event) =>
            choose(options.findIndex((option) => option.value === event.target.value))
          }
        >
          {index < 0 && <option value="">{placeholder}</option>}
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.text}
            </option>
          ))}
        </select>
        <Icon name="chevron-down" size={18} className="qj-field__arrow" />
      </View>
    ) : (
      <Picker
        mode="selector"
        range={options.map((option) => option.text)}
        value={Math.max(0, index)}
        onChange={(event) => choose(Number(event.detail.value))}
      >
        <View
          className="qj-field__input qj-field__pick"
          {...a11y({ role: 'button', label: frame.label })}
        >
          <Text className={index < 0 ? 'qj-field__pick--none' : ''}>
            {options[index]?.text ?? placeholder}
          </Text>
          <Icon name="chevron-down" size={18} />
        </View>
      </Picker>
    );
  return (
    <FieldWrap id={id} {...frame}>
      {control}
    </FieldWrap>
  );
}
