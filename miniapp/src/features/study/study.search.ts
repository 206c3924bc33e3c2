import type { Piece } from '@qiangji/shared-types';
import { sectionsOf } from './study.view';

export type SearchedPiece = Pick<Piece, 'slug' | 'title' | 'summary' | 'body'>;

/** A run of text; `hit` where it is what was searched for. */
export interface Run {
  text: string;
  hit: boolean;
}

export interface SearchHit {
  slug: string;
  title: string;
  section: number;
  sectionTitle: string;
  snippet: Run[];
}

/** Characters shown before a hit, and in all. */
const BEFORE = 14;
const SNIPPET = 56;
const MOST_HITS = 40;
/** Score of a section that holds every word of the query. */
const WHOLE = 100;

/** Full-width letters, digits and case do not matter to who searches. */
export function normalise(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}

/** Markdown marks are not part of what people read. */
export function plainText(markdown: string): string {
  return markdown
    .replace(/!\[[^\]]*\]\([^)]*\)/g, '')
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/^#+ |^> |^[-*] |\*\*|__|`/gm, '')
    .replace(/\s+/g, ' ')
    .trim();
}

function termsOf(query: string): string[] {
  return normalise(query)
    .split(/[\s，,、。；;]+/)
    .filter((term) => term !== '');
}

/** Pairs of neighbouring characters: what is left to match where no whole term occurs. */
function bigrams(term: string): string[] {
  const chars = [...term];
  return chars.slice(1).map((char, i) => `${chars[i] ?? ''}${char}`);
}

/** Marks every occurrence of the terms; longer ones win where they overlap. */
export function highlight(text: string, terms: readonly string[]): Run[] {
  const plain = normalise(text);
  // Normalising may change the length (ligatures); then nothing is marked rather than the wrong place.
  if (plain.length !== text.length) return [{ text, hit: false }];
  const marks = new Array<boolean>(text.length).fill(false);
  for (const term of terms) {
    for (let at = plain.indexOf(term); at >= 0; at = plain.indexOf(term, at + 1)) {
      marks.fill(true, at, at + term.length);
    }
  }
  const runs: Run[] = [];
  for (let i = 0; i < text.length; i++) {
    const last = runs[runs.length - 1];
    const hit = marks[i] === true;
    if (last && last.hit === hit) last.text += text.charAt(i);
    else runs.push({ text: text.charAt(i), hit });
  }
  return runs;
}

function snippetOf(text: string, terms: readonly string[]): Run[] {
  const plain = normalise(text);
  const found = terms.map((term) => plain.indexOf(term)).filter((at) => at >= 0);
  const from = Math.max(0, Math.min(...found, text.length) - BEFORE);
  const start = found.length === 0 ? 0 : from;
  const cut = text.slice(start, start + SNIPPET);
  const runs = highlight(cut, terms);
  const ends = start + SNIPPET < text.length ? [{ text: '……', hit: false }] : [];
  return [...(start > 0 ? [{ text: '……', hit: false }] : []), ...runs, ...ends];
}

interface Scored extends SearchHit {
  score: number;
}

function scoreOf(text: string, terms: readonly string[]): { score: number; used: string[] } {
  const plain = normalise(text);
  const whole = terms.filter((term) => plain.includes(term));
  if (whole.length === terms.length) return { score: WHOLE, used: [...terms] };
  const pairs = terms.flatMap(bigrams);
  const some = pairs.filter((pair) => plain.includes(pair));
  // Half of the neighbouring characters must be there: 当场收款 still finds 当场收缴.
  if (pairs.length === 0 || some.length * 2 < pairs.length) return { score: 0, used: [] };
  return { score: (some.length / pairs.length) * 50, used: some };
}

/**
 * Searches kept pieces section by section, without a network: all words of the query first, then
 * sections that share most of its neighbouring characters. The title of a piece counts as well.
 */
export function searchPieces(pieces: readonly SearchedPiece[], query: string): SearchHit[] {
  const terms = termsOf(query);
  if (terms.length === 0) return [];
  const hits = pieces.flatMap((piece) =>
    sectionsOf(piece.body).flatMap((section, index): Scored[] => {
      const text = plainText(section.text.replace(/^## .*$/m, ''));
      const own = scoreOf(`${section.title} ${text}`, terms);
      const titled = index === 0 ? scoreOf(`${piece.title} ${piece.summary}`, terms) : own;
      const score = Math.max(own.score, titled.score > 0 ? titled.score + 20 : 0);
      if (score === 0) return [];
      const used = own.used.length > 0 ? own.used : terms;
      const { slug, title } = piece;
      const snippet = snippetOf(text, used);
      return [{ slug, title, section: index, sectionTitle: section.title, snippet, score }];
    }),
  );
  // What only resembles the query helps nobody who is shown the very words as well.
  const exact = hits.filter((hit) => hit.score >= WHOLE);
  return (exact.length > 0 ? exact : hits)
    .sort((a, b) => b.score - a.score)
    .slice(0, MOST_HITS)
    .map(({ score: _, ...hit }) => hit);
}
