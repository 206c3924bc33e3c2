export * from './schema';
export * from './contract';
