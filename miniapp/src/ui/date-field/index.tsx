import { useId } from 'react';
import { Picker, Text, View } from '@tarojs/components';
import { FieldWrap, noteId, type FieldFrame } from '../field/wrap';
import { Icon } from '../icon';
import { a11y } from '../press/a11y';

export interface DateFieldProps extends FieldFrame {
  /** `2026-07-13`, or `08:30` with `mode` time; empty is not chosen. */
  value: string;
  onChange: (value: string) => void;
  mode?: 'date' | 'time';
  /** Earliest and latest choice in the same form. */
  start?: string;
  end?: string;
  placeholder?: string;
}

/** A day or a time of day, by the phone's own wheel or the browser's own field. */
export function DateField({
  value,
  onChange,
  mode = 'date',
  start,
  end,
  placeholder = mode === 'date' ? '选日期' : '选时间',
  ...frame
}: DateFieldProps) {
  const id = `date${useId().replace(/:/g, '')}`;
  const control =
    process.env.TARO_ENV === 'h5' ? (
      <input
        id={id}
        type={mode}
        className="qj-field__input"
        aria-label={frame.hideLabel ? frame.label : undefined}
        aria-describedby={frame.error || frame.hint ? noteId(id) : undefined}
        aria-invalid={frame.error ? true : undefined}
        value={value}
        min={start}
        max={end}
        onChange={(event) => onChange(event.target.value)}
      />
    ) : (
      <Picker
        {...(mode === 'date' ? { mode: 'date' as const } : { mode: 'time' as const })}
        value={value}
        start={start}
        end={end}
        onChange={(event: { detail: { value: string } }) => onChange(event.detail.value)}
      >
        <View
          className="qj-field__input qj-field__pick"
          {...a11y({ role: 'button', label: frame.label })}
        >
          <Text className={value ? '' : 'qj-field__pick--none'}>{value || placeholder}</Text>
          <Icon name={mode === 'date' ? 'calendar' : 'clock'} size={18} />
        </View>
      </Picker>
    );
  return (
    <FieldWrap id={id} {...frame}>
      {control}
    </FieldWrap>
  );
}
