import { randomBytes } from 'node:crypto';
import { shared } from './product.mjs';

const { code, defineContract, id, instant, newId, phoneWrite, route, z } = shared;

const answer = {
  method: 'POST',
  policy: 'signed_in',
  summary: 'One answer of an exam, as the benches send it',
  params: z.strictObject({ attemptId: id }),
  body: z.strictObject({
    ...phoneWrite,
    seq: z.int().check(z.minimum(0), z.maximum(100_000)),
    questionCode: code,
    chosen: z.array(code).check(z.maxLength(10)),
  }),
  response: z.object({ seq: z.int(), receivedAt: instant }),
};

/** The same answer on both lanes; every rival takes its schemas from here. */
export const answerContract = defineContract('bench', {
  hot: route({ ...answer, path: '/api/v1/bench/hot/:attemptId/answers', hot: true }),
  plain: route({ ...answer, path: '/api/v1/bench/plain/:attemptId/answers' }),
});

export function freshId() {
  return newId(Date.now(), randomBytes(16));
}

const CHOICES = [['a'], ['a', 'c'], ['b', 'd'], ['a', 'b', 'c']];

/** Another choice for each number, so that the latest answer can be told. */
export const choiceOf = (seq) => CHOICES[seq % CHOICES.length];

export function answerBody(seq) {
  return {
    opId: freshId(),
    deviceAt: new Date().toISOString(),
    seq,
    questionCode: `question-${seq % 100}`,
    chosen: ['a', 'c'],
  };
}
