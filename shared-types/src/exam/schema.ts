export * from './paper';
export * from './exam';
export * from './attempt';
export * from './envelope';
export * from './statistics';
export * from './marking';
export * from './result';
