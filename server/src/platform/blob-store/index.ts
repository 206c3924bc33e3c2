export * from './blob-store';
export * from './gridfs-store.service';
