import { useEffect } from 'react';
import { useOutbox } from '@/platform/outbox';
import { toast } from '@/ui/toast';
import { endOfWriting } from './sit.view';
import type { Sitting } from './sitting';
import { itemsOf } from './use-sitting';

/** Does what follows from an event that came back: another phone has the attempt, it is over, or one answer. */
export function useRefused(sitting: Sitting, take: () => void): void {
  const { waiting, rejected } = useOutbox();
  const { attemptId } = sitting.held;
  const refused = itemsOf(rejected, attemptId)[0];
  const end = endOfWriting(refused?.error?.code);
  useEffect(() => {
    if (!refused || end === undefined) return;
    if (end === 'elsewhere' && sitting.isOfBefore(refused)) {
      sitting.giveAgain(refused.opId);
      return;
    }
    const behind = [...itemsOf(rejected, attemptId), ...itemsOf(waiting, attemptId)];
    if (end === 'one') {
      sitting.takeBack([refused.opId]);
      toast(refused.error?.message ?? '有一题没存上，再答一次', 'bad');
      // A hand-in that came back is none: what the service holds is taken up again.
      const isHandIn = refused.opId === sitting.held.submitOpId;
      if (refused.error?.code === 'EXAM_SEQ_TAKEN' || isHandIn) take();
      return;
    }
    // What this phone still has is on it: taking the attempt back sends it again.
    sitting.takeBack(behind.map(({ opId }) => opId));
    if (end === 'elsewhere') sitting.moveAway();
    else sitting.end(refused.error?.code ?? 'EXAM_OVER', refused.opId);
  }, [refused, end, rejected, waiting, attemptId, sitting, take]);
}
