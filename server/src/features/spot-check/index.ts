import './spot-check.migrations';

export { SpotCheckController } from './spot-check.controller';
export { SpotCheckService } from './spot-check.service';
export { DrawService, nodeHmac } from './draw.service';
export { countsOf, faultsOf, findingsOf, needsOf, talliesOf } from './spot-check.rules';
export { isOf, upheld } from './dispute.rules';
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
  type CheckEvent,
  type DrawDocument,
  type FindingDocument,
  type TallyDocument,
} from './spot-check.collection';
