import type { PropsWithChildren } from 'react';
import { Text, View } from '@tarojs/components';
import { Icon, type IconName } from '../icon';
import { Meta } from '../meta';
import { type Photo, PhotoTile } from '../photo-row';
import { Press } from '../press';
import { a11y } from '../press/a11y';
import { SentIcon, type SentState, sentWords } from '../sent-mark';
import './index.scss';

export interface TimelineItemProps {
  /** 10:31. */
  time: string;
  icon: IconName;
  tone?: 'brand' | 'ok' | 'warn' | 'bad';
  title: string;
  meta?: string | readonly (string | undefined)[];
  photo?: Photo;
  sent?: SentState;
  onPress?: () => void;
}

/** One thing that happened: time, node, words, thumbnail, sent mark. */
export function TimelineItem({
  time,
  icon,
  tone = 'brand',
  title,
  meta,
  photo,
  sent,
  onPress,
}: TimelineItemProps) {
  const inner = (
    <>
      <Text className="qj-line__time">{time}</Text>
      <View className="qj-line__rail">
        <View className={`qj-line__node qj-line__node--${tone}`}>
          <Icon name={icon} size={16} />
        </View>
      </View>
      <View className="qj-line__main">
        <View className="qj-line__title">{title}</View>
        {meta && <Meta items={meta} />}
      </View>
      {photo && (
        <View className="qj-line__photo" {...a11y({ hidden: true })}>
          <PhotoTile photo={photo} size={44} />
        </View>
      )}
      {sent && <SentIcon state={sent} />}
    </>
  );
  if (!onPress) return <View className="qj-line">{inner}</View>;
  const label = [time, title, sent && sentWords(sent)].filter(Boolean).join('，');
  return (
    <Press className="qj-line" label={label} onPress={onPress}>
      {inner}
    </Press>
  );
}

/** What happened, the latest first. */
export function Timeline({ children }: PropsWithChildren) {
  return <View className="qj-lines">{children}</View>;
}
