export * from './schema';
export { examProgress, type ExamProgress } from './exam.contract';
export * from './contract';
export { examResultContract } from './result.contract';
