import { hexToBytes } from '../core';
import type { PaperEnvelope } from './attempt';
import { sheet, type Sheet } from './paper';

/**
 * AES-256-GCM that throws where the tag does not fit. An argument, because a mini-program has no
 * WebCrypto and only the exam's own pages carry a library for it.
 */
export type OpenGcm = (key: Uint8Array, nonce: Uint8Array, sealed: Uint8Array) => Uint8Array;

/** UTF-8 without a TextDecoder, which mini-programs lack. */
function utf8(bytes: Uint8Array): string {
  let escaped = '';
  for (const byte of bytes) escaped += `%${byte.toString(16).padStart(2, '0')}`;
  return decodeURIComponent(escaped);
}

/** Opens a paper with the key that came with the start; throws where key and envelope do not belong together. */
export function openPaper(envelope: PaperEnvelope, keyHex: string, openGcm: OpenGcm): Sheet {
  const { nonce, sealed } = envelope;
  const plain = openGcm(hexToBytes(keyHex), hexToBytes(nonce), hexToBytes(sealed));
  return sheet.parse(JSON.parse(utf8(plain)));
}
