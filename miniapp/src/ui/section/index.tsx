import type { PropsWithChildren } from 'react';
import { Text, View } from '@tarojs/components';
import { Icon } from '../icon';
import { Press } from '../press';
import { heading } from '../press/a11y';
import './index.scss';

export interface SectionProps {
  /** Heading with its count: 要做的事 4. */
  title: string;
  /** Quiet words at the right: how it is ordered, since when. */
  note?: string;
  /** Makes the note a way to all of them. */
  onMore?: () => void;
}

/** A heading and what stands under it. */
export function Section({ title, note, onMore, children }: PropsWithChildren<SectionProps>) {
  return (
    <View className="qj-sect">
      <View className="qj-sect__head">
        <View className="qj-sect__title" {...heading(2)}>
          {title}
        </View>
        {onMore ? (
          <Press className="qj-sect__more" label={`${title}，${note ?? '查看'}`} onPress={onMore}>
            <Text>{note ?? '查看'}</Text>
            <Icon name="chevron-right" size={18} />
          </Press>
        ) : (
          note && <Text className="qj-sect__note">{note}</Text>
        )}
      </View>
      {children}
    </View>
  );
}
