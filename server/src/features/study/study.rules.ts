const IMAGE = /!\[([^\]]*)\]\(([^)]*)\)/g;

/** What is wrong with the pictures that a piece's Markdown shows; undefined where nothing is. */
export function imageFault(body: string, listed: readonly string[]): string | undefined {
  for (const [, alt = '', name = ''] of body.matchAll(IMAGE)) {
    if (!listed.includes(name)) return `shows ${name} and does not list it`;
    if (alt.trim() === '') return `does not say in words what ${name} shows`;
  }
  return undefined;
}

/** Reading counts as having reached the end from here on: the last lines may sit below the fold. */
export const END_BP = 9_800;

export interface Report {
  positionBp: number;
  answers: { questionId: string; right: boolean }[];
  occurredAt: Date;
}

export interface FoldedProgress {
  positionBp: number;
  reachedEnd: boolean;
  rightQuestionIds: string[];
  doneAt: Date | null;
}

interface Learnt {
  pieceVersion: number;
  doneAt: Date | null;
  learntBefore?: Date[];
}

/** When versions before this one were learnt, by where somebody stood so far. */
export function learntBeforeOf(before: Learnt | null, version: number): Date[] {
  if (!before) return [];
  const { pieceVersion, doneAt, learntBefore = [] } = before;
  return pieceVersion < version && doneAt ? [...learntBefore, doneAt] : learntBefore;
}

/**
 * Folds one person's reports on one version of a piece. Order of arrival does not matter: the
 * furthest position counts, and a question once answered right stays right. Done is the moment at
 * which both halves first held.
 */
export function foldProgress(
  reports: readonly Report[],
  questionIds: readonly string[],
): FoldedProgress {
  const inOrder = [...reports].sort((a, b) => a.occurredAt.getTime() - b.occurredAt.getTime());
  const right = new Set<string>();
  let positionBp = 0;
  let doneAt: Date | null = null;
  for (const report of inOrder) {
    positionBp = Math.max(positionBp, report.positionBp);
    for (const answer of report.answers) if (answer.right) right.add(answer.questionId);
    const complete = positionBp >= END_BP && questionIds.every((id) => right.has(id));
    if (complete) doneAt ??= report.occurredAt;
  }
  return {
    positionBp,
    reachedEnd: positionBp >= END_BP,
    rightQuestionIds: questionIds.filter((id) => right.has(id)),
    doneAt,
  };
}
