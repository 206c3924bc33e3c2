export * from './schema';
export * from './rota.schema';
export * from './rota.rules';
export * from './contract';
