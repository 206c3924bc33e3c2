export * from './schema';
export * from './desk.contract';
export * from './contract';
