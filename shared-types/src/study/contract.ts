import { code, defineContract, pageOf, pageQuery, route, text, z } from '../core';
import { sha256 } from '../media';
import {
  keptPiece,
  ownPiece,
  pastPiece,
  pastPieceWhole,
  pieceChange,
  pieceChoices,
  keptState,
  pieceStateChange,
  pieceVerifyWrite,
  pieceWrite,
} from './own';
import {
  personIdQuery,
  piece,
  pieceKind,
  pieceProgress,
  pieceSummary,
  progressWrite,
} from './schema';

/** A phone takes all that a bureau has in one answer: ours and as many of its own as may be in use. */
export const ALL_PIECES_AT_MOST = 300;
const piecesAtOnce = z._default(
  z.coerce.number().check(z.int(), z.minimum(1), z.maximum(ALL_PIECES_AT_MOST)),
  20,
);

const counted = z.coerce.number().check(z.int(), z.minimum(1), z.maximum(1_000));

export const studyContract = defineContract('study', {
  listPieces: route({
    method: 'GET',
    path: '/api/v1/study/pieces',
    summary: 'Pieces with my own progress (or, for leaders, that of one of their people)',
    policy: 'study.read',
    query: z.strictObject({
      ...pageQuery,
      limit: piecesAtOnce,
      kind: z.optional(pieceKind),
      topic: z.optional(code),
      personId: personIdQuery,
    }),
    response: pageOf(pieceSummary),
  }),
  findPiece: route({
    method: 'GET',
    path: '/api/v1/study/pieces/:slug',
    summary: 'One piece, whole, with its check questions and my progress',
    policy: 'study.read',
    params: z.strictObject({ slug: code }),
    response: piece,
  }),
  image: route({
    method: 'GET',
    path: '/api/v1/study/images/:hash',
    summary: 'A picture of a piece, by the hash of its bytes: it never changes',
    policy: 'study.read',
    params: z.strictObject({ hash: sha256 }),
    response: z.any(),
    download: 'image/jpeg',
  }),
  appendProgress: route({
    method: 'POST',
    path: '/api/v1/study/pieces/:slug/progress',
    summary: 'Report how far I have read and my answers to the check questions',
    policy: 'study.learn',
    params: z.strictObject({ slug: code }),
    body: progressWrite,
    response: pieceProgress,
    errors: ['OP_ID_REUSED'],
    hot: true,
  }),
  listKept: route({
    method: 'GET',
    path: '/api/v1/study/kept',
    summary:
      'The pieces as their keepers find them: those of the bureau, latest first, or those that ship',
    policy: 'study.keep',
    query: z.strictObject({
      ...pageQuery,
      origin: z._default(z.enum(['own', 'shipped']), 'own'),
      /** Of the bureau's own. */
      state: z.optional(keptState),
      kind: z.optional(pieceKind),
      /** Part of a title. */
      q: z.optional(text(40)),
    }),
    response: pageOf(keptPiece),
  }),
  listChoices: route({
    method: 'GET',
    path: '/api/v1/study/choices',
    summary: 'Topics and samples of ours, for whoever writes a piece',
    policy: 'study.keep',
    response: pieceChoices,
  }),
  findOwn: route({
    method: 'GET',
    path: '/api/v1/study/kept/:slug',
    summary: 'One of the bureau’s own pieces as it is written, with its history',
    policy: 'study.keep',
    params: z.strictObject({ slug: code }),
    response: ownPiece,
  }),
  listPast: route({
    method: 'GET',
    path: '/api/v1/study/kept/:slug/past',
    summary: 'What people saw of one’s own piece before it was changed, the latest first',
    policy: 'study.keep',
    params: z.strictObject({ slug: code }),
    response: z.object({ items: z.array(pastPiece) }),
  }),
  findPast: route({
    method: 'GET',
    path: '/api/v1/study/kept/:slug/past/:version/:edition',
    summary: 'One of these as it was read',
    policy: 'study.keep',
    params: z.strictObject({ slug: code, version: counted, edition: counted }),
    response: pastPieceWhole,
  }),
  writePiece: route({
    method: 'POST',
    path: '/api/v1/study/kept',
    summary: 'Write a piece of one’s own; it begins as a draft, which keepers see only',
    policy: 'study.keep',
    body: pieceWrite,
    response: ownPiece,
    errors: ['OP_ID_REUSED'],
  }),
  changePiece: route({
    method: 'POST',
    path: '/api/v1/study/kept/:slug',
    summary:
      'Change one’s own piece: as a correction, which leaves what people have done, or as a new version that is read again',
    policy: 'study.keep',
    params: z.strictObject({ slug: code }),
    body: pieceChange,
    response: ownPiece,
    errors: ['VERSION_CONFLICT', 'OP_ID_REUSED', 'STATE_CONFLICT'],
  }),
  verifyPiece: route({
    method: 'POST',
    path: '/api/v1/study/kept/:slug/verified',
    summary: 'Confirm the laws of one’s own piece against a text and a day, or take that back',
    policy: 'study.verify',
    params: z.strictObject({ slug: code }),
    body: pieceVerifyWrite,
    response: ownPiece,
    errors: ['VERSION_CONFLICT', 'OP_ID_REUSED', 'STATE_CONFLICT', 'DATE_IN_FUTURE'],
  }),
  changePieceState: route({
    method: 'POST',
    path: '/api/v1/study/kept/:slug/state',
    summary:
      'Put one’s own piece into use, or take it down with a reason: a sample that it stood for comes back then',
    policy: 'study.keep',
    params: z.strictObject({ slug: code }),
    body: pieceStateChange,
    response: ownPiece,
    errors: ['VERSION_CONFLICT', 'OP_ID_REUSED', 'STATE_CONFLICT'],
  }),
});
