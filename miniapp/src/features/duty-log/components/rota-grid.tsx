import { Text, View } from '@tarojs/components';
import { KIND_SHORT_NAMES, type RotaPerson } from '@qiangji/shared-types';
import { Card } from '@/ui/card';
import { Press } from '@/ui/press';
import { Section } from '@/ui/section';
import { Table, type Column } from '@/ui/table';
import { dayText } from '../log.view';
import { cellOf, planOn, type RotaGround } from '../rota.view';
import './rota-grid.scss';

interface GridProps {
  people: readonly RotaPerson[];
  ground: RotaGround;
  /** Who only reads has nothing to tap where nothing is planned; where nobody paints, that is quiet. */
  mode: 'read' | 'look' | 'paint';
  onCell: (person: RotaPerson, day: string) => void;
}

const KINDS = ['officer', 'auxiliary'] as const;

/** People by job, never mixed. */
function groupsOf(people: readonly RotaPerson[]) {
  return KINDS.map((kind) => ({
    title: KIND_SHORT_NAMES[kind],
    rows: people.filter((person) => person.kind === kind),
  })).filter(({ rows }) => rows.length > 0);
}

type DayCellProps = Omit<GridProps, 'people'> & { person: RotaPerson; day: string };

/** One person's day: what is planned, and what became of it. */
function DayCell({ person, day, ground, mode, onCell }: DayCellProps) {
  const { text, note, tone } = cellOf(person, day, ground);
  const quiet = tone === 'none' && mode !== 'paint';
  const className = `rt-cell rt-cell--${quiet ? 'quiet' : tone}`;
  const inner = (
    <>
      <Text>{text || '—'}</Text>
      {note !== '' && <Text className="rt-cell__note">{note}</Text>}
    </>
  );
  if (mode === 'read' && !planOn(person, day)) return <View className={className}>{inner}</View>;
  const spoken = [person.name, dayText(day), text || '没排', note].filter(Boolean).join('，');
  return (
    <Press className={className} label={spoken} onPress={() => onCell(person, day)}>
      {inner}
    </Press>
  );
}

/** One day on a phone: a line for each person. */
export function RotaDay({ people, day, ...rest }: GridProps & { day: string }) {
  return (
    <>
      {groupsOf(people).map(({ title, rows }) => {
        const planned = rows.filter((one) => cellOf(one, day, rest.ground).planned).length;
        return (
          <Section key={title} title={`${title} ${rows.length}`} note={`排了 ${planned} 人`}>
            <Card>
              {rows.map((person) => (
                <View key={person.personId} className="rt-row">
                  <Text className="rt-row__name">{person.name}</Text>
                  <DayCell person={person} day={day} {...rest} />
                </View>
              ))}
            </Card>
          </Section>
        );
      })}
    </>
  );
}

/** A week on a desk screen: people by days. */
export function RotaWeek({ people, days, ...rest }: GridProps & { days: readonly string[] }) {
  const columns: Column<RotaPerson>[] = [
    { key: 'name', title: '姓名', cell: (person) => person.name },
    ...days.map((day): Column<RotaPerson> => ({
      key: day,
      title: dayText(day),
      align: 'center',
      cell: (person) => <DayCell person={person} day={day} {...rest} />,
    })),
  ];
  return (
    <Table
      label="一周排班"
      columns={columns}
      groups={groupsOf(people).map((group) => ({ ...group, note: `${group.rows.length} 人` }))}
      rowKey={(person) => person.personId}
    />
  );
}
