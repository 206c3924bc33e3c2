export * from './schema';
export * from './rota.schema';
export * from './contract';
