import { plainLines } from './item';

/** A file that is refused as a whole, with the words for the person. */
export class FileRefused extends Error {}

/** The text of a file, and the name of the encoding that it was read by, as people know it. */
export interface Decoded {
  text: string;
  encoding: string;
}

/** How the preview names what a decoder is called. */
const NAMES: Readonly<Record<string, string>> = {
  'utf-8': 'UTF-8',
  'utf-16le': 'UTF-16',
  'utf-16be': 'UTF-16',
  gb18030: 'GBK',
};

const HOW = '请用记事本打开，另存时编码选 UTF-8，再传';
const UNREADABLE = `文件里的字认不出来，不是 UTF-8，也不是 GBK；${HOW}`;
const NO_GBK = `文件不是 UTF-8 写的，这台服务器认不了 GBK；${HOW}`;

/** The encoding that a byte order mark names; undefined without one. */
function markOf(bytes: Uint8Array): string | undefined {
  const [a, b, c] = bytes;
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8';
  if (a === 0xff && b === 0xfe) return 'utf-16le';
  return a === 0xfe && b === 0xff ? 'utf-16be' : undefined;
}

/** The beginning of a file as far as it is ASCII, whatever it is written in. */
export function asciiStart(bytes: Uint8Array, length: number): string {
  const mark = markOf(bytes);
  const start = bytes.subarray(mark === 'utf-8' ? 3 : 0, length);
  if (mark?.startsWith('utf-16')) return new TextDecoder(mark).decode(start);
  return Buffer.from(start).toString('latin1');
}

/**
 * Null where the bytes are not of this encoding. A Node without the whole of ICU (`--with-intl=small-icu`)
 * has no gb18030 and throws a RangeError for it.
 */
function decodeAs(encoding: string, bytes: Uint8Array): string | null {
  const decoder = new TextDecoder(encoding, { fatal: true });
  try {
    const text = decoder.decode(bytes);
    // Two bytes a letter without a mark look like this, and no text holds it.
    return text.includes('\u0000') ? null : text;
  } catch {
    return null;
  }
}

function isKnown(encoding: string): boolean {
  try {
    return Boolean(new TextDecoder(encoding, { fatal: true }));
  } catch {
    return false;
  }
}

const named = (text: string, encoding: string): Decoded => ({
  text: plainLines(text),
  encoding: NAMES[encoding] ?? encoding.toUpperCase(),
});

/**
 * The text of a file whose encoding nothing names: by its mark, else UTF-8, else GB18030, of which GBK
 * and GB2312 are parts. UTF-8 comes first: hardly any Chinese text in GBK is UTF-8 by chance. Throws
 * `FileRefused` rather than let letters be lost.
 */
export function decodeText(bytes: Uint8Array, knows = isKnown): Decoded {
  const mark = markOf(bytes);
  for (const encoding of mark ? [mark] : ['utf-8', 'gb18030']) {
    if (!knows(encoding)) throw new FileRefused(NO_GBK);
    const text = decodeAs(encoding, bytes);
    if (text !== null) return named(text, encoding);
  }
  throw new FileRefused(UNREADABLE);
}

const DECLARED = /^\s*<\?xml\s[^>]*?\bencoding\s*=\s*["']([A-Za-z][A-Za-z0-9._-]*)["']/;

/** What an XML file says it is written in. ASCII that says UTF-16 was made over by some program. */
function declaredIn(bytes: Uint8Array): string | undefined {
  const declared = DECLARED.exec(asciiStart(bytes, 300))?.[1]?.toLowerCase();
  return declared?.startsWith('utf-16') ? undefined : declared;
}

/** The text of an XML file: by its mark, else as it says itself, else like any other text. */
export function decodeXml(bytes: Uint8Array, knows = isKnown): Decoded {
  const declared = markOf(bytes) ? undefined : declaredIn(bytes);
  if (declared === undefined) return decodeText(bytes, knows);
  const encoding = /^(gb2312|gbk|gb18030|cp936|x-gbk)$/.test(declared) ? 'gb18030' : declared;
  if (!knows(encoding)) throw new FileRefused(`文件说自己是 ${declared}，这种编码认不了；${HOW}`);
  const text = decodeAs(encoding, bytes);
  if (text === null) throw new FileRefused(`文件说自己是 ${declared}，可是读出来不是；${HOW}`);
  return named(text, encoding);
}
