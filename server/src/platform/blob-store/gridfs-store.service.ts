import { buffer } from 'node:stream/consumers';
import { Inject, Provide, Scope, ScopeEnum } from '@midwayjs/core';
import { GridFSBucket } from 'mongodb';
import { MongoService } from '../mongo';
import type { BlobStore } from './blob-store';

/** Files in the database itself: one backup, one set of permissions, no further service. */
@Provide()
@Scope(ScopeEnum.Singleton)
export class GridFsStore implements BlobStore {
  @Inject()
  mongo: MongoService;

  private opened: GridFSBucket | undefined;

  private get bucket(): GridFSBucket {
    this.opened ??= new GridFSBucket(this.mongo.db, { bucketName: 'blobs' });
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
    const [file] = await this.bucket
      .find({ filename: key })
      .sort({ uploadDate: -1 })
      .limit(1)
      .toArray();
    return file ? buffer(this.bucket.openDownloadStream(file._id)) : null;
  }
}
