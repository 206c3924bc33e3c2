import { Text, View } from '@tarojs/components';
import { a11y } from '../press/a11y';
import './index.scss';

export interface RoadSection {
  name: string;
  state: 'done' | 'now' | 'ahead';
}

export interface RoadStripProps {
  sections: readonly RoadSection[];
  /** Whether the patrol track is on; off by default, and said so. */
  track?: boolean;
}

const SPOKEN = { done: '已巡', now: '正在', ahead: '没巡' } as const;

/** The road sections of a patrol: which are done, which is now. */
export function RoadStrip({ sections, track = false }: RoadStripProps) {
  const done = sections.filter(({ state }) => state === 'done').length;
  const label = sections.map(({ name, state }) => `${name}${SPOKEN[state]}`).join('，');
  return (
    <View className="qj-road">
      <View className="qj-road__head">
        <Text className="qj-road__title">{`路段 ${done}/${sections.length} 已巡`}</Text>
        <Text className="qj-road__note">{track ? '轨迹已开启' : '轨迹未开启'}</Text>
      </View>
      <View className="qj-road__sections" {...a11y({ role: 'img', label })}>
        {sections.map(({ name, state }) => (
          <View key={name} className={`qj-road__section qj-road__section--${state}`}>
            <View className="qj-road__lane">
              <View className="qj-road__mark" />
            </View>
            <Text className="qj-road__name">{name}</Text>
          </View>
        ))}
      </View>
    </View>
  );
}
