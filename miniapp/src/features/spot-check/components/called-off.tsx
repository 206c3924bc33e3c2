import { Text } from '@tarojs/components';
import type { Checklist, SpotCheck } from '@qiangji/shared-types';
import { Card } from '@/ui/card';
import { Cell } from '@/ui/cell';
import { PageShell } from '@/ui/page-shell';
import { Plate } from '@/ui/plate';
import { Section } from '@/ui/section';
import { kindWords, lateLines, stateWords, timeWords } from '../spot-check.view';
import { LateList, VERDICTS } from './late-list';

export interface CalledOffProps {
  check: SpotCheck;
  list: Checklist;
  onRefresh: () => Promise<void>;
}

/** A check that was called off, to whoever made it or was checked: why, and what was scored and does not count. */
export function CalledOff({ check, list, onRefresh }: CalledOffProps) {
  const { calledOff, persons } = check;
  const lines = lateLines(list, check);
  return (
    <PageShell title="督察" sub={check.squadron.name} onRefresh={onRefresh}>
      <Plate
        state={stateWords('called_off')}
        corner={kindWords(check.kind, check.covert)}
        figure={check.squadron.name}
        facts={[
          ...(calledOff
            ? [
                {
                  icon: 'x' as const,
                  text: `${calledOff.by.name} ${timeWords(calledOff.at)} 作废`,
                  more: calledOff.reason,
                },
              ]
            : []),
          { icon: 'users', text: check.inspectors.map((one) => one.name).join('、') },
          ...(persons.length > 0
            ? [{ icon: 'user' as const, text: persons.map((one) => one.name).join('、') }]
            : []),
        ]}
      />
      <Section title={`打过的分 ${lines.length}`} note="不计分，也不进统计">
        <Card>
          {lines.length === 0 && <Cell title="还没打分" plain />}
          {lines.map(({ key, name, meta, verdict }) => (
            <Cell
              key={key}
              title={name}
              meta={meta}
              plain
              right={
                <Text className={`t-sub ${VERDICTS[verdict].tone}`}>{VERDICTS[verdict].text}</Text>
              }
            />
          ))}
        </Card>
      </Section>
      <LateList late={check.late} list={list} evidence="shown" ended="作废" />
    </PageShell>
  );
}
