import { Text } from '@tarojs/components';
import type { Checklist, CheckResult } from '@qiangji/shared-types';
import { Card } from '@/ui/card';
import { Cell } from '@/ui/cell';
import { Section } from '@/ui/section';
import { faultLines } from '../spot-check.view';

/** What one of those checked puts their name to. */
export function FaultList({
  list,
  results,
  person,
}: {
  list: Checklist;
  results: readonly CheckResult[];
  person: { personId: string; name: string };
}) {
  const lines = faultLines(list, results, person.personId);
  return (
    <Section title={`查到的问题 ${lines.length}`} note={`给${person.name}看一遍`}>
      <Card>
        {lines.length === 0 && <Cell title="没有问题" icon="circle-check" tone="ok" plain />}
        {lines.map((line) => (
          <Cell
            key={line.key}
            title={line.name}
            meta={line.meta}
            right={
              <Text className="t-head c-bad">
                {line.deduction === 'veto' ? '否决' : `−${line.deduction}`}
              </Text>
            }
          />
        ))}
      </Card>
    </Section>
  );
}
