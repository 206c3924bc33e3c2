export { SelfCheckController } from './self-check.controller';
export { SelfCheckService } from './self-check.service';
export { CorrectionService } from './correction.service';
export { DueService } from './due.service';
export { correctionOf } from './correction.rules';
export { dueOn, resultsOf } from './self-check.rules';
export { selfCheckPolicies } from './self-check.policy';
export {
  correctionCollection,
  selfCheckCollection,
  type CorrectionDocument,
  type SelfCheckDocument,
} from './self-check.collection';
