export * from './schema';
export * from './contract';
export * from './body';
export * from './key';
export * from './answer';
export * from './question';
export * from './normal';
export * from './grading';
