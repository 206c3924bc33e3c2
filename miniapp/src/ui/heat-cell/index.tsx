import { Text, View } from '@tarojs/components';
import { Press } from '../press';
import { a11y } from '../press/a11y';
import { shownPercent } from './percent';
import './index.scss';

export { shownPercent };

export interface HeatCellProps {
  /** Whose and what, spoken: 沈洁 掌握. */
  label: string;
  /** Those that are fine, of those there are. `of` 0 is no data: 无, hatched, not zero. */
  have: number;
  of: number;
  /** Shows a percentage and its count instead of n/m, with fewer than five answers as 无. */
  percent?: boolean;
  selected?: boolean;
  /** Opens the records behind the figure. */
  onPress?: () => void;
}

export type HeatLevel = 'fine' | 'below' | 'none-of-them' | 'no-data';

/** 80% and more is fine, below is amber, none at all is red, no data is neither. */
export function heatLevel(have: number, of: number, percent?: boolean): HeatLevel {
  if (of <= 0 || (percent && of < 5)) return 'no-data';
  if (have <= 0) return 'none-of-them';
  return have * 5 >= of * 4 ? 'fine' : 'below';
}

const WORDS: Record<HeatLevel, string> = {
  fine: '',
  below: '，不到八成',
  'none-of-them': '，一项没有',
  'no-data': '，没有数据',
};

/** A figure of a person in a job; colour repeats what the figure says. */
export function HeatCell({ label, have, of, percent, selected, onPress }: HeatCellProps) {
  const level = heatLevel(have, of, percent);
  const ratio = percent ? `${shownPercent(have, of)}%` : `${have}/${of}`;
  const text = level === 'no-data' ? '无' : ratio;
  // A rate never stands without its count.
  const count = percent && level !== 'no-data' ? `共 ${of}` : '';
  const spoken = `${label} ${text}${count && `，${count}`}${WORDS[level]}`;
  const className = `qj-heat qj-heat--${level} ${level === 'no-data' ? 'qj-hatch' : ''} ${selected ? 'qj-heat--selected' : ''}`;
  const inner = (
    <>
      <Text className="qj-heat__text">{text}</Text>
      {count !== '' && <Text className="qj-heat__count">{count}</Text>}
    </>
  );
  return onPress ? (
    <Press className={className} label={spoken} onPress={onPress}>
      {inner}
    </Press>
  ) : (
    <View className={className} {...a11y({ role: 'img', label: spoken })}>
      {inner}
    </View>
  );
}

/** Says what the colours mean; one per table. */
export function HeatLegend() {
  return (
    <View className="qj-heat-legend">
      <View className="qj-heat-legend__item">
        <View className="qj-heat-legend__box qj-heat-legend__box--bad" />
        <Text>一项没有</Text>
      </View>
      <View className="qj-heat-legend__item">
        <View className="qj-heat-legend__box qj-heat-legend__box--warn" />
        <Text>不到八成</Text>
      </View>
      <View className="qj-heat-legend__item">
        <View className="qj-heat-legend__box qj-hatch" />
        <Text>没有数据</Text>
      </View>
    </View>
  );
}
