import type { PropsWithChildren } from 'react';
import { Text, View } from '@tarojs/components';
import { Icon } from '../icon';
import { Meta } from '../meta';
import { Press } from '../press';
import { a11y } from '../press/a11y';
import { useArrowKeys } from '../press/arrow-keys';
import type { Verdict } from '../seg3';
import './index.scss';

export interface ScoreItemProps {
  name: string;
  /** Code and severity in words: C4, 一般. */
  meta: readonly (string | undefined)[];
  /** Points that a fault takes; `veto` fails the whole check. */
  deduct: number | 'veto';
  value: Verdict | undefined;
  onChange: (value: Verdict) => void;
  disabled?: boolean;
}

const VERDICTS: readonly Verdict[] = ['pass', 'fail', 'na'];

/**
 * An item of a spot check, scored with one thumb at the right edge: ✓, −n or 否决, 不适用.
 * Children are the evidence row under a fault.
 */
export function ScoreItem({
  name,
  meta,
  deduct,
  value,
  onChange,
  disabled,
  children,
}: PropsWithChildren<ScoreItemProps>) {
  const arrows = useArrowKeys(VERDICTS, value, onChange);
  const veto = deduct === 'veto';
  const button = (verdict: Verdict) =>
    `qj-score__btn qj-score__btn--${verdict} ${veto && verdict === 'fail' ? 'qj-score__btn--veto' : ''} ${value === verdict ? 'qj-score__btn--on' : ''}`;
  const radio = (verdict: Verdict) => ({
    role: 'radio',
    className: button(verdict),
    checked: value === verdict,
    disabled,
    onPress: () => onChange(verdict),
  });
  return (
    <View className="qj-li qj-score">
      <View className="qj-score__row">
        <View className="qj-score__main">
          <View className="qj-score__name">{name}</View>
          <Meta items={meta} />
        </View>
        <View className="qj-score__set" {...a11y({ role: 'radiogroup', label: name })} {...arrows}>
          <Press {...radio('pass')} label="合格">
            <Icon name="check-2_2" size={22} />
          </Press>
          <Press {...radio('fail')} label={veto ? '一票否决' : `扣 ${deduct} 分`}>
            <Text>{veto ? '否决' : `−${deduct}`}</Text>
          </Press>
          <Press {...radio('na')}>
            <Text>不适用</Text>
          </Press>
        </View>
      </View>
      {value === 'fail' && children && <View className="qj-score__evidence">{children}</View>}
    </View>
  );
}
