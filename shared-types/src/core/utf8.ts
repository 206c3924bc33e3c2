/** Bytes as UTF-8 text; throws where they are none. A mini-program has no `TextDecoder`. */
export function utf8(bytes: Uint8Array): string {
  let escaped = '';
  for (const byte of bytes) escaped += `%${byte.toString(16).padStart(2, '0')}`;
  return decodeURIComponent(escaped);
}
