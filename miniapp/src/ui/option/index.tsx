import type { ReactNode } from 'react';
import { Text, View } from '@tarojs/components';
import { Icon, type IconName } from '../icon';
import { Press } from '../press';
import { a11y } from '../press/a11y';
import './index.scss';

export type OptionState = 'idle' | 'selected' | 'right' | 'wrong' | 'missed';

export interface OptionProps {
  /** A, B, C, D. */
  letter: string;
  text: string;
  /** `right` and `wrong` after answering; `missed` is a right one that was not chosen. */
  state?: OptionState;
  /** Several may be chosen. */
  multiple?: boolean;
  /** Answered: cannot be changed any more. */
  locked?: boolean;
  onPress?: () => void;
}

const MARK: Record<OptionState, { words: string; icon?: IconName }> = {
  idle: { words: '' },
  selected: { words: '' },
  right: { words: '你选的，正确', icon: 'circle-check' },
  wrong: { words: '你选的', icon: 'circle-x' },
  missed: { words: '正确', icon: 'circle-check' },
};

/** One answer of a question; put several into an `OptionGroup`. */
export function Option({ letter, text, state = 'idle', multiple, locked, onPress }: OptionProps) {
  const mark = MARK[state];
  const chosen = state !== 'idle' && state !== 'missed';
  return (
    <Press
      role={multiple ? 'checkbox' : 'radio'}
      className={`qj-option qj-option--${state}`}
      label={[letter, text, mark.words].filter(Boolean).join('，')}
      checked={chosen}
      disabled={locked}
      onPress={onPress}
    >
      <Text className="qj-option__letter">{letter}</Text>
      <Text className="qj-option__text">{text}</Text>
      {mark.words && <Text className="qj-option__words">{mark.words}</Text>}
      {mark.icon && <Icon name={mark.icon} size={20} className="qj-option__mark" />}
      {multiple && !mark.icon && (
        <Icon
          name={chosen ? 'square-check-big' : 'square'}
          size={20}
          className={chosen ? 'qj-option__mark' : 'qj-option__box'}
        />
      )}
      {!multiple && state === 'selected' && (
        <Icon name="check-2_2" size={20} className="qj-option__mark" />
      )}
    </Press>
  );
}

export interface OptionGroupProps {
  /** The question, spoken as the name of the group. */
  label: string;
  multiple?: boolean;
  children: ReactNode;
}

/** The answers of one question. */
export function OptionGroup({ label, multiple, children }: OptionGroupProps) {
  return (
    <View className="qj-options" {...a11y({ role: multiple ? 'group' : 'radiogroup', label })}>
      {children}
    </View>
  );
}
