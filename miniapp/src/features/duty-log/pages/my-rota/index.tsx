import { View } from '@tarojs/components';
import { ABSENCE_NAMES, type PlannedShift } from '@qiangji/shared-types';
import { now } from '@/platform/clock';
import { Card } from '@/ui/card';
import { Cell } from '@/ui/cell';
import { openPage } from '@/ui/nav';
import { PageShell } from '@/ui/page-shell';
import { Section } from '@/ui/section';
import { Tag } from '@/ui/tag';
import { useMyRota, usePending } from '../../duty-log.store';
import { dayText } from '../../log.view';
import { comingPlans, PLAN_WORDS, planSpan } from '../../my-rota.view';
import { PAGES } from '../../routes';

/** 我的排班: what I am planned for, and what became of the last week. */
export default function MyRotaPage() {
  const { data, state, error, refresh } = useMyRota();
  const coming = comingPlans(data?.plans ?? [], usePending(), now());
  // Latest first; a plan that another one took the place of says nothing.
  const rest = (data?.plans ?? [])
    .filter((plan) => !coming.includes(plan))
    .filter(({ state: stands, day }) => stands !== 'taken_back' || !hasOther(data?.plans, day))
    .reverse();
  return (
    <PageShell
      title="我的排班"
      status={state}
      onRefresh={refresh}
      fail={{ title: '排班没取到', why: error?.message ?? '服务器没有回应，内容没丢' }}
      empty={{ title: '没有给你排班', hint: '中队不排班也行：到点直接上岗' }}
    >
      {coming.length > 0 && (
        <Section title={`要上的 ${coming.length}`}>
          <Card>
            {coming.map((plan) => (
              <Plan key={plan.id} plan={plan} />
            ))}
          </Card>
        </Section>
      )}
      {rest.length > 0 && (
        <Section title="上过的和撤了的" note="一周内">
          <Card>
            {rest.map((plan) => (
              <Plan key={plan.id} plan={plan} stands />
            ))}
          </Card>
        </Section>
      )}
      <View className="t-sub">排班不对找队长改；没排的班也能直接上岗。</View>
    </PageShell>
  );
}

function hasOther(plans: readonly PlannedShift[] | undefined, day: string): boolean {
  return plans?.some((one) => one.day === day && one.state !== 'taken_back') ?? false;
}

function Plan({ plan, stands }: { plan: PlannedShift; stands?: boolean }) {
  const { day, templateName, sections, shiftId, state, notes } = plan;
  return (
    <Cell
      title={`${dayText(day)} ${templateName}`}
      meta={[
        planSpan(plan),
        ...sections,
        ...notes.map(({ reason, text }) => `队长写：${text ?? ABSENCE_NAMES[reason]}`),
      ]}
      right={stands && <Tag tone={state === 'absent' ? 'warn' : 'plain'}>{PLAN_WORDS[state]}</Tag>}
      onPress={shiftId === null ? undefined : () => openPage(PAGES.shift(shiftId))}
    />
  );
}
