import { Text, View } from '@tarojs/components';
import { Press } from '../press';
import { a11y } from '../press/a11y';
import './index.scss';

export interface BarProps {
  /** Part of the whole, 0 to 1; `undefined` is no data and hatched, which is not zero. */
  value: number | undefined;
  tone?: 'brand' | 'ok' | 'warn' | 'bad' | 'quiet' | 'brass';
  thin?: boolean;
}

/** Part of a whole. The figure stands beside it in words, so the bar itself is not read aloud. */
export function Bar({ value, tone = 'brand', thin }: BarProps) {
  const size = thin ? 'qj-bar--thin' : '';
  if (value === undefined) {
    return <View className={`qj-bar qj-hatch ${size}`} {...a11y({ hidden: true })} />;
  }
  const width = `${Math.round(Math.min(1, Math.max(0, value)) * 1000) / 10}%`;
  return (
    <View className={`qj-bar ${size}`} {...a11y({ hidden: true })}>
      <View className={`qj-bar__fill qj-bar__fill--${tone}`} style={{ width }} />
    </View>
  );
}

export interface StrengthProps {
  /** Topic. */
  name: string;
  /** Steady ones of those met; fewer than 5 met is no data (无). */
  have: number;
  of: number;
  /** Opens what was answered. */
  onPress?: () => void;
}

/** Mastery of a topic: name, bar, n/m. Under five answers it says 无 instead of a rate. */
export function Strength({ name, have, of, onPress }: StrengthProps) {
  const known = of >= 5;
  const parts = (
    <>
      <Text className="qj-strength__name">{name}</Text>
      <View className="qj-strength__bar">
        <Bar
          value={known ? have / of : undefined}
          tone={known && have * 2 < of ? 'warn' : 'brand'}
        />
      </View>
      <Text className={`qj-strength__figure ${known ? '' : 'qj-strength__figure--none'}`}>
        {known ? `${have}/${of}` : '无'}
      </Text>
    </>
  );
  return onPress ? (
    <Press
      className="qj-strength qj-strength--press"
      label={`${name}，稳住 ${have}，遇到 ${of}`}
      onPress={onPress}
    >
      {parts}
    </Press>
  ) : (
    <View className="qj-strength">{parts}</View>
  );
}

export interface StepsProps {
  /** One mark per item, in order. */
  marks: readonly ('ok' | 'bad' | 'todo')[];
  /** Index of the item at hand. */
  current?: number;
}

/** A short row of marks: which items are done and how. Its sentence stands beside it. */
export function Steps({ marks, current }: StepsProps) {
  return (
    <View className="qj-steps" {...a11y({ hidden: true })}>
      {marks.map((mark, index) => (
        <View
          key={index}
          className={`qj-steps__mark qj-steps__mark--${mark} ${index === current ? 'qj-steps__mark--now' : ''}`}
        />
      ))}
    </View>
  );
}
