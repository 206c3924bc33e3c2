import { Text, View } from '@tarojs/components';
import { Press } from '../press';
import './index.scss';

export interface PlateFigure {
  figure: string;
  text: string;
  onPress?: () => void;
}

/** Three or four figures side by side on the plate: 3 人同班, 5 条记录. */
export function PlateFigures({ items }: { items: readonly PlateFigure[] }) {
  return (
    <View className="qj-plate__figures">
      {items.map(({ figure, text, onPress }) => {
        const inner = (
          <>
            <View className="qj-plate__count">{figure}</View>
            <View className="qj-plate__count-text">{text}</View>
          </>
        );
        return onPress ? (
          <Press key={text} className="qj-plate__col" onPress={onPress}>
            {inner}
          </Press>
        ) : (
          <View key={text} className="qj-plate__col">
            {inner}
          </View>
        );
      })}
    </View>
  );
}

export interface PlatePart {
  text: string;
  have: number;
  of: number;
}

/** Parts of a plan with their brass bars. */
export function PlateParts({ items }: { items: readonly PlatePart[] }) {
  return (
    <View className="qj-plate__parts">
      {items.map(({ text, have, of }) => (
        <View key={text} className="qj-plate__part">
          <View className="qj-plate__track">
            <View
              className="qj-plate__fill"
              style={{ width: `${of > 0 ? Math.min(100, (have / of) * 100) : 0}%` }}
            />
          </View>
          <View className="qj-plate__part-text">
            <Text>{text}</Text>
            <Text className="qj-plate__part-figure">{`${have}/${of}`}</Text>
          </View>
        </View>
      ))}
    </View>
  );
}
