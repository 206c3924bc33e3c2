import { dayOf, spotCheckContract, type CheckSummary } from '@qiangji/shared-types';
import { now } from '@/platform/clock';
import { usePagedResource } from '@/platform/resource';
import { Card } from '@/ui/card';
import { Cell } from '@/ui/cell';
import { More } from '@/ui/more';
import { openPage } from '@/ui/nav';
import { Section } from '@/ui/section';
import { Tag } from '@/ui/tag';
import { paths } from '../paths';
import { planDayText } from '../plan.view';
import { kindWords, stateWords } from '../spot-check.view';
import { CalledOffList } from './called-off-list';
import { DrawRows } from './draw-rows';

/** One planned check a row; what lacks its inspectors stands out. */
export function PlanRows({ checks }: { checks: readonly CheckSummary[] }) {
  const today = dayOf(now());
  return (
    <Card>
      {checks.map((check) => (
        <Cell
          key={check.id}
          title={check.squadron.name}
          meta={[
            kindWords(check.kind, check.covert),
            check.startedAt === null ? planDayText(check.plannedOn, today) : undefined,
            check.checklist.name,
          ]}
          right={
            <Tag tone={check.state === 'planned' ? 'warn' : 'plain'}>{stateWords(check.state)}</Tag>
          }
          onPress={() => openPage(paths.plan({ checkId: check.id }))}
        />
      ))}
    </Card>
  );
}

/** Draws that wait to be planned, then what the office planned and nobody has sealed yet. */
export function PlanList() {
  const draws = usePagedResource(spotCheckContract.listDraws, {});
  const made = draws.items.filter((draw) => draw.state === 'made');
  const open = usePagedResource(
    spotCheckContract.listChecks,
    { query: { view: 'inspecting', status: 'open' } },
    { refreshAfter: [spotCheckContract.callOffCheck] },
  );
  return (
    <>
      {made.length > 0 && (
        <Section title={`抽了还没查的 ${made.length}`} note="点开安排">
          <DrawRows draws={made} />
        </Section>
      )}
      <Section title={`我安排的 ${open.items.length}`} note="还没查完">
        {open.items.length > 0 ? (
          <PlanRows checks={open.items} />
        ) : (
          <Card>
            <Cell
              title="没有在办的督察"
              meta="抽了签再安排，或者直接安排一次"
              icon="clipboard-check"
              plain
            />
          </Card>
        )}
        <More list={open} text="再看一些" />
      </Section>
      <CalledOffList />
    </>
  );
}
