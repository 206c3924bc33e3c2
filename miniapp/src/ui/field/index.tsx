import { useId } from 'react';
import { Input, Textarea } from '@tarojs/components';
import { FieldWrap, noteId, type FieldFrame } from './wrap';
import './index.scss';

export interface TextFieldProps extends FieldFrame {
  value: string;
  onChange: (value: string) => void;
  placeholder?: string;
  /** Longest text; shows a counter from four fifths on. */
  max?: number;
  /** Several lines. */
  multiline?: boolean;
  /** Which keyboard the phone shows. */
  keyboard?: 'text' | 'number' | 'digit' | 'tel' | 'idcard';
  password?: boolean;
  disabled?: boolean;
  /** Enter, or 完成 on the phone's keyboard. */
  onEnter?: () => void;
}

type WeappKeyboard = 'text' | 'number' | 'digit' | 'idcard';

const INPUT_MODE = {
  text: 'text',
  number: 'numeric',
  digit: 'decimal',
  tel: 'tel',
  idcard: 'text',
} as const;

/** One text, on one line or several. */
export function TextField({
  value,
  onChange,
  placeholder,
  max,
  multiline,
  keyboard = 'text',
  password,
  disabled,
  onEnter,
  ...frame
}: TextFieldProps) {
  const id = `field${useId().replace(/:/g, '')}`;
  const counter =
    max !== undefined && value.length * 5 >= max * 4 ? `${value.length}/${max}` : undefined;
  const described = frame.error || frame.hint ? noteId(id) : undefined;
  const common = { value, placeholder, disabled };
  // Emoji and rare Han characters count as two in a browser's own limit too, so the limits agree.
  const limit = max === undefined ? {} : { maxLength: max };
  let control;
  if (process.env.TARO_ENV === 'h5') {
    const browser = {
      ...common,
      ...limit,
      id,
      className: `qj-field__input ${multiline ? 'qj-field__input--lines' : ''}`,
      'aria-label': frame.hideLabel ? frame.label : undefined,
      'aria-describedby': described,
      'aria-invalid': frame.error ? true : undefined,
      onChange: (event: { target: { value: string } }) => onChange(event.target.value),
    };
    control = multiline ? (
      <textarea rows={3} {...browser} />
    ) : (
      <input
        type={password ? 'password' : 'text'}
        inputMode={INPUT_MODE[keyboard]}
        onKeyDown={(event) => event.key === 'Enter' && onEnter?.()}
        {...browser}
      />
    );
  } else {
    const native = {
      ...common,
      maxlength: max ?? -1,
      placeholderClass: 'qj-field__placeholder',
      onInput: (event: { detail: { value: string } }) => onChange(event.detail.value),
      onConfirm: () => onEnter?.(),
      'aria-label': frame.label,
    };
    const type = (keyboard === 'tel' ? 'number' : keyboard) as WeappKeyboard;
    control = multiline ? (
      <Textarea autoHeight className="qj-field__input qj-field__input--lines" {...native} />
    ) : (
      <Input type={type} password={password} className="qj-field__input" {...native} />
    );
  }
  return (
    <FieldWrap id={id} counter={counter} {...frame}>
      {control}
    </FieldWrap>
  );
}
