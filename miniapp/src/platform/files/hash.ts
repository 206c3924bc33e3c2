import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { fileBytes, readFile } from './index';

/** Read in parts, so that a picture of 10 MB neither fills memory nor stops the screen. */
const PART_BYTES = 256 * 1024;

/** Hex SHA-256 of a kept file: what links a photo to its record as evidence. */
export async function sha256OfFile(key: string): Promise<string> {
  const size = await fileBytes(key);
  const hash = sha256.create();
  for (let at = 0; at < size; at += PART_BYTES) {
    hash.update(await readFile(key, at, Math.min(PART_BYTES, size - at)));
  }
  return bytesToHex(hash.digest());
}
