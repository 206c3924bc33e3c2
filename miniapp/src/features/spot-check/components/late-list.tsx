import { Text, View } from '@tarojs/components';
import type { Checklist, CheckResult, LateRecord } from '@qiangji/shared-types';
import { Card } from '@/ui/card';
import { Cell } from '@/ui/cell';
import { Pictures } from '@/ui/pictures';
import { Section } from '@/ui/section';
import { lateLines, signoffLines, timeWords } from '../spot-check.view';
import './parts.scss';

export const VERDICTS: Record<CheckResult['verdict'], { text: string; tone: string }> = {
  ok: { text: '合格', tone: 'c-ink-2' },
  fault: { text: '不合格', tone: 'c-bad' },
  na: { text: '不适用', tone: 'c-ink-3' },
};

export interface LateListProps {
  late: readonly LateRecord[];
  list: Checklist;
  /** How its pictures open; `original` for those who answer for them. */
  evidence: 'shown' | 'original';
  /** How the check had ended before. */
  ended?: string;
}

/** What the other inspector's phone sent after the seal: to be read, not to be counted. */
export function LateList({ late, list, evidence: opens, ended = '封存' }: LateListProps) {
  return late.map((one) => (
    <Section key={one.by.personId} title={`${ended}后才送到`} note="不计分，不改已签字的结果">
      <Card>
        <Cell icon="clock" title={`${one.by.name}离线打的分`} meta={`${timeWords(one.at)} 送到`} />
        {lateLines(list, one).map(({ key, name, meta, verdict, evidence }) => (
          <View key={key}>
            <Cell
              title={name}
              meta={meta}
              right={
                <Text className={`t-sub ${VERDICTS[verdict].tone}`}>{VERDICTS[verdict].text}</Text>
              }
            />
            {evidence.length > 0 && (
              <View className="sc-found">
                <Pictures
                  photos={evidence.map((mediaId) => ({ mediaId }))}
                  alt={`${name}的证据`}
                  original={opens === 'original'}
                />
              </View>
            )}
          </View>
        ))}
        {signoffLines(one).map(({ key, name, words, answer, signatureId }) => (
          <View key={key}>
            <Cell icon="pencil-line" title={`${name}${words}`} meta={answer ?? undefined} />
            {signatureId && (
              <View className="sc-found">
                <Pictures photos={[{ mediaId: signatureId }]} alt={`${name}的签字`} />
              </View>
            )}
          </View>
        ))}
      </Card>
    </Section>
  ));
}
