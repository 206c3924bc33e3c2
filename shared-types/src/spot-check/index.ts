export * from './schema';
export * from './rules';
export * from './draw';
export * from './contract';
