import {
  KIND_SHORT_NAMES,
  type ReviewCell,
  type SquadronStand,
  CORRECTION_OVERDUE,
} from '@qiangji/shared-types';
import { standsOut } from './week.rules';

type Stand = Pick<SquadronStand, 'groups' | 'spot_check' | 'correctionsOverdue' | 'logsReturned'>;

function line(name: string, cell: ReviewCell): string[] {
  return cell && standsOut(cell) ? [`${name} ${cell.have}/${cell.of}，不到八成`] : [];
}

/** Why a squadron is worth a look, in plain lines; empty where nothing stands out. */
export function whyOf(stand: Stand): string[] {
  const { groups, correctionsOverdue, logsReturned } = stand;
  return [
    ...(correctionsOverdue > 0 ? [`${CORRECTION_OVERDUE} ${correctionsOverdue} 条`] : []),
    ...line('督察合格项', stand.spot_check),
    ...groups.flatMap((group) => [
      ...line(`${KIND_SHORT_NAMES[group.kind]}岗前自查`, group.readiness),
      ...line(`${KIND_SHORT_NAMES[group.kind]}日志`, group.logs),
    ]),
    ...(logsReturned > 0 ? [`退回的日志 ${logsReturned} 份还没重交`] : []),
  ];
}
