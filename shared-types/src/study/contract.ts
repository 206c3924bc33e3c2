import { code, defineContract, pageOf, pageQuery, route, z } from '../core';
import { sha256 } from '../media';
import {
  personIdQuery,
  piece,
  pieceKind,
  pieceProgress,
  pieceSummary,
  progressWrite,
} from './schema';

export const studyContract = defineContract('study', {
  listPieces: route({
    method: 'GET',
    path: '/api/v1/study/pieces',
    summary: 'Pieces with my own progress (or, for leaders, that of one of their people)',
    policy: 'study.read',
    query: z.strictObject({
      ...pageQuery,
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
});
