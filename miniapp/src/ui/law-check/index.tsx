import { useState } from 'react';
import { View } from '@tarojs/components';
import { CHECKED_TEXT_MAX, dayOf, type LawCheck } from '@qiangji/shared-types';
import { now } from '@/platform/clock';
import { Button } from '../button';
import { DateField } from '../date-field';
import { TextField } from '../field';
import type { LawShown } from '../law-chip';

/** The texts of these laws, as what something that cites them would be held against. */
export function textsOf(laws: readonly Omit<LawShown, 'verified'>[]): string {
  const texts = laws.map(({ name, version, article }) => `${name}（${version}）${article}`);
  return texts.join('；').slice(0, CHECKED_TEXT_MAX);
}

export interface LawCheckProps {
  /** The text that it would be held against. */
  suggested: string;
  /** It was checked before, so that the word can be taken back. */
  isChecked: boolean;
  onSay: (check: LawCheck) => void;
}

/** The legal officer's word, with the text it rests on and the day. */
export function LawCheckForm({ suggested, isChecked, onSay }: LawCheckProps) {
  const today = dayOf(now());
  const [text, setText] = useState(suggested);
  const [checkedOn, setCheckedOn] = useState(today);
  const lacks = text.trim() === '' ? '写明对的哪个文本' : undefined;
  const say = (state: LawCheck['state']) => onSay({ state, text: text.trim(), checkedOn });
  return (
    <View className="l-col g-12 l-box">
      <TextField
        label="对的哪个文本"
        value={text}
        max={CHECKED_TEXT_MAX}
        multiline
        onChange={setText}
      />
      <DateField label="哪天核对的" value={checkedOn} end={today} onChange={setCheckedOn} />
      <View className="l-row l-wrap g-12">
        <Button lacks={lacks} onPress={() => say('confirmed')}>
          核对无误
        </Button>
        {isChecked && (
          <Button kind="o" lacks={lacks} onPress={() => say('unverified')}>
            收回核对
          </Button>
        )}
      </View>
    </View>
  );
}
