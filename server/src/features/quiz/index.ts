export { QuizController } from './quiz.controller';
export { QuestionBankController } from './bank.controller';
export { QuestionImportController } from './import.controller';
export { notAmong, QuizService, type PersonMastery } from './quiz.service';
export { BankService, type Withheld } from './bank.service';
export type { BankRow } from './bank.repository';
export { PracticeService } from './practice.service';
export { ShippedBankService } from './shipped-bank.service';
export { KeeperService } from './keeper.service';
export { ImportRunner } from './import.runner';
export { QuestionExportService } from './export.service';
export { QuestionImportService } from './import.service';
export { DoubtService, type KeyDoubt } from './doubt.service';
export { LawService } from './law.service';
export { QuizSettingsService } from './settings.service';
export { keepsBank, quizPolicies } from './quiz.policy';
export { foldMemory, type GivenAnswer, type Memory } from './quiz.rules';
export { chooseDaily, seededRandom, withoutTakenBack, type Candidate } from './practice.rules';
export { UNVERIFIED } from './content.rules';
export { readQuizSettings, readShippedQuestions, type ShippedQuestion } from './quiz.content';
export {
  answerCollection,
  memoryCollection,
  memoryIdOf,
  practiceCollection,
  questionCollection,
  type AnswerDocument,
  type MemoryDocument,
  type PracticeDocument,
  type QuestionDocument,
  type QuestionEvent,
} from './quiz.collection';
