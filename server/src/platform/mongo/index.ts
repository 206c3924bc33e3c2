export * from './collection';
export * from './mongo.service';
export * from './once';
export * from './paging';
