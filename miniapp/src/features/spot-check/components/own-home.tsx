import { spotCheckContract } from '@qiangji/shared-types';
import { FEW_ROWS, usePagedResource } from '@/platform/resource';
import { useMe } from '@/platform/session';
import { Card } from '@/ui/card';
import { Cell } from '@/ui/cell';
import { More } from '@/ui/more';
import { openPage } from '@/ui/nav';
import { Section } from '@/ui/section';
import { paths } from '../paths';
import { CheckList } from './check-list';
import { FindingList } from './finding-list';

/** Checks made of me, and what came of them. `quiet`: nothing is said where there is nothing. */
export function OwnHome({ quiet }: { quiet?: boolean }) {
  const me = useMe();
  const seen = { refreshAfter: [spotCheckContract.acknowledge], rows: FEW_ROWS };
  const checks = usePagedResource(
    spotCheckContract.listChecks,
    { query: { view: 'checked' } },
    seen,
  );
  const findings = usePagedResource(
    spotCheckContract.listFindings,
    me ? { query: { personId: me.personId } } : {},
    seen,
  );
  if (quiet && checks.items.length === 0) return null;
  return (
    <>
      <Section title="查我的督察">
        {checks.items.length === 0 ? (
          <Card>
            <Cell
              title="还没有人查过你"
              meta="有结果会通知你，也会在这里"
              icon="shield-check"
              plain
            />
          </Card>
        ) : (
          <>
            <CheckList checks={checks.items} own />
            <More list={checks} text="再看一些" />
          </>
        )}
      </Section>
      {findings.items.length > 0 && (
        <Section title="查到的问题" note="点开看怎么改、学什么">
          <FindingList
            findings={findings.items}
            onOpen={(one) => openPage(paths.result(one.checkId))}
          />
          <More list={findings} text="再看一些" />
        </Section>
      )}
    </>
  );
}
