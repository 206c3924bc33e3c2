export { StudyController } from './study.controller';
export { StudyService } from './study.service';
export { studyPolicies } from './study.policy';
export { readShippedPieces } from './study.content';
export { foldProgress } from './study.rules';
export {
  pieceCollection,
  progressReportCollection,
  progressStateCollection,
  type PieceDocument,
  type ProgressReportDocument,
  type ProgressStateDocument,
} from './study.collection';
