import { code, day, instant, lawCheck, phoneWrite, text, z } from '../core';
import { checkQuestionType, piece, pieceKind } from './schema';

/** A piece that the bureau writes: 草稿, seen by its keepers only; 在用; 已撤下. */
export const keptStates = ['draft', 'published', 'taken_down'] as const;
export const keptState = z.enum(keptStates);
export type KeptState = z.infer<typeof keptState>;

/** Longest texts, in UTF-16 units (a rare Han character or an emoji counts two or more), and most pictures. */
export const PIECE_LIMITS = {
  title: 60,
  summary: 120,
  body: 20_000,
  stem: 300,
  option: 200,
  explanation: 500,
  reason: 200,
  /** Pictures. */
  pictures: 10,
} as const;

/** So many of a bureau's own pieces are in use at once at most: a phone keeps them all. */
export const MOST_PUBLISHED = 150;

/** Text that a draft may do without for now. */
const unfinished = (max: number) =>
  z
    .string()
    .check(
      z.trim(),
      z.maxLength(max),
      z.regex(/^[^\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]*$/),
    );

/** A check question on its way: options go by their ids, whatever their order. */
export const checkQuestionDraft = z.strictObject({
  id: code,
  type: checkQuestionType,
  stem: unfinished(PIECE_LIMITS.stem),
  options: z
    .array(z.strictObject({ id: code, text: unfinished(PIECE_LIMITS.option) }))
    .check(z.maxLength(6)),
  answer: z.array(code).check(z.maxLength(6)),
  explanation: unfinished(PIECE_LIMITS.explanation),
});
export type CheckQuestionDraft = z.infer<typeof checkQuestionDraft>;

/**
 * A piece as its author writes it. What a draft lacks `pieceGaps` tells, what no piece may hold
 * `pieceFaults`.
 */
export const pieceDraft = z.strictObject({
  title: text(PIECE_LIMITS.title),
  kind: pieceKind,
  topic: code,
  summary: unfinished(PIECE_LIMITS.summary),
  /** Markdown without HTML; a picture is one of the bureau's own, by its id: `![what it shows](id)`. */
  body: unfinished(PIECE_LIMITS.body),
  laws: z
    .array(z.strictObject({ name: text(100), article: text(100), version: text(100) }))
    .check(z.maxLength(20)),
  links: z
    .array(z.strictObject({ title: text(60), url: z.string().check(z.trim(), z.maxLength(500)) }))
    .check(z.maxLength(10)),
  questions: z.array(checkQuestionDraft).check(z.maxLength(3)),
  /** The sample of ours that it stands for while it is in use; null where it stands beside them. */
  replaces: z.nullable(code),
});
export type PieceDraft = z.infer<typeof pieceDraft>;

const named = z.object({ slug: code, title: z.string() });

/** A piece as its keepers find it in their list. */
export const keptPiece = z.object({
  slug: code,
  title: z.string(),
  kind: pieceKind,
  topic: code,
  topicName: z.string(),
  summary: z.string(),
  state: keptState,
  /** One that ships with the product has no author and is changed by a release only. */
  own: z.boolean(),
  sample: z.boolean(),
  version: z.int(),
  replaces: z.nullable(named),
  /** Of a sample: the own piece in use that stands for it. */
  replacedBy: z.nullable(named),
  author: z.nullable(z.string()),
  changedAt: z.nullable(instant),
  changedBy: z.nullable(z.string()),
});
export type KeptPiece = z.infer<typeof keptPiece>;

/** One of the bureau's own pieces, with all that was done to it. */
export const ownPiece = z.object({
  ...keptPiece.shape,
  /** For `revision` of the next write. */
  revision: z.int(),
  draft: pieceDraft,
  /** Whether it has ever been in use: from then on a change says whether it is read again. */
  wasPublished: z.boolean(),
  /** The legal officer's word on its laws as they stand; null where they were never held against a text, or changed since. */
  checked: z.nullable(z.object({ who: z.string(), when: day, text: z.string() })),
  history: z.array(
    z.object({
      at: instant,
      who: z.string(),
      text: z.string(),
      /** Of the piece after it. */
      version: z.int(),
    }),
  ),
});
export type OwnPiece = z.infer<typeof ownPiece>;

/** What people saw of a piece before it was changed, without its texts. */
export const pastPiece = z.object({
  version: z.int(),
  edition: z.int(),
  title: z.string(),
  /** When something else took its place, and by whom; null where that was not noted yet. */
  until: z.nullable(instant),
  changedBy: z.nullable(z.string()),
  /** False where the piece is known not to have been in use while it read so. */
  wasRead: z.boolean(),
});
export type PastPiece = z.infer<typeof pastPiece>;

/** The same as it was read. */
export const pastPieceWhole = z.object({ ...pastPiece.shape, piece });
export type PastPieceWhole = z.infer<typeof pastPieceWhole>;

/** What a piece may be about and which samples it may stand for, to choose from. */
export const pieceChoices = z.object({
  topics: z.array(z.object({ topic: code, name: z.string(), group: z.string() })),
  samples: z.array(named),
});
export type PieceChoices = z.infer<typeof pieceChoices>;

export const pieceWrite = z.strictObject({ ...phoneWrite, draft: pieceDraft });

/** The revision that was seen: whoever else changed it meanwhile is not overwritten (`VERSION_CONFLICT`). */
const seen = { ...phoneWrite, revision: z.int().check(z.minimum(1)) };

export const pieceChange = z.strictObject({
  ...seen,
  draft: pieceDraft,
  /**
   * A change of substance makes a new version, which everybody is asked to read. A correction leaves
   * what people have done as it is; options and keys of the check questions then stay the same, too.
   */
  readAgain: z.boolean(),
});

/** The legal officer's word on the laws of a piece. */
export const pieceVerifyWrite = z.strictObject({ ...seen, ...lawCheck.shape });

export const pieceStateChange = z.discriminatedUnion('state', [
  z.strictObject({ ...seen, state: z.literal('published') }),
  z.strictObject({ ...seen, state: z.literal('taken_down'), reason: text(PIECE_LIMITS.reason) }),
]);
