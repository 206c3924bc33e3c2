import type { MediaPurpose } from '@qiangji/shared-types';
import { defineCollection } from '../../platform/mongo';

export interface MediaDocument {
  /** Chosen by the phone: it is what makes a repeated upload harmless. */
  _id: string;
  uploaderId: string;
  /** Whose leaders may see it: the uploader's unit; for feedback the bureau, past one's own leader. */
  unitPath: string;
  purpose: MediaPurpose;
  contentType: string;
  /** Of the bytes that the phone sent. */
  sha256: string;
  /** Of the re-encoded copy. */
  storedSha256: string;
  thumbSha256: string;
  width: number;
  height: number;
  bytes: number;
  receivedAt: Date;
  schemaVersion: 1;
}

export const mediaCollection = defineCollection<MediaDocument>('media', [
  { key: { uploaderId: 1, _id: -1 } },
  { key: { unitPath: 1, _id: -1 } },
]);

/**
 * Who else may see one of an uploader's pictures, e.g. those checked the evidence about them. Apart
 * from the picture, because records travel before their pictures do.
 */
export interface MediaGrantDocument {
  /** `<uploaderId>:<mediaId>`: one can only show what one took oneself. */
  _id: string;
  viewers: string[];
  schemaVersion: 1;
}

export const mediaGrantCollection = defineCollection<MediaGrantDocument>('media_grants', []);
