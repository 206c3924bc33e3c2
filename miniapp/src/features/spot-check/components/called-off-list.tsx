import { spotCheckContract } from '@qiangji/shared-types';
import { FEW_ROWS, usePagedResource } from '@/platform/resource';
import { Card } from '@/ui/card';
import { Cell } from '@/ui/cell';
import { More } from '@/ui/more';
import { openPage } from '@/ui/nav';
import { Section } from '@/ui/section';
import { paths } from '../paths';
import { dayWords, kindWords, personsWords } from '../spot-check.view';

/** Checks that one makes or planned and that were called off: kept, and counted nowhere. */
export function CalledOffList() {
  const checks = usePagedResource(
    spotCheckContract.listChecks,
    { query: { view: 'inspecting', status: 'called_off' } },
    { refreshAfter: [spotCheckContract.callOffCheck], rows: FEW_ROWS },
  );
  if (checks.items.length === 0) return null;
  return (
    <Section title="作废了的" note="不算数，理由留着">
      <Card>
        {checks.items.map(({ id, squadron, persons, kind, covert, startedAt }) => (
          <Cell
            key={id}
            title={persons.length > 0 ? `${squadron.name} ${personsWords(persons)}` : squadron.name}
            meta={[startedAt ? dayWords(startedAt) : '没开始', kindWords(kind, covert)]}
            onPress={() => openPage(paths.result(id))}
          />
        ))}
      </Card>
      <More list={checks} text="再看一些" />
    </Section>
  );
}
