export * from './paper';
export * from './exam';
export * from './attempt';
export * from './envelope';
