import { spotCheckContract } from '@qiangji/shared-types';
import { FEW_ROWS, usePagedResource } from '@/platform/resource';
import { Card } from '@/ui/card';
import { Cell } from '@/ui/cell';
import { More } from '@/ui/more';
import { openPage } from '@/ui/nav';
import { Section } from '@/ui/section';
import { paths } from '../paths';
import { CheckList } from './check-list';
import { FindingList } from './finding-list';

/** Sealed checks and findings of the units one answers for. */
export function UnitHome() {
  const checks = usePagedResource(
    spotCheckContract.listChecks,
    { query: { view: 'unit' } },
    { rows: FEW_ROWS },
  );
  // Asked for as such: among all of them, a page of those fixed on site would hide that any wait.
  const open = usePagedResource(
    spotCheckContract.listFindings,
    { query: { open: '1' } },
    { rows: FEW_ROWS, refreshAfter: [spotCheckContract.settleDispute] },
  );
  return (
    <>
      <Section title="督察结果" note="封存后才看得到">
        {checks.items.length === 0 ? (
          <Card>
            <Cell title="还没有督察结果" meta="督察封存后会在这里" icon="clipboard-check" plain />
          </Card>
        ) : (
          <>
            <CheckList checks={checks.items} />
            <More list={checks} text="再看一些" />
          </>
        )}
      </Section>
      {open.items.length > 0 && (
        <Section title="要改的问题" note="没当场改的">
          <FindingList
            findings={open.items}
            named
            onOpen={(one) => openPage(paths.result(one.checkId))}
          />
          <More list={open} text="再看一些" />
        </Section>
      )}
    </>
  );
}
