export * from './schema';
export * from './rules';
export * from './signed';
export * from './draw';
export * from './contract';
