import { addDays, dutyLogContract, weekStart } from '@qiangji/shared-types';
import { useResource } from '@/platform/resource';
import { Card } from '@/ui/card';
import { Cell } from '@/ui/cell';
import { unasked } from '../rota.view';

interface LastSundayProps {
  unitPath: string;
  today: string;
  onOpen: (day: string) => void;
}

/** On a Monday yesterday lies in another week: who did not come then is asked about all the same. */
export function LastSunday({ unitPath, today, onOpen }: LastSundayProps) {
  const day = addDays(today, -1);
  const isMonday = weekStart(today) === today;
  const { data } = useResource(
    dutyLogContract.listRota,
    isMonday ? { query: { unitPath, from: day, to: day } } : undefined,
    { refreshAfter: [dutyLogContract.noteAbsence] },
  );
  const count = data ? unasked(data.people, day) : 0;
  if (count === 0) return null;
  return (
    <Card>
      <Cell
        icon="circle-alert"
        tone="warn"
        title={`昨天有 ${count} 人未上岗`}
        meta="在上一周里，点开问清楚"
        onPress={() => onOpen(day)}
      />
    </Card>
  );
}
