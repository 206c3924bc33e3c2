import './access-log.migrations';
export * from './access-log.collection';
export * from './access-log.service';
