import type { ReactNode } from 'react';
import { Text, View } from '@tarojs/components';
import { a11y } from '../press/a11y';
import './index.scss';

export interface FieldFrame {
  label: string;
  /** Label is spoken only; the place says what it is. */
  hideLabel?: boolean;
  /** Under the field: what it is for. */
  hint?: string;
  /** What is wrong and how to put it right; replaces the hint. */
  error?: string;
}

/** Id of a field's explaining line. */
export function noteId(id: string): string {
  return `${id}-note`;
}

/** Label, field, counter, and what is wrong. A browser ties them together by id. */
export function FieldWrap({
  id,
  label,
  hideLabel,
  hint,
  error,
  counter,
  children,
}: FieldFrame & { id: string; counter?: string; children: ReactNode }) {
  return (
    <View className={`qj-field ${error ? 'qj-field--error' : ''}`}>
      {!hideLabel && (
        <View className="qj-field__head">
          {process.env.TARO_ENV === 'h5' ? (
            <label className="qj-field__label" htmlFor={id}>
              {label}
            </label>
          ) : (
            <Text className="qj-field__label">{label}</Text>
          )}
          {counter && <Text className="qj-field__counter">{counter}</Text>}
        </View>
      )}
      {children}
      {(error || hint) && (
        <View
          id={noteId(id)}
          className={error ? 'qj-field__error' : 'qj-field__hint'}
          {...(error ? a11y({ role: 'alert' }) : {})}
        >
          {error ?? hint}
        </View>
      )}
    </View>
  );
}
