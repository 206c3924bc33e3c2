export * from './schema';
export * from './own';
export * from './own.rules';
export * from './contract';
