import type { PropsWithChildren, ReactNode } from 'react';
import { Text, View } from '@tarojs/components';
import { Icon, type IconName } from '../icon';
import './index.scss';

export interface PlateFact {
  icon: IconName;
  text: string;
  /** Quieter continuation of the fact. */
  more?: string;
}

export interface PlateProps {
  /** Word for the state now, with its dot: 待上岗, 在岗. */
  state?: string;
  dot?: 'ok' | 'warn' | 'bad' | 'none';
  /** Quiet text at the right of the state. */
  corner?: ReactNode;
  /** The big figure: a time span, a count. */
  figure?: string;
  /** Quiet continuation of the figure, as in 9 / 12. */
  figureOf?: string;
  /** Words beside the figure. */
  figureNote?: string;
  /** Figure at 40 instead of 28. */
  big?: boolean;
  facts?: readonly PlateFact[];
  /** One button at most, `<Button onPlate block>`. */
  action?: ReactNode;
}

/** The ink card with the brass notch: the state now. One per page at most. */
export function Plate({
  state,
  dot = 'none',
  corner,
  figure,
  figureOf,
  figureNote,
  big,
  facts = [],
  action,
  children,
}: PropsWithChildren<PlateProps>) {
  return (
    <View className="qj-plate">
      {(state || corner) && (
        <View className="qj-plate__top">
          <View className="qj-plate__state">
            {dot !== 'none' && <View className={`qj-plate__dot qj-plate__dot--${dot}`} />}
            <Text>{state}</Text>
          </View>
          {typeof corner === 'string' ? <Text className="qj-plate__quiet">{corner}</Text> : corner}
        </View>
      )}
      {figure && (
        <View className="qj-plate__figure">
          <Text className={big ? 't-num-xl' : 't-num-l'}>{figure}</Text>
          {figureOf && <Text className="qj-plate__of">{figureOf}</Text>}
          {figureNote && <Text className="qj-plate__quiet">{figureNote}</Text>}
        </View>
      )}
      {facts.length > 0 && (
        <View className="qj-plate__facts">
          {facts.map(({ icon, text, more }) => (
            <View key={text} className="qj-plate__fact">
              <Icon name={icon} size={18} className="qj-plate__icon" />
              <View className="qj-plate__text">
                <Text>{text}</Text>
                {more && <Text className="qj-plate__more">{more}</Text>}
              </View>
            </View>
          ))}
        </View>
      )}
      {children}
      {action && <View className="qj-plate__action">{action}</View>}
    </View>
  );
}
