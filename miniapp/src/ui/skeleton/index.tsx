import { View } from '@tarojs/components';
import { a11y } from '../press/a11y';
import './index.scss';

export interface SkeletonProps {
  /** How many lines of a list. */
  rows?: number;
  /** A duty plate above the list. */
  plate?: boolean;
}

/** What a page shows until its first data are there. */
export function Skeleton({ rows = 4, plate }: SkeletonProps) {
  return (
    <View className="qj-skeleton" {...a11y({ role: 'status', label: '正在取内容' })}>
      {plate && <View className="qj-skeleton__plate qj-skeleton__shine" />}
      <View className="qj-skeleton__card">
        {Array.from({ length: rows }, (_, index) => (
          <View key={index} className="qj-skeleton__row">
            <View className="qj-skeleton__thumb qj-skeleton__shine" />
            <View className="qj-skeleton__lines">
              <View className="qj-skeleton__line qj-skeleton__shine" />
              <View className="qj-skeleton__line qj-skeleton__line--long qj-skeleton__shine" />
            </View>
          </View>
        ))}
      </View>
    </View>
  );
}
