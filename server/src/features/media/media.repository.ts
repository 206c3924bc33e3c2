import { Inject, Provide, Scope as DiScope, ScopeEnum } from '@midwayjs/core';
import type { Filter } from 'mongodb';
import { isDuplicateKey } from '../../platform/errors';
import { allOf, MongoService } from '../../platform/mongo';
import { scopeFilter, type Scope } from '../../platform/policy';
import {
  mediaCollection,
  mediaGrantCollection,
  type MediaDocument,
  type MediaGrantDocument,
} from './media.collection';

const FIELDS = { person: 'uploaderId', unit: 'unitPath' } as const;

@Provide()
@DiScope(ScopeEnum.Singleton)
export class MediaRepository {
  @Inject()
  mongo: MongoService;

  private get media() {
    return this.mongo.collection(mediaCollection);
  }

  private get grants() {
    return this.mongo.collection(mediaGrantCollection);
  }

  /** For the service's own use: nobody's scope applies. */
  async findUnscoped(mediaId: string): Promise<MediaDocument | null> {
    return this.media.findOne({ _id: mediaId });
  }

  async find(scope: Scope, mediaId: string): Promise<MediaDocument | null> {
    const reach = scopeFilter<MediaDocument>(scope, FIELDS);
    return this.media.findOne(allOf<MediaDocument>({ _id: mediaId }, reach));
  }

  /** Whether a record of its uploader shows the picture to this person. */
  async countGrants(personId: string, { _id, uploaderId }: MediaDocument): Promise<number> {
    const key = grantKey(uploaderId, _id);
    return this.grants.countDocuments({ _id: key, viewers: personId });
  }

  async listByIds(ids: readonly string[]): Promise<MediaDocument[]> {
    if (ids.length === 0) return [];
    return this.media.find({ _id: { $in: [...ids] } }).toArray();
  }

  async countOf(uploaderId: string): Promise<number> {
    return this.media.countDocuments({ uploaderId });
  }

  /** Inserts a picture; false where its id was taken meanwhile. */
  async insert(media: MediaDocument): Promise<boolean> {
    try {
      await this.media.insertOne(media);
      return true;
    } catch (error) {
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  }

  async saveViewers(
    uploaderId: string,
    mediaIds: readonly string[],
    personIds: readonly string[],
  ): Promise<void> {
    if (mediaIds.length === 0 || personIds.length === 0) return;
    await this.grants.bulkWrite(
      mediaIds.map((mediaId) => ({
        updateOne: {
          filter: { _id: grantKey(uploaderId, mediaId) } as Filter<MediaGrantDocument>,
          update: {
            $addToSet: { viewers: { $each: [...personIds] } },
            $setOnInsert: { schemaVersion: 1 as const },
          },
          upsert: true,
        },
      })),
      { ordered: false },
    );
  }

  async removeViewers(
    uploaderId: string,
    mediaIds: readonly string[],
    personIds: readonly string[],
  ): Promise<void> {
    await this.grants.updateMany(
      { _id: { $in: mediaIds.map((mediaId) => grantKey(uploaderId, mediaId)) } },
      { $pull: { viewers: { $in: [...personIds] } } },
    );
  }
}

function grantKey(uploaderId: string, mediaId: string): string {
  return `${uploaderId}:${mediaId}`;
}
