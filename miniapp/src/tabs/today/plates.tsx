import { dayOf, type Profile, type Today } from '@qiangji/shared-types';
import type { ShiftView } from '@/features/duty-log';
import { AwayPlate, OffDutyPlate, OnDutyPlate } from './duty-plate';
import { SquadPlate } from './squad-plate';

interface DutyPlatesProps {
  today: Today | undefined;
  shift: ShiftView | null;
  me: Profile | undefined;
  nowMs: number;
  /** When the answer was fetched (ms). */
  at: number | undefined;
}

/** One plate a page: one's own shift first, then the squadron's, a leave, then the way to a shift. */
export function DutyPlates({ today, shift, me, nowMs, at }: DutyPlatesProps) {
  if (shift) return <OnDutyPlate shift={shift} nowMs={nowMs} />;
  if (today?.lead) return <SquadPlate lead={today.lead} at={at} />;
  // An answer kept on the phone may be of yesterday, or from before leaves were known.
  const away = (today as Partial<Today> | undefined)?.away ?? null;
  if (away && dayOf(nowMs) <= away.to) {
    return <AwayPlate away={away} patrols={today?.duty != null} />;
  }
  if (!today?.duty || !me) return null;
  return <OffDutyPlate duty={today.duty} place={me.unitName} more={me.townName ?? undefined} />;
}
