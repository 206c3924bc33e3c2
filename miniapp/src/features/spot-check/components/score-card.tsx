import { Text, View } from '@tarojs/components';
import type { Checklist, SpotCheck } from '@qiangji/shared-types';
import { Bar } from '@/ui/bar';
import { Card } from '@/ui/card';
import { Meta } from '@/ui/meta';
import { Tag } from '@/ui/tag';
import {
  clockWords,
  groupBars,
  kindWords,
  missingWords,
  scoreWords,
  timeWords,
} from '../spot-check.view';
import './parts.scss';

/** 20 项，合格 16: one's own where one was checked, otherwise everybody's and the team's. */
function passedWords(check: SpotCheck): string | undefined {
  const of = check.relation === 'checked' ? check.score : check;
  return of && of.applicable > 0
    ? `${of.applicable} 项，合格 ${of.applicable - of.faults}`
    : undefined;
}

/** When, how, how many points and where they went: the head of a result. */
export function ScoreCard({ check, list }: { check: SpotCheck; list: Checklist }) {
  const words = scoreWords(check.score ?? undefined, list.minApplicable);
  const bars = groupBars(list, check.score);
  const own = check.relation === 'checked';
  const missing = missingWords(check.missingPictures);
  return (
    <Card pad>
      <View className="l-row l-between l-wrap g-8">
        <Meta
          items={[
            check.startedAt ? timeWords(check.startedAt) : undefined,
            kindWords(check.kind, check.covert),
          ]}
        />
        {check.acknowledgedAt && (
          <Tag tone="ok" icon="check">{`你已阅 ${clockWords(check.acknowledgedAt)}`}</Tag>
        )}
        {missing && <Tag tone="warn">{missing}</Tag>}
        {check.disputed && <Tag tone="warn">有不同意见，先不计入统计</Tag>}
        {check.settlements?.some(({ outcome }) => outcome === 'withdrawn') && (
          <Tag tone="warn">有意见成立，收回的不计入统计</Tag>
        )}
      </View>
      {check.reason && <View className="t-sub c-ink-2">{`为什么查：${check.reason}`}</View>}
      <View className="sc-score">
        <View className="sc-score__sum">
          <View className="t-sub t-b">{own ? '个人项' : '整次督察'}</View>
          <View className="sc-bar__figure">
            <Text className={words.unit ? 't-num-xl' : 't-title'}>{words.figure}</Text>
            {words.unit && <Text className="t-sub c-ink-2">{words.unit}</Text>}
          </View>
          <View className="t-sub c-ink-2">{words.note}</View>
          <View className="t-sub c-ink-2">{passedWords(check)}</View>
        </View>
        <View className="sc-score__bars">
          {bars.map((bar) => (
            <View key={bar.code} className="sc-score__row">
              <Text className="t-sub">{bar.name}</Text>
              <Bar value={bar.left} tone="quiet" thin />
              <Text className="t-sub t-b c-bad sc-score__lost">{`−${bar.points}`}</Text>
            </View>
          ))}
        </View>
      </View>
    </Card>
  );
}
