import { useEffect } from 'react';
import { dutyLogContract, type LeftMatter } from '@qiangji/shared-types';
import { enqueue, onSent, unsent } from '@/platform/outbox';
import { changeStored, useResource } from '@/platform/resource';
import { usePending } from './duty-log.store';
import { stillLeft } from './matter.view';

/** What changes the list and does not answer with it. */
const CHANGES = [
  dutyLogContract.settleMatter,
  dutyLogContract.requestHandover,
  dutyLogContract.confirmHandover,
  dutyLogContract.closeShift,
  dutyLogContract.appendEntry,
];

/** What shifts of the squadron left undone, without what this phone has settled since. */
export function useLeftMatters(): LeftMatter[] {
  const { data } = useResource(dutyLogContract.listMatters, {}, { refreshAfter: CHANGES });
  const pending = usePending();
  useEffect(
    () =>
      onSent(dutyLogContract.settleLeft, (list) =>
        changeStored(dutyLogContract.listMatters, {}, () => list),
      ),
    [],
  );
  return stillLeft(data?.matters ?? [], pending);
}

/** Says that the matter of an entry is settled: after the entry itself, where that waits on this phone. */
export function settleEntry(entryId: string, note?: string): Promise<string> {
  const entry = unsent().find(
    ({ routeId, body }) =>
      routeId === dutyLogContract.appendEntry.id &&
      (body as { entryId?: string } | undefined)?.entryId === entryId,
  );
  return enqueue({
    contract: dutyLogContract.settleMatter,
    params: { entryId },
    recordKey: entryId,
    ...(entry ? { after: entry.opId } : {}),
    body: note ? { note } : {},
    title: '办完了',
  });
}

/** Says that a matter of the list is settled. */
export function settleLeft({ entryId, shiftId, text }: LeftMatter, note?: string): Promise<string> {
  if (entryId !== null) return settleEntry(entryId, note);
  return enqueue({
    contract: dutyLogContract.settleLeft,
    params: { shiftId },
    recordKey: shiftId,
    body: { text },
    title: '办完了',
    aside: true,
  });
}
