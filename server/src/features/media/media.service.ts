import { Inject, Provide, Scope as DiScope, ScopeEnum } from '@midwayjs/core';
import { LRUCache } from 'lru-cache';
import {
  MEDIA_MAX_BYTES,
  type HandlerInput,
  type Media,
  type mediaContract,
} from '@qiangji/shared-types';
import { AccessLog } from '../../platform/access-log';
import { bureauOf } from '../../platform/actor';
import { GridFsStore } from '../../platform/blob-store';
import { nowDate } from '../../platform/clock';
import { AppError } from '../../platform/errors';
import { registerHolding } from '../../platform/holdings';
import { readUpload, type Call, type FileAnswer } from '../../platform/http';
import { SharedReads } from '../../platform/mongo';
import { isReached } from '../../platform/policy';
import type { MediaDocument } from './media.collection';
import { readPicture, sha256Of } from './media.picture';
import { keepsPieces } from './media.policy';
import { presentMedia } from './media.presenter';
import { MediaRepository } from './media.repository';

type Announced = HandlerInput<typeof mediaContract.upload>['query'];
type Part = 'original' | 'copy' | 'thumbnail';

/** A copy never changes under its id: a phone may keep it for a week. */
const KEEP_S = 7 * 86_400;

/**
 * Copies and thumbnails looked at again, by key (bytes in all): a squadron looks at the same picture
 * within the same hour. Whoever may see one is asked of the database each time.
 */
const KEPT_BYTES = 64 * 2 ** 20;

/**
 * By what the phone sent: of two uploads of one id at once, bytes are stored before it is known whose
 * record counts, and the loser's must not take the place of the evidence.
 */
const keyOf = ({ _id, sha256 }: Pick<MediaDocument, '_id' | 'sha256'>, part: Part) =>
  `media/${_id}/${sha256}/${part}`;

/** Where pictures were stored before. */
const oldKeyOf = ({ _id }: Pick<MediaDocument, '_id'>, part: Part) => `media/${_id}/${part}`;

@Provide()
@DiScope(ScopeEnum.Singleton)
export class MediaService {
  @Inject()
  repository: MediaRepository;

  @Inject()
  blobs: GridFsStore;

  @Inject()
  accessLog: AccessLog;

  private readonly kept = new LRUCache<string, Buffer>({
    maxSize: KEPT_BYTES,
    sizeCalculation: (bytes) => bytes.length || 1,
  });

  private readonly shared = new SharedReads();

  start(): void {
    registerHolding({ name: 'media', count: (personId) => this.repository.countOf(personId) });
  }

  /**
   * Keeps a picture: the untouched original as evidence, a copy and a thumbnail for showing. The
   * record is inserted last, so that an upload that broke off leaves nothing to be seen.
   */
  async upload(announced: Announced, call: Call): Promise<Media> {
    const { mediaId, sha256, purpose } = announced;
    const known = await this.repository.findUnscoped(mediaId);
    if (known) {
      call.request.resume();
      return presentMedia(this.sameUpload(known, announced, call));
    }
    const bytes = await readUpload(call.request, MEDIA_MAX_BYTES, 'MEDIA_TOO_LARGE');
    if (sha256Of(bytes) !== sha256) throw new AppError('MEDIA_HASH_MISMATCH');
    const { personId, unitPath } = call.actor;
    const owner = { personId, unitPath: purpose === 'feedback' ? bureauOf(unitPath) : unitPath };
    const { media, inserted } = await this.keep(bytes, announced, owner, nowDate());
    if (inserted) return presentMedia(media);
    const twin = await this.repository.findUnscoped(mediaId);
    return presentMedia(this.sameUpload(twin ?? media, announced, call));
  }

  /** Stores bytes whose hash was held against what was announced; whose it is, the caller knows. */
  async keep(
    bytes: Buffer,
    { mediaId, sha256, purpose }: Announced,
    owner: { personId: string; unitPath: string },
    receivedAt: Date,
  ): Promise<{ media: MediaDocument; inserted: boolean }> {
    const picture = await readPicture(bytes);
    const contentType = `image/${picture.format}`;
    const key = (part: Part) => keyOf({ _id: mediaId, sha256 }, part);
    await Promise.all([
      this.blobs.put(key('original'), bytes, contentType),
      this.blobs.put(key('copy'), picture.copy, 'image/jpeg'),
      this.blobs.put(key('thumbnail'), picture.thumbnail, 'image/jpeg'),
    ]);
    const media: MediaDocument = {
      _id: mediaId,
      uploaderId: owner.personId,
      unitPath: owner.unitPath,
      purpose,
      contentType,
      sha256,
      storedSha256: sha256Of(picture.copy),
      thumbSha256: sha256Of(picture.thumbnail),
      width: picture.width,
      height: picture.height,
      bytes: bytes.length,
      receivedAt,
      schemaVersion: 1,
    };
    return { media, inserted: await this.repository.insert(media) };
  }

  private sameUpload(known: MediaDocument, { sha256 }: Announced, call: Call): MediaDocument {
    if (known.uploaderId === call.actor.personId && known.sha256 === sha256) return known;
    throw new AppError('OP_ID_REUSED');
  }

  async picture(mediaId: string, call: Call): Promise<FileAnswer> {
    const media = await this.visible(mediaId, call);
    return this.fileOf(media, 'copy', media.storedSha256);
  }

  async thumbnail(mediaId: string, call: Call): Promise<FileAnswer> {
    const media = await this.visible(mediaId, call);
    return this.fileOf(media, 'thumbnail', media.thumbSha256);
  }

  /** The untouched original; who read it is on record before it is handed over. */
  async original(mediaId: string, call: Call): Promise<FileAnswer> {
    const media = await this.repository.find(call.scope, mediaId);
    if (!media) throw new AppError('NOT_FOUND');
    await this.accessLog.appendEvidence({
      readerId: call.actor.personId,
      subjectId: media.uploaderId,
      what: 'media_original',
      recordId: mediaId,
    });
    const file = await this.fileOf(media, 'original', media.sha256);
    const fileName = `${mediaId}.${media.contentType.slice('image/'.length)}`;
    return { ...file, contentType: 'application/octet-stream', fileName, maxAgeS: 0 };
  }

  /**
   * Shows an uploader's pictures to people whom a record of theirs concerns. They may be granted
   * before they arrive; ids that the uploader did not take themselves show nothing.
   */
  async grantTo(
    uploaderId: string,
    mediaIds: readonly string[],
    personIds: readonly string[],
  ): Promise<void> {
    await this.repository.saveViewers(uploaderId, mediaIds, personIds);
  }

  /** Shows them no more to people whom the record concerns no longer; what was granted to others stands. */
  async takeBackFrom(
    uploaderId: string,
    mediaIds: readonly string[],
    personIds: readonly string[],
  ): Promise<void> {
    if (mediaIds.length === 0 || personIds.length === 0) return;
    await this.repository.removeViewers(uploaderId, mediaIds, personIds);
  }

  /** Pictures that have arrived, by id. */
  async mediaById(mediaIds: readonly string[]): Promise<Map<string, MediaDocument>> {
    const found = await this.repository.listByIds([...new Set(mediaIds)]);
    return new Map(found.map((media) => [media._id, media]));
  }

  /**
   * Small pictures of a bureau's questions, as far as they have arrived. For the service itself: whether somebody may
   * see them is its caller's to know.
   */
  async smallOfQuestions(
    bureau: string,
    mediaIds: readonly string[],
  ): Promise<Map<string, Buffer>> {
    const found = new Map<string, Buffer>();
    for (const [id, media] of await this.mediaById(mediaIds)) {
      const small =
        isOfBureau(media, 'question', bureau) && (await this.bytesOf(media, 'thumbnail'));
      if (small) found.set(id, small);
    }
    return found;
  }

  /** A bureau's pictures for its own pieces, by id, as far as they have arrived. */
  async ofStudy(bureau: string, mediaIds: readonly string[]): Promise<Map<string, MediaDocument>> {
    const found = await this.mediaById(mediaIds);
    return new Map([...found].filter(([, media]) => isOfBureau(media, 'study', bureau)));
  }

  /** The copy of one of them, for the service itself as above. */
  async copyOfStudy(bureau: string, mediaId: string): Promise<Buffer | null> {
    const media = (await this.ofStudy(bureau, [mediaId])).get(mediaId);
    return media ? this.bytesOf(media, 'copy') : null;
  }

  /**
   * A picture of one's own or of one's unit, of a question, of a piece that one keeps, or one that its uploader's
   * record shows.
   */
  private async visible(mediaId: string, { scope, actor }: Call): Promise<MediaDocument> {
    const media = await this.repository.findUnscoped(mediaId);
    if (!media) throw new AppError('NOT_FOUND');
    const owner = { person: media.uploaderId, unit: media.unitPath };
    if (isReached(scope, owner) || isOfBureau(media, 'question', actor.unitPath)) return media;
    if (keepsPieces(actor) && isOfBureau(media, 'study', actor.unitPath)) return media;
    if ((await this.repository.countGrants(actor.personId, media)) > 0) return media;
    throw new AppError('NOT_FOUND');
  }

  private async fileOf(media: MediaDocument, part: Part, etag: string): Promise<FileAnswer> {
    const body = await this.bytesOf(media, part);
    if (!body) throw new AppError('NOT_FOUND', { internal: `blob ${part} is missing` });
    return { contentType: 'image/jpeg', body, etag, maxAgeS: KEEP_S };
  }

  private async bytesOf(media: MediaDocument, part: Part): Promise<Buffer | null> {
    const key = keyOf(media, part);
    const read = async () =>
      (await this.blobs.get(key)) ?? (await this.blobs.get(oldKeyOf(media, part)));
    const body = this.kept.get(key) ?? (await this.shared.read(key, read));
    if (body && part !== 'original') this.kept.set(key, body);
    return body;
  }
}

/**
 * A picture in a question goes where that goes: to everybody in the bureau, and no further. One of a piece goes by its
 * id to those who keep the pieces; others have it from the piece while that is in use (`study.image`).
 */
function isOfBureau(
  { purpose, unitPath }: MediaDocument,
  of: 'question' | 'study',
  asker: string,
): boolean {
  return purpose === of && bureauOf(unitPath) === bureauOf(asker);
}
