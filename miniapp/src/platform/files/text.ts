import { utf8 } from '@qiangji/shared-types';
import { fileBytes, readFile } from './index';

/** A page written out in full is a few dozen kilobytes. */
export const MOST_TEXT_BYTES = 500_000;

/** Bytes as UTF-8; undefined where they are none. */
function utf8Of(bytes: Uint8Array): string | undefined {
  try {
    return utf8(bytes);
  } catch {
    return undefined;
  }
}

/**
 * A kept text file as words: UTF-8, or what Notepad saved before it (GB 18030) where the browser knows that.
 * Undefined for what is neither, or is no page of text by its size.
 */
export async function textOf(key: string): Promise<string | undefined> {
  const size = await fileBytes(key);
  if (size > MOST_TEXT_BYTES) return undefined;
  const bytes = await readFile(key, 0, size);
  const text = utf8Of(bytes);
  if (text !== undefined) return text.replace(/^\uFEFF/, '');
  if (typeof TextDecoder === 'undefined') return undefined;
  const older = new TextDecoder('gb18030').decode(bytes);
  return older.includes('\uFFFD') ? undefined : older;
}
