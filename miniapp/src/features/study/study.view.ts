import type { PieceKind, PieceProgress, PieceSummary } from '@qiangji/shared-types';

export const KIND_WORDS: Record<PieceKind, string> = {
  political: '政治理论',
  legal: '法律法规',
  conduct: '作风纪律',
  recorder: '执法记录',
  handbook: '业务手册',
};

/** 学懂, 读到一半, 没读: by what one can do, never by time. */
export type PieceState = 'done' | 'half' | 'new';

export const STATE_WORDS: Record<PieceState, string> = {
  done: '学懂',
  half: '读到一半',
  new: '没读',
};

export const END_BP = 10_000;

export function stateOf(progress: PieceProgress | null): PieceState {
  if (progress?.doneAt) return 'done';
  return progress && (progress.positionBp > 0 || progress.rightQuestionIds.length > 0)
    ? 'half'
    : 'new';
}

export interface Section {
  /** Heading; '' in a piece without any. */
  title: string;
  /** Markdown, heading included. */
  text: string;
}

/** A text from one `##` heading to the next; a line's end between each two. */
export const splitAtHeadings = (body: string): string[] => body.split(/\n(?=## )/);

/** The heading that is first in a text; '' where there is none. */
export const headingIn = (text: string): string => /^## (.+)/m.exec(text)?.[1]?.trim() ?? '';

/**
 * A piece is read section by section, each with its `##` heading; so a phone never draws all of it. The
 * opening lines are no section of their own: they lead into the first one.
 */
export function sectionsOf(body: string): Section[] {
  const parts = splitAtHeadings(body)
    .map((text) => text.trim())
    .filter((text) => text !== '');
  const [opening = '', first, ...rest] = parts;
  const leads = first !== undefined && !opening.startsWith('## ');
  const texts = leads ? [`${opening}\n\n${first}`, ...rest] : parts;
  return texts.map((text) => ({ title: headingIn(text), text }));
}

/** How far one has read after `read` of `count` sections, in basis points. */
export function positionOf(read: number, count: number): number {
  return count === 0 ? END_BP : Math.round((Math.min(read, count) / count) * END_BP);
}

/** The section to go on with: `count` is the check questions that follow the last one. */
export function sectionAt(positionBp: number, count: number): number {
  return Math.min(count, Math.round((positionBp / END_BP) * count));
}

/** 读到第 3 节，共 5 节: where one stands in a piece half read. */
export function whereWords(progress: PieceProgress | null): string {
  if (progress?.doneAt) return '学懂了';
  if (!progress || progress.positionBp === 0) return '还没开始';
  if (progress.reachedEnd) return '正文读完，还有小题';
  return `读了 ${Math.round(progress.positionBp / 100)}%`;
}

/** What was just done, shown before the service confirms it; folded by the same rule as there. */
export function advance(
  progress: PieceProgress | null,
  piece: { version: number; questionIds: readonly string[] },
  report: { positionBp: number; rightIds: readonly string[]; at: string },
): PieceProgress {
  const before = progress?.pieceVersion === piece.version ? progress : null;
  const positionBp = Math.max(before?.positionBp ?? 0, report.positionBp);
  const right = new Set([...(before?.rightQuestionIds ?? []), ...report.rightIds]);
  const reachedEnd = positionBp >= END_BP || (before?.reachedEnd ?? false);
  const complete = reachedEnd && piece.questionIds.every((id) => right.has(id));
  return {
    positionBp,
    reachedEnd,
    rightQuestionIds: piece.questionIds.filter((id) => right.has(id)),
    doneAt: before?.doneAt ?? (complete ? report.at : null),
    pieceVersion: piece.version,
  };
}

/** Half-read first, then unread, then understood; each in the given order. */
export function readingOrder(pieces: readonly PieceSummary[]): PieceSummary[] {
  const of = (state: PieceState) => pieces.filter(({ progress }) => stateOf(progress) === state);
  return [...of('half'), ...of('new'), ...of('done')];
}

/** The first to read; undefined when all are understood. */
export function nextPiece(
  pieces: readonly PieceSummary[],
  except?: string,
): PieceSummary | undefined {
  const [next] = readingOrder(pieces.filter(({ slug }) => slug !== except));
  return next && stateOf(next.progress) !== 'done' ? next : undefined;
}

export interface PlanPart {
  text: string;
  have: number;
  of: number;
}

const PARTS: readonly { text: string; kinds: readonly PieceKind[] }[] = [
  { text: '法律法规', kinds: ['legal'] },
  { text: '政治理论', kinds: ['political'] },
  { text: '业务作风', kinds: ['conduct', 'recorder', 'handbook'] },
];

/** Understood pieces of all, in three parts; parts without pieces are left out. */
export function planOf(pieces: readonly PieceSummary[]): PlanPart[] {
  return PARTS.map(({ text, kinds }) => {
    const own = pieces.filter((piece) => kinds.includes(piece.kind));
    const have = own.filter((piece) => stateOf(piece.progress) === 'done').length;
    return { text, have, of: own.length };
  }).filter((part) => part.of > 0);
}

/** A law reference once for each law, its articles side by side. */
export function shortLaw(name: string): string {
  return name.replace(/^中华人民共和国/, '');
}

export function readerUrl(slug: string, section?: number): string {
  const at = section === undefined ? '' : `&section=${section}`;
  return `/features/study/pages/reader/index?slug=${slug}${at}`;
}
