import type { Leave } from '@qiangji/shared-types';
import { whenText } from '@/shell/when';
import { Card } from '@/ui/card';
import { Cell } from '@/ui/cell';
import { awayWords, changeWords } from '../leave.view';

/** What was recorded and by whom, oldest first; nothing of it is taken away. */
export function History({ history }: Pick<Leave, 'history'>) {
  return (
    <Card>
      {history.map((change) => (
        <Cell
          key={`${change.what} ${change.at}`}
          plain
          title={change.what === 'withdrawn' ? '记错了，不算' : awayWords(change)}
          meta={[changeWords(change), whenText(change.at)]}
        />
      ))}
    </Card>
  );
}
