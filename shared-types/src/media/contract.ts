import { defineContract, id, route, z } from '../core';
import { media, mediaPurposes, sha256 } from './schema';

const mediaId = z.strictObject({ mediaId: id });

export const mediaContract = defineContract('media', {
  upload: route({
    method: 'POST',
    path: '/api/v1/media',
    summary: 'Upload one picture; the id and the hash of its bytes are announced in the query',
    policy: 'media.write',
    upload: true,
    status: 201,
    query: z.strictObject({ mediaId: id, sha256, purpose: z.enum(mediaPurposes) }),
    response: media,
    errors: [
      'UNSUPPORTED_MEDIA',
      'MEDIA_TOO_LARGE',
      'MEDIA_TOO_MANY_PIXELS',
      'MEDIA_HASH_MISMATCH',
      'OP_ID_REUSED',
    ],
  }),
  picture: route({
    method: 'GET',
    path: '/api/v1/media/:mediaId/picture',
    summary: 'The re-encoded copy, long edge 1,600 px',
    policy: 'media.read',
    params: mediaId,
    response: z.any(),
    download: 'image/jpeg',
  }),
  thumbnail: route({
    method: 'GET',
    path: '/api/v1/media/:mediaId/thumbnail',
    summary: 'The thumbnail, long edge 320 px',
    policy: 'media.read',
    params: mediaId,
    response: z.any(),
    download: 'image/jpeg',
  }),
  original: route({
    method: 'GET',
    path: '/api/v1/media/:mediaId/original',
    summary: 'The untouched original; each reading is logged',
    policy: 'media.original',
    params: mediaId,
    response: z.any(),
    download: 'application/octet-stream',
  }),
});
