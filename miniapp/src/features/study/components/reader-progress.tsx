import { Text, View } from '@tarojs/components';
import { a11y } from '@/ui/press/a11y';

/** 第 3 节，共 5 节; after the last one come the check questions. */
export function ReaderProgress({ at, read, count }: { at: number; read: number; count: number }) {
  const left = count - Math.min(read, count);
  return (
    <View className="st-progress">
      <View className="st-progress__marks" {...a11y({ hidden: true })}>
        {Array.from({ length: count }, (_, i) => {
          const state = i < read ? 'read' : i === at ? 'now' : 'ahead';
          return <View key={i} className={`st-progress__mark st-progress__mark--${state}`} />;
        })}
      </View>
      <View className="st-progress__words">
        <Text>{at < count ? `第 ${at + 1} 节，共 ${count} 节` : '小题'}</Text>
        <Text>{left > 0 ? `读完 ${Math.min(read, count)} 节，还有 ${left} 节` : '正文读完了'}</Text>
      </View>
    </View>
  );
}
