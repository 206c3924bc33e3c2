import { code, id, instant, phoneWrite, z } from '../core';
import { sha256 } from '../media';

export const pieceKinds = ['political', 'legal', 'conduct', 'recorder', 'handbook'] as const;
export const pieceKind = z.enum(pieceKinds);
export type PieceKind = z.infer<typeof pieceKind>;

/** A law reference as every screen shows it: name, article, version, and whether it was checked. */
export const lawReference = z.object({
  name: z.string(),
  article: z.string(),
  version: z.string(),
  verified: z.enum(['unverified', 'archive_checked', 'confirmed']),
});
export type LawReference = z.infer<typeof lawReference>;

export const checkQuestionType = z.enum(['single', 'multiple', 'true_false']);

/** A check question travels with its key: it must work with no network. */
export const checkQuestion = z.object({
  id: code,
  type: checkQuestionType,
  stem: z.string(),
  options: z.array(z.object({ id: code, text: z.string() })),
  answer: z.array(code),
  explanation: z.string(),
});
export type CheckQuestion = z.infer<typeof checkQuestion>;

/** Where one person stands with one piece. No time is measured: done is what one can do. */
export const pieceProgress = z.object({
  /** How far one has read, in basis points (0 to 10,000). */
  positionBp: z.int(),
  reachedEnd: z.boolean(),
  /** Ids of the check questions answered right so far. */
  rightQuestionIds: z.array(code),
  /** When the end was reached and all check questions were right; null before. */
  doneAt: z.nullable(instant),
  /** Version of the piece this progress belongs to. */
  pieceVersion: z.int(),
});
export type PieceProgress = z.infer<typeof pieceProgress>;

export const pieceSummary = z.object({
  slug: code,
  version: z.int(),
  /**
   * Grows with each correction of a version, and begins anew with the next: progress does not hang on it. A
   * phone may have kept the piece before there was one: 1.
   */
  edition: z.optional(z.int()),
  title: z.string(),
  kind: pieceKind,
  topic: code,
  topicName: z.string(),
  /** A neutral introduction that we ship; the bureau's own replaces it. */
  sample: z.boolean(),
  /** Written by the bureau. Left out of what a phone kept before there were such. */
  own: z.optional(z.boolean()),
  summary: z.string(),
  questionCount: z.int(),
  progress: z.nullable(pieceProgress),
});
export type PieceSummary = z.infer<typeof pieceSummary>;

/** A picture of a piece; its size (px) holds its place until it has come. */
export const pieceImage = z.object({
  /** As the Markdown names it: `![words](name)`. */
  name: z.string(),
  /** Of its bytes, which are asked for by it. */
  sha256,
  width: z.int(),
  height: z.int(),
});
export type PieceImage = z.infer<typeof pieceImage>;

export const piece = z.object({
  ...pieceSummary.shape,
  /** Markdown, no raw HTML. */
  body: z.string(),
  /** A phone may have kept the piece before there were pictures. */
  images: z._default(z.array(pieceImage), []),
  laws: z.array(lawReference),
  links: z.array(z.object({ title: z.string(), url: z.string() })),
  questions: z.array(checkQuestion),
});
export type Piece = z.infer<typeof piece>;

/** What the phone reports: how far one has read and which check questions were answered how. */
export const progressWrite = z.strictObject({
  ...phoneWrite,
  pieceVersion: z.int().check(z.minimum(1)),
  positionBp: z.int().check(z.minimum(0), z.maximum(10_000)),
  answers: z
    .array(z.strictObject({ questionId: code, chosen: z.array(code).check(z.maxLength(10)) }))
    .check(z.maxLength(20)),
});
export type ProgressWrite = z.infer<typeof progressWrite>;

export const personIdQuery = z.optional(id);
