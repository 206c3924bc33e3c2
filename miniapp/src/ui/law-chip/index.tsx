import { Text, View } from '@tarojs/components';
import { Icon } from '../icon';
import { Press } from '../press';
import './index.scss';

export interface LawChipProps {
  /** Short name: 行政处罚法. */
  law: string;
  /** 第六十八条. */
  article: string;
  /** Checked against the official text by a named person. Leave out where it says nothing. */
  verified?: boolean;
  onPress?: () => void;
}

/** Law and article, with whether somebody checked it against the official text. */
export function LawChip({ law, article, verified, onPress }: LawChipProps) {
  const inner = (
    <>
      <Icon name="scale" size={16} />
      <Text>{`${law} ${article}`}</Text>
      {verified !== undefined && (
        <View className={`qj-law__mark ${verified ? 'c-ok' : 'c-warn'}`}>
          <Icon name={verified ? 'badge-check' : 'circle-help'} size={16} />
          <Text>{verified ? '已核对' : '未核对'}</Text>
        </View>
      )}
      {onPress && <Icon name="chevron-right" size={16} />}
    </>
  );
  return onPress ? (
    <Press className="qj-law qj-law--press" onPress={onPress}>
      {inner}
    </Press>
  ) : (
    <View className="qj-law">{inner}</View>
  );
}
