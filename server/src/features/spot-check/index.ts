export { SpotCheckController } from './spot-check.controller';
export { SpotCheckService } from './spot-check.service';
export { DrawService } from './draw.service';
export { FindingService } from './finding.service';
export type { PersonDayCount, Range, SquadronWeekCount } from './finding.repository';
export { CheckDerivation } from './derivation.service';
export { spotCheckPolicies } from './spot-check.policy';
export {
  checkCollection,
  drawCollection,
  findingCollection,
  tallyCollection,
  type CheckDocument,
  type DrawDocument,
  type FindingDocument,
  type TallyDocument,
} from './spot-check.collection';
