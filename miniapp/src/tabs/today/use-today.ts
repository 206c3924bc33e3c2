import { useEffect, useMemo } from 'react';
import {
  dutyLogContract,
  quizContract,
  selfCheckContract,
  spotCheckContract,
  studyContract,
  todayContract,
} from '@qiangji/shared-types';
import { useNow } from '@/platform/clock';
import { useOutbox } from '@/platform/outbox';
import { useResource } from '@/platform/resource';
import { setBadges } from '@/ui/shell-store';
import { tasksNow, urgent } from './today.view';

const CHANGES = [
  selfCheckContract.submit,
  selfCheckContract.closeCorrection,
  dutyLogContract.openShift,
  dutyLogContract.appendEntry,
  dutyLogContract.requestHandover,
  dutyLogContract.confirmHandover,
  dutyLogContract.closeShift,
  dutyLogContract.takeOverDraft,
  dutyLogContract.approveLog,
  dutyLogContract.returnLog,
  spotCheckContract.acknowledge,
  spotCheckContract.sealCheck,
  spotCheckContract.callOffCheck,
  quizContract.appendAnswers,
  studyContract.appendProgress,
];

/** Today as the service knows it, less what this phone has done since. */
export function useToday() {
  const resource = useResource(todayContract.find, {}, { refreshAfter: CHANGES });
  const { waiting, sending } = useOutbox();
  const nowMs = useNow(60_000);
  const { data } = resource;
  const list = useMemo(
    () => (data ? tasksNow(data, [...waiting, ...sending], nowMs) : { tasks: [], waiting: [] }),
    [data, waiting, sending, nowMs],
  );
  const badges = useMemo(() => {
    if (!data) return undefined;
    const checks = list.tasks.filter(
      (task) => task.kind === 'spot_result' || task.kind === 'open_check',
    );
    return {
      today: data.working ? urgent(list.tasks, data.lead?.looks ?? []) : 0,
      checks: data.working ? checks.length : 0,
    };
  }, [data, list]);
  useEffect(() => {
    if (badges) setBadges(badges);
  }, [badges]);
  return { ...resource, ...list, nowMs };
}
