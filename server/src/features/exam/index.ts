export { PaperController } from './paper.controller';
export { ExamController } from './exam.controller';
export { AttemptController } from './attempt.controller';
export { ExamResultController } from './result.controller';
export { MarkingController } from './marking.controller';
export { KeyCorrectionService } from './marking.correction';
export { AppealService } from './appeal.service';
export { ExamStart } from './exam.start';
export { examPolicies } from './exam.policy';
export { SnapshotService } from './snapshot.service';
export { attemptCollection, attemptJournal, type AttemptDocument } from './attempt.collection';
export {
  examCollection,
  examDrawCollection,
  sittingCollection,
  type ExamDocument,
  type SittingDocument,
} from './exam.collection';
export {
  paperCollection,
  paperQuestionCollection,
  type PaperDocument,
  type PaperQuestionDocument,
} from './paper.collection';
