import { View } from '@tarojs/components';
import { spotCheckContract } from '@qiangji/shared-types';
import { FEW_ROWS, usePagedResource } from '@/platform/resource';
import { useMe } from '@/platform/session';
import { Button } from '@/ui/button';
import { openPage } from '@/ui/nav';
import { PageShell } from '@/ui/page-shell';
import { DrawList } from './components/draw-list';
import { InspectorHome } from './components/inspector-home';
import { PlanList } from './components/plan-list';
import { OwnHome } from './components/own-home';
import { UnitHome } from './components/unit-home';
import { rolesOf } from './home.view';
import { paths } from './paths';
import './components/parts.scss';

/** The 督察 tab: what one makes, what one answers for, what was made of oneself. */
export function ChecksHome() {
  const me = useMe();
  const { inspects, leads, draws, watches } = rolesOf(me);
  const view = inspects ? 'inspecting' : leads ? 'unit' : 'checked';
  // As the list itself asks, so that both are one question.
  const first = usePagedResource(
    spotCheckContract.listChecks,
    { query: inspects ? { view, status: 'open' } : { view } },
    inspects ? {} : { rows: FEW_ROWS },
  );
  // What is kept on the phone can be worked with: only a first look waits for the service.
  const status = inspects || first.state === 'empty' ? 'ready' : first.state;
  return (
    <PageShell
      title="督察"
      tab="checks"
      status={status}
      onRetry={() => void first.refresh()}
      onRefresh={() => first.refresh()}
      fail={{ title: '督察没取到', why: '服务器没有回应，已经记的都在' }}
      bottom={
        draws && (
          <View className="sc-pair">
            <Button kind="o" block onPress={() => openPage(paths.draw())}>
              抽签
            </Button>
            <Button block onPress={() => openPage(inspects ? paths.start() : paths.plan())}>
              {inspects ? '开始督察' : '安排督察'}
            </Button>
          </View>
        )
      }
    >
      {inspects && <InspectorHome />}
      {draws && !inspects && <PlanList />}
      {leads && <UnitHome />}
      {watches && <DrawList />}
      <OwnHome quiet={inspects || leads} />
    </PageShell>
  );
}
