import { hexToBytes, utf8 } from '../core';
import type { PaperEnvelope } from './attempt';
import { picturesOf, sheet, type Sheet } from './paper';

/**
 * AES-256-GCM that throws where the tag does not fit. An argument, because a mini-program has no
 * WebCrypto and only the exam's own pages carry a library for it.
 */
export type OpenGcm = (key: Uint8Array, nonce: Uint8Array, sealed: Uint8Array) => Uint8Array;

/**
 * Pictures of a paper come in one file, each sealed by itself with the paper's key: a table of their lengths (4 bytes
 * each, big end first), then the pictures. A length of 0 is a picture that is not there. Only the size that stands on
 * the page comes: some ten KB each, where a whole bureau fetches within the same minutes.
 */
export const SEALED_SIZE = 'thumbnail';

/** Pictures of a paper that are sealed, at most; others come after the start. */
const MOST_SEALED = 60;
const LENGTH_BYTES = 4;
export const GCM_NONCE_BYTES = 12;

/** Pictures of a paper that come ahead, in the order of their file. */
export function sealedPictures(paper: Pick<Sheet, 'questions'>): string[] {
  return picturesOf(paper).slice(0, MOST_SEALED);
}

function numberAt(bytes: Uint8Array, at: number): number {
  return bytes.subarray(at, at + LENGTH_BYTES).reduce((sum, byte) => sum * 256 + byte, 0);
}

/** Bytes of the table of a file of so many pictures. */
export function sealedTableBytes(pictures: number): number {
  return pictures * LENGTH_BYTES;
}

/** Where a picture lies in the file, by its place in the table. */
export function sealedPlace(table: Uint8Array, index: number): { at: number; length: number } {
  let at = table.length;
  for (let before = 0; before < index; before += 1) at += numberAt(table, before * LENGTH_BYTES);
  return { at, length: numberAt(table, index * LENGTH_BYTES) };
}

/**
 * Opens one picture with the key of its paper; throws where they do not belong together. Its nonce stands first;
 * what is sealed begins with the length of the picture, and is filled up behind it: a length would tell which it is.
 */
export function openPicture(sealed: Uint8Array, keyHex: string, openGcm: OpenGcm): Uint8Array {
  const nonce = sealed.subarray(0, GCM_NONCE_BYTES);
  const plain = openGcm(hexToBytes(keyHex), nonce, sealed.subarray(GCM_NONCE_BYTES));
  return plain.slice(LENGTH_BYTES, LENGTH_BYTES + numberAt(plain, 0));
}

/** Opens a paper with the key that came with the start; throws where key and envelope do not belong together. */
export function openPaper(envelope: PaperEnvelope, keyHex: string, openGcm: OpenGcm): Sheet {
  const { nonce, sealed } = envelope;
  const plain = openGcm(hexToBytes(keyHex), hexToBytes(nonce), hexToBytes(sealed));
  return sheet.parse(JSON.parse(utf8(plain)));
}
