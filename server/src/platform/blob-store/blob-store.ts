/**
 * Where files live. One implementation ships, GridFS, since the database is there anyway; an
 * S3-compatible store (such as COS) is one more class with these two methods.
 */
export interface BlobStore {
  /** Stores bytes under a key; a repeat with the same key replaces them. */
  put(key: string, bytes: Buffer, contentType: string): Promise<void>;
  /** The bytes of a key; null where there are none. */
  get(key: string): Promise<Buffer | null>;
}
