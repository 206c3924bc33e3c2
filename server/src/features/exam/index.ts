import './attempt.migrations';
import './marking.migrations';

export { PaperController } from './paper.controller';
export { ExamController } from './exam.controller';
export { AttemptController } from './attempt.controller';
export { ExamResultController } from './result.controller';
export { MarkingController } from './marking.controller';
export { KeyCorrectionService } from './marking.correction';
export { AppealService } from './appeal.service';
export { ExamStart } from './exam.start';
export { examPolicies } from './exam.policy';
export { DueExamService } from './due.service';
export type { DueExam } from './due.rules';
export { DeskTasksService, type DeskTask } from './desk-tasks.service';
export { SnapshotService } from './snapshot.service';
export { snapshotOf } from './snapshot.rules';
export { attemptCollection, attemptJournal, type AttemptDocument } from './attempt.collection';
export type { AttemptEvent, StartEvent } from './attempt.events';
export { attemptIdOf, hmacSha256, seedOf } from './envelope.rules';
export { endOf, newSitting, timesOf } from './exam.rules';
export { lastArrivalMs } from './result.rules';
export {
  examCollection,
  examDrawCollection,
  sittingCollection,
  type ExamDocument,
  type ExamDrawDocument,
  type SittingDocument,
} from './exam.collection';
export {
  appealWords,
  correctedWords,
  makeUpWords,
  publishedWords,
  type ExamWords,
} from './exam.words';
export { cappedPool, frozenQuestion } from './paper.service';
export { judgePaper } from './paper.judge';
export { drawnOf, frozenOf, type FrozenPaper } from './paper-store.service';
export { newMarking } from './marking.queue';
export { countedKey, partsToMark, scoreOf } from './marking.rules';
export {
  appealCollection,
  correctionCollection as keyCorrectionCollection,
  markingCollection,
  type AppealDocument,
  type CorrectionDocument as KeyCorrectionDocument,
  type GivenMark,
  type MarkingDocument,
} from './marking.collection';
export { flagNoteCollection, type FlagNoteDocument } from './result.collection';
export {
  paperCollection,
  paperQuestionCollection,
  type PaperDocument,
  type PaperQuestionDocument,
} from './paper.collection';
