export { QuizController } from './quiz.controller';
export { QuestionBankController } from './bank.controller';
export { QuizService, type PersonMastery } from './quiz.service';
export { PracticeService } from './practice.service';
export { ShippedBankService } from './shipped-bank.service';
export { quizPolicies } from './quiz.policy';
export { foldMemory } from './quiz.rules';
export {
  answerCollection,
  memoryCollection,
  practiceCollection,
  questionCollection,
  type AnswerDocument,
  type MemoryDocument,
} from './quiz.collection';
