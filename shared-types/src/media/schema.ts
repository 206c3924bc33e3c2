import { id, instant, z } from '../core';

/** Hex SHA-256. */
export const sha256 = z.string().check(z.regex(/^[0-9a-f]{64}$/));

/** At most 10 MB a picture and 40 million pixels. */
export const MEDIA_MAX_BYTES = 10 * 1024 * 1024;
export const MEDIA_MAX_PIXELS = 40_000_000;

/** Long edge (px) of the copy that is shown, and of the thumbnail. */
export const MEDIA_LONG_EDGE = 1600;
export const MEDIA_THUMB_EDGE = 320;

/**
 * A `question` picture is shown to whoever is asked it: to the whole bureau, like its text. One of a piece (`study`)
 * goes by its id to those who keep the pieces; readers have it from the piece while that is in use.
 */
export const mediaPurposes = ['evidence', 'signature', 'feedback', 'study', 'question'] as const;

export type MediaPurpose = (typeof mediaPurposes)[number];

export const media = z.object({
  id,
  /** Of the bytes that the phone sent; the untouched original is kept as evidence. */
  sha256,
  /** Of the re-encoded copy that is shown. */
  storedSha256: sha256,
  width: z.int(),
  height: z.int(),
  bytes: z.int(),
  receivedAt: instant,
});
export type Media = z.infer<typeof media>;

/** A photo as a record names it: it may arrive after the record, and the hash joins the two. */
export const photoRef = z.strictObject({ mediaId: id, sha256 });
export type PhotoRef = z.infer<typeof photoRef>;
