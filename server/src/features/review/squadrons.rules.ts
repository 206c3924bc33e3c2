import {
  KIND_SHORT_NAMES,
  type ReviewCell,
  type SquadronStand,
  type SquadronWhy,
  CORRECTION_OVERDUE,
} from '@qiangji/shared-types';
import { standsOut } from './week.rules';

type Stand = Pick<SquadronStand, 'groups' | 'spot_check' | 'correctionsOverdue' | 'logsReturned'>;

function low(code: SquadronWhy['code'], name: string, cell: ReviewCell): SquadronWhy[] {
  if (!cell || !standsOut(cell)) return [];
  return [{ code, text: `${name} ${cell.have}/${cell.of}，不到八成` }];
}

function some(code: SquadronWhy['code'], count: number, text: string): SquadronWhy[] {
  return count > 0 ? [{ code, text }] : [];
}

/** Why a squadron is worth a look, in plain lines; empty where nothing stands out. */
export function whyOf(stand: Stand): SquadronWhy[] {
  const { groups, correctionsOverdue: overdue, logsReturned: returned } = stand;
  return [
    ...some('corrections_overdue', overdue, `${CORRECTION_OVERDUE} ${overdue} 条`),
    ...low('spot_check', '督察合格项', stand.spot_check),
    ...groups.flatMap((group) => [
      ...low('readiness', `${KIND_SHORT_NAMES[group.kind]}岗前自查`, group.readiness),
      ...low('logs', `${KIND_SHORT_NAMES[group.kind]}日志`, group.logs),
    ]),
    ...some('logs_returned', returned, `退回的日志 ${returned} 份还没重交`),
  ];
}
