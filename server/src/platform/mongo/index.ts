export * from './collection';
export * from './in-chunks';
export * from './mongo.service';
export * from './once';
export * from './paging';
export * from './day-range';
export * from './filter';
export * from './grouped-reads';
