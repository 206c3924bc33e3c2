import { id, PIECE_PICTURE } from '@qiangji/shared-types';
import { headingIn, splitAtHeadings, type Section } from './study.view';

/** A picture in the text of a piece. */
export interface TextPicture {
  mediaId: string;
  /** What it shows, in words. */
  words: string;
  /** In which section it stands, from 0. */
  section: number;
}

const markOf = (mediaId: string, words: string) => `![${words}](${mediaId})`;

/** Words that stand in a picture's mark: no brackets, no line of its own. */
const sayable = (words: string) =>
  words
    .replace(/\[/g, '【')
    .replace(/\]/g, '】')
    .replace(/\s*\n\s*/g, ' ');

/** A text by its `##` headings; the parts put together again are the text. */
export function textSections(body: string): Section[] {
  const parts = splitAtHeadings(body);
  return parts.map((part, index) => {
    const text = index < parts.length - 1 ? `${part}\n` : part;
    return { title: headingIn(part), text };
  });
}

const joined = (sections: readonly { text: string }[]) => sections.map(({ text }) => text).join('');

/** Each once, by where it stands first. */
export function picturesIn(body: string): TextPicture[] {
  const found = new Map<string, TextPicture>();
  textSections(body).forEach(({ text }, section) => {
    for (const [, words = '', mediaId = ''] of text.matchAll(PIECE_PICTURE)) {
      if (found.has(mediaId) || !id.safeParse(mediaId).success) continue;
      found.set(mediaId, { mediaId, words, section });
    }
  });
  return [...found.values()];
}

/** Puts a picture as a paragraph of its own at the end of a section; behind all where there is none such. */
export function addPicture(body: string, mediaId: string, section = Infinity, words = ''): string {
  const sections = textSections(body);
  const at = Math.min(section, sections.length - 1);
  return joined(
    sections.map(({ text }, index) => {
      if (index !== at) return { text };
      const before = text.trimEnd();
      const gap = before === '' ? '' : '\n\n';
      const rest = index < sections.length - 1 ? '\n\n' : '\n';
      return { text: `${before}${gap}${markOf(mediaId, sayable(words))}${rest}` };
    }),
  );
}

const eachMark = (body: string, mediaId: string, next: (words: string) => string): string =>
  body.replace(PIECE_PICTURE, (mark, words: string, name: string) =>
    name === mediaId ? next(words) : mark,
  );

/** Says in other words what a picture shows. */
export function sayPicture(body: string, mediaId: string, words: string): string {
  return eachMark(body, mediaId, () => markOf(mediaId, sayable(words)));
}

/** Takes a picture out, with the empty lines that stood around it. */
export function dropPicture(body: string, mediaId: string): string {
  const without = eachMark(body, mediaId, () => '\u0000');
  return without
    .replace(/\n*\u0000\n*$/, '')
    .replace(/\n*\u0000\n*/g, (gap) => (gap.includes('\n') ? '\n\n' : ''))
    .trimStart();
}

/** The same picture at the end of another section. */
export function movePicture(
  body: string,
  { mediaId, words }: TextPicture,
  section: number,
): string {
  const without = dropPicture(body, mediaId);
  // A beginning that held nothing else is gone.
  const gone = textSections(body).length - textSections(without).length;
  return addPicture(without, mediaId, Math.max(0, section - gone), words);
}
