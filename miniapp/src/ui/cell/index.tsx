import type { ReactNode } from 'react';
import { Text, View } from '@tarojs/components';
import { Icon, type IconName } from '../icon';
import { Meta } from '../meta';
import { Press } from '../press';
import './index.scss';

export interface CellProps {
  title: string;
  /** Line under the title; several texts are set apart by dots. */
  meta?: string | readonly (string | undefined)[];
  icon?: IconName;
  /** Colour of icon and, with `bad`, of the meta line. Always beside words that say the same. */
  tone?: 'ok' | 'warn' | 'bad' | 'brand';
  /** Instead of an icon: a thumbnail, an avatar. */
  lead?: ReactNode;
  /** Quiet text at the right. */
  value?: string;
  /** Tag, figure or button at the right. A button there needs a row without `onPress`. */
  right?: ReactNode;
  /** 48 high and regular weight: settings and short lists. */
  plain?: boolean;
  onPress?: () => void;
  id?: string;
}

/** One line of a list. With `onPress` it is a button and shows an arrow. */
export function Cell({
  title,
  meta,
  icon,
  tone,
  lead,
  value,
  right,
  plain,
  onPress,
  id,
}: CellProps) {
  const className = `qj-li qj-cell ${plain ? 'qj-cell--plain' : ''}`;
  const inner = (
    <>
      {lead}
      {icon && (
        <View className={`qj-cell__icon ${tone ? `c-${tone}` : ''}`}>
          <Icon name={icon} size={plain ? 20 : 22} />
        </View>
      )}
      <View className="qj-cell__main">
        <View className="qj-cell__title">{title}</View>
        {meta && <Meta items={meta} className={tone === 'bad' && right ? 'c-bad' : ''} />}
      </View>
      {value && <Text className="qj-cell__value">{value}</Text>}
      {right}
      {onPress && <Icon name="chevron-right" size={18} className="qj-li__go" />}
    </>
  );
  return onPress ? (
    <Press id={id} className={className} onPress={onPress}>
      {inner}
    </Press>
  ) : (
    <View id={id} className={className}>
      {inner}
    </View>
  );
}
