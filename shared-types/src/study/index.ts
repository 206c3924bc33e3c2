export * from './schema';
export * from './choose';
export * from './own';
export * from './own.rules';
export * from './contract';
