import { View } from '@tarojs/components';
import { ABSENCE_NAMES, type PlannedShift } from '@qiangji/shared-types';
import { now } from '@/platform/clock';
import { dateText } from '@/shell/when';
import { Card } from '@/ui/card';
import { Cell } from '@/ui/cell';
import { openPage } from '@/ui/nav';
import { PageShell } from '@/ui/page-shell';
import { Section } from '@/ui/section';
import { Tag } from '@/ui/tag';
import { useCurrentShift, useMyRota, usePending } from '../../duty-log.store';
import { weekdayText } from '../../log.view';
import { planSpan, splitPlans, wordOf } from '../../my-rota.view';
import { PAGES } from '../../routes';

/** 我的排班: what I am planned for, and what became of the last week. */
export default function MyRotaPage() {
  const { data, state, error, refresh, coming, today } = useMyRota();
  const { shift } = useCurrentShift();
  const { ahead, rest } = splitPlans(data?.plans ?? [], now());
  return (
    <PageShell
      title="我的排班"
      status={state}
      onRefresh={refresh}
      fail={{ title: '排班没取到', why: error?.message ?? '服务器没有回应，内容没丢' }}
      empty={{ title: '没有给你排班', hint: '中队不排班也行：到点直接上岗' }}
    >
      {ahead.length > 0 && (
        <Section title="接下来的" note={`要上 ${coming.length} 班`}>
          <Card>
            {ahead.map((plan) => (
              <Plan key={plan.id} plan={plan} opens={plan === today && !shift} />
            ))}
          </Card>
        </Section>
      )}
      {rest.length > 0 && (
        <Section title="上过的和撤了的" note="一周内">
          <Card>
            {rest.map((plan) => (
              <Plan key={plan.id} plan={plan} />
            ))}
          </Card>
        </Section>
      )}
      <View className="t-sub">排班不对找队长改；没排的班也能直接上岗。</View>
    </PageShell>
  );
}

/** One planned shift: it leads to the shift that came of it, or to going on duty where that is next. */
function Plan({ plan, opens }: { plan: PlannedShift; opens?: boolean }) {
  const { day, templateName, sections, shiftId, state, notes } = plan;
  const word = wordOf(plan, usePending(), now());
  const page = shiftId === null ? (opens ? PAGES.open : undefined) : PAGES.shift(shiftId);
  return (
    <Cell
      title={`${weekdayText(day)} ${templateName}`}
      meta={[
        `${dateText(day)} ${planSpan(plan)}`,
        ...sections,
        ...notes.map(({ reason, text }) => `队长写：${text ?? ABSENCE_NAMES[reason]}`),
      ]}
      value={opens ? '去上岗' : undefined}
      right={word && <Tag tone={state === 'absent' ? 'warn' : 'plain'}>{word}</Tag>}
      onPress={page === undefined ? undefined : () => openPage(page)}
    />
  );
}
