import type { Profile, Today } from '@qiangji/shared-types';
import type { ShiftView } from '@/features/duty-log';
import { OffDutyPlate, OnDutyPlate } from './duty-plate';
import { SquadPlate } from './squad-plate';

interface DutyPlatesProps {
  today: Today | undefined;
  shift: ShiftView | null;
  me: Profile | undefined;
  nowMs: number;
  /** When the answer was fetched (ms). */
  at: number | undefined;
}

/** One plate a page: one's own shift first, then the squadron's, then the way to a shift. */
export function DutyPlates({ today, shift, me, nowMs, at }: DutyPlatesProps) {
  if (shift) return <OnDutyPlate shift={shift} nowMs={nowMs} />;
  if (today?.lead) return <SquadPlate lead={today.lead} at={at} />;
  if (!today?.duty || !me) return null;
  return <OffDutyPlate duty={today.duty} place={me.unitName} more={me.townName ?? undefined} />;
}
