import { useState, type PropsWithChildren } from 'react';
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
  /** What to look at, and where the item stands: quiet, and one line until it is tapped where it is long. */
  hint?: readonly string[];
  /** Points that a fault takes; `veto` fails the whole check. */
  deduct: number | 'veto';
  value: Verdict | undefined;
  onChange: (value: Verdict) => void;
  disabled?: boolean;
}

const VERDICTS: readonly Verdict[] = ['pass', 'fail', 'na'];

/** Characters that stand in one line of a phone. */
const ONE_LINE = 24;

/**
 * An item of a spot check, scored with one thumb at the right edge: ✓, −n or 否决, 不适用.
 * Children are the evidence row under a fault.
 */
export function ScoreItem({
  name,
  meta,
  hint = [],
  deduct,
  value,
  onChange,
  disabled,
  children,
}: PropsWithChildren<ScoreItemProps>) {
  const arrows = useArrowKeys(VERDICTS, value, onChange);
  const [open, setOpen] = useState(false);
  const folds = hint.join('').length > ONE_LINE;
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
  const title = (
    <>
      <View className="qj-score__name">{name}</View>
      <View className="qj-score__meta">
        <Meta items={meta} />
        {folds && <Icon name={open ? 'chevron-up' : 'chevron-down'} size={16} />}
      </View>
    </>
  );
  return (
    <View className="qj-li qj-score">
      <View className="qj-score__row">
        {folds ? (
          <Press
            className="qj-score__main"
            label={`${name}，看什么`}
            expanded={open}
            onPress={() => setOpen(!open)}
          >
            {title}
          </Press>
        ) : (
          <View className="qj-score__main">{title}</View>
        )}
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
      <View className={folds && !open ? 'qj-score__hint' : ''}>
        <Meta items={hint} />
      </View>
      {value === 'fail' && children && <View className="qj-score__evidence">{children}</View>}
    </View>
  );
}
