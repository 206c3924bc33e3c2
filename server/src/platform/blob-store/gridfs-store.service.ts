import { buffer } from 'node:stream/consumers';
import { Inject, Provide, Scope, ScopeEnum } from '@midwayjs/core';
import { GridFSBucket } from 'mongodb';
import { defineCollection, MongoService } from '../mongo';
import type { BlobStore } from './blob-store';

const BUCKET = 'blobs';

/**
 * GridFS's own two collections with the indexes that its driver looks for. Made at boot like all
 * others: left to the first upload they are made beside inserts into the same collection, which
 * SecantusDB's Python server never gets out of.
 */
defineCollection(`${BUCKET}.files`, [{ key: { filename: 1, uploadDate: 1 } }]);
defineCollection(`${BUCKET}.chunks`, [{ key: { files_id: 1, n: 1 }, unique: true }]);

/** Files in the database itself: one backup, one set of permissions, no further service. */
@Provide()
@Scope(ScopeEnum.Singleton)
export class GridFsStore implements BlobStore {
  @Inject()
  mongo: MongoService;

  private opened: GridFSBucket | undefined;

  private get bucket(): GridFSBucket {
    this.opened ??= new GridFSBucket(this.mongo.db, { bucketName: BUCKET });
    return this.opened;
  }

  async put(key: string, bytes: Buffer, contentType: string): Promise<void> {
    const upload = this.bucket.openUploadStream(key, { metadata: { contentType } });
    await new Promise<void>((done, failed) => {
      upload.once('error', failed);
      upload.once('finish', () => done());
      upload.end(bytes);
    });
  }

  /** The newest file of that name: a retried upload may have left an older twin. */
  async get(key: string): Promise<Buffer | null> {
    try {
      return await buffer(this.bucket.openDownloadStreamByName(key));
    } catch (error) {
      if ((error as { code?: unknown }).code === 'ENOENT') return null;
      throw error;
    }
  }
}
