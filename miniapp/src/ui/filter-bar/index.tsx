import { Text, View } from '@tarojs/components';
import { Icon } from '../icon';
import { Press } from '../press';
import './index.scss';

export interface FilterBarProps {
  /** The span shown: 7月6日–12日. */
  period: string;
  onPrevious: () => void;
  /** Absent in the current span: nothing comes after it. */
  onNext?: () => void;
  previousLabel?: string;
  nextLabel?: string;
  /** What is shown of whom: 湖塘中队 36 人. */
  scope?: string;
  onScope?: () => void;
}

/** Which span and whose figures a page shows. */
export function FilterBar({
  period,
  onPrevious,
  onNext,
  previousLabel = '上一周',
  nextLabel = '下一周',
  scope,
  onScope,
}: FilterBarProps) {
  return (
    <View className="qj-filter">
      <View className="qj-filter__period">
        <Press className="qj-filter__step" label={previousLabel} onPress={onPrevious}>
          <Icon name="chevron-left" size={20} />
        </Press>
        <Text className="t-head">{period}</Text>
        <Press
          className={`qj-filter__step ${onNext ? '' : 'qj-filter__step--off'}`}
          label={nextLabel}
          disabled={!onNext}
          onPress={onNext}
        >
          <Icon name="chevron-right" size={20} />
        </Press>
      </View>
      {scope &&
        (onScope ? (
          <Press className="qj-filter__scope" label={`换范围，现在是${scope}`} onPress={onScope}>
            <Icon name="sliders-horizontal" size={18} />
            <Text>{scope}</Text>
          </Press>
        ) : (
          <Text className="qj-filter__scope">{scope}</Text>
        ))}
    </View>
  );
}
