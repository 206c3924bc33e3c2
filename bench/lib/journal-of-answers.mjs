import { built } from './product.mjs';

const { defineJournal } = built('platform/journal');

/** The journal that the benches append answers to, defined as a feature would define it. */
export const answerJournal = defineJournal('bench_answers', {
  keyOf: (event) => [event.stream, event.place],
  same: (kept, again) => kept.opId === again.opId,
});

/**
 * A write as it is stored, the same for the journal and for one insertOne each: in the stream that its
 * path names, at its own number there.
 */
export function answerEvent(params, body, personId) {
  const stream = Object.values(params)[0] ?? personId;
  const place = body.seq ?? body.opId;
  const deviceAt = new Date(body.deviceAt);
  return { stream, place, personId, ...params, ...body, deviceAt, receivedAt: new Date() };
}
