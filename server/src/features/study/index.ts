export { OwnPieceController } from './own.controller';
export { StudyController } from './study.controller';
export { StudyService } from './study.service';
export { studyPolicies } from './study.policy';
export { readShippedPieces } from './study.content';
export { foldProgress } from './study.rules';
export {
  ownPieceCollection,
  pieceCollection,
  progressReportCollection,
  progressStateCollection,
  type OwnPieceDocument,
  type PieceDocument,
  type ProgressReportDocument,
  type ProgressStateDocument,
} from './study.collection';
