/**
 * The features of the service, bottom up. Importing their indexes registers controllers, services
 * and collections; a feature that is not named here does not exist.
 */
export * from './features/org';
export * from './features/auth';
export * from './features/notice';
export * from './features/media';
export * from './features/feedback';
export * from './features/leave';
export * from './features/standard';
export * from './features/study';
export * from './features/quiz';
export * from './features/exam';
export * from './features/self-check';
export * from './features/spot-check';
export * from './features/duty-log';
export * from './features/review';
export * from './features/today';
