import { Text, View } from '@tarojs/components';
import { VERIFIED_NAMES, type VerifiedState } from '@qiangji/shared-types';
import { Icon, type IconName } from '../icon';
import { Press } from '../press';
import './index.scss';

export interface LawShown {
  /** Short name: 行政处罚法. */
  name: string;
  /** 第六十八条. */
  article: string;
  /** 2021年修订: an article without its version says nothing. */
  version: string;
  verified: VerifiedState;
}

export interface LawChipProps {
  law: LawShown;
  onPress?: () => void;
}

/** Only the legal officer's word is green: an archive is not the official text. */
const MARKS: Record<VerifiedState, { icon: IconName; tone: string }> = {
  unverified: { icon: 'circle-help', tone: 'c-warn' },
  archive_checked: { icon: 'file-text', tone: 'c-ink-2' },
  confirmed: { icon: 'badge-check', tone: 'c-ok' },
};

/** Law, article and version, with how far it was checked. */
export function LawChip({ law, onPress }: LawChipProps) {
  const { icon, tone } = MARKS[law.verified];
  const inner = (
    <>
      <Icon name="scale" size={16} />
      <Text className="qj-law__text">{`${law.name} ${law.article}（${law.version}）`}</Text>
      <View className={`qj-law__mark ${tone}`}>
        <Icon name={icon} size={16} />
        <Text>{VERIFIED_NAMES[law.verified]}</Text>
      </View>
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
