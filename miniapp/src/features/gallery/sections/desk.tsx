import { HeatCell, HeatLegend } from '@/ui/heat-cell';
import { Section } from '@/ui/section';
import { Table } from '@/ui/table';

interface Person {
  name: string;
  pieces: readonly [number, number];
  mastery: readonly [number, number];
  checks: readonly [number, number];
}

const OFFICERS: Person[] = [
  { name: '陈立', pieces: [2, 2], mastery: [23, 25], checks: [18, 18] },
  { name: '李国强', pieces: [2, 2], mastery: [15, 21], checks: [16, 20] },
  { name: '陆佳', pieces: [2, 2], mastery: [20, 25], checks: [0, 0] },
  { name: '沈洁', pieces: [0, 2], mastery: [13, 28], checks: [7, 11] },
];

export interface DeskSectionProps {
  selected?: string;
  onOpen: (name: string) => void;
}

export function DeskSection({ selected, onOpen }: DeskSectionProps) {
  const heat = (what: string, key: 'pieces' | 'mastery' | 'checks', percent?: boolean) => ({
    key,
    title: what,
    align: 'center' as const,
    cell: (person: Person) => (
      <HeatCell
        label={`${person.name} ${what}`}
        have={person[key][0]}
        of={person[key][1]}
        percent={percent}
        selected={selected === person.name && key === 'mastery'}
        onPress={() => onOpen(person.name)}
      />
    ),
  });
  return (
    <Section title="每人每项" note="分岗位，按姓名排">
      <HeatLegend />
      <Table
        label="每人每项"
        rowKey={(person) => person.name}
        selected={selected}
        onRow={(person) => onOpen(person.name)}
        rowLabel={(person) => `看${person.name}的记录`}
        columns={[
          { key: 'name', title: '姓名', cell: (person) => person.name },
          heat('学懂', 'pieces'),
          heat('掌握', 'mastery', true),
          heat('督察合格项', 'checks'),
        ]}
        groups={[
          {
            title: '执法员',
            note: '这周计划 2 篇',
            more: { text: '看全部 28 人', onPress: () => onOpen('陈立') },
            rows: OFFICERS,
          },
          {
            title: '协管员',
            note: '这周计划 1 篇',
            rows: [{ name: '周敏', pieces: [1, 1], mastery: [22, 25], checks: [6, 6] }],
          },
        ]}
      />
    </Section>
  );
}
