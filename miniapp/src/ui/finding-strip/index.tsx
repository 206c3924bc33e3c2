import { Text, View } from '@tarojs/components';
import { Icon, type IconName } from '../icon';
import { Meta } from '../meta';
import { Press } from '../press';
import { heading } from '../press/a11y';
import './index.scss';

interface Step {
  title: string;
  meta?: string | readonly (string | undefined)[];
  onPress?: () => void;
}

export interface FindingStripProps {
  /** 因为上周的督察. */
  title: string;
  /** Number of the check: 〔2026〕071 号. */
  number?: string;
  onOpenCheck?: () => void;
  finding: Step;
  piece: Step;
  questions: Step & { count: number };
}

/** From a finding to a piece to three questions: what a check taught. */
export function FindingStrip({
  title,
  number,
  onOpenCheck,
  finding,
  piece,
  questions,
}: FindingStripProps) {
  const steps: (Step & { icon: IconName; kind: string; tone: string })[] = [
    { ...finding, icon: 'clipboard-check', kind: '查到', tone: 'c-warn' },
    { ...piece, icon: 'book-open', kind: '读一篇', tone: 'c-brand' },
    { ...questions, icon: 'circle-help', kind: `练 ${questions.count} 题`, tone: 'c-brand' },
  ];
  return (
    <View className="qj-finding">
      <View className="qj-finding__head">
        <View className="t-head" {...heading(2)}>
          {title}
        </View>
        {number && onOpenCheck && (
          <Press className="qj-finding__number" label={`看督察 ${number}`} onPress={onOpenCheck}>
            <Text>{number}</Text>
            <Icon name="chevron-right" size={16} />
          </Press>
        )}
      </View>
      <View className="qj-finding__steps">
        {steps.map((step) => (
          <FindingStep key={step.kind} {...step} />
        ))}
      </View>
    </View>
  );
}

function FindingStep({
  icon,
  kind,
  tone,
  title,
  meta,
  onPress,
}: Step & { icon: IconName; kind: string; tone: string }) {
  const inner = (
    <>
      <View className={`qj-finding__kind ${tone}`}>
        <Icon name={icon} size={16} />
        <Text>{kind}</Text>
      </View>
      <View className="qj-finding__title">{title}</View>
      {meta && <Meta items={meta} />}
    </>
  );
  return onPress ? (
    <Press className="qj-finding__step" onPress={onPress}>
      {inner}
    </Press>
  ) : (
    <View className="qj-finding__step">{inner}</View>
  );
}
