import { code, day, defineContract, id, pageQuery, route, unitPath, z } from '../core';
import {
  reviewPerson,
  reviewRecordKind,
  reviewRecords,
  reviewSquadrons,
  reviewWeek,
} from './schema';

const personParams = z.strictObject({ personId: id });

export const reviewContract = defineContract('review', {
  week: route({
    method: 'GET',
    path: '/api/v1/review/week',
    summary: "A unit's week: what waits, whom to talk to and why, a trend, everybody's counts",
    policy: 'review.unit',
    query: z.strictObject({
      /** Left out: the asker's own unit, or the first they may look at. */
      unitPath: z.optional(unitPath),
      /** Any day of the week; left out: this week. */
      day: z.optional(day),
    }),
    response: reviewWeek,
  }),
  squadrons: route({
    method: 'GET',
    path: '/api/v1/review/squadrons',
    summary: 'How the squadrons stand and why, by town and name; no ranking',
    policy: 'review.squadrons',
    query: z.strictObject({ day: z.optional(day) }),
    response: reviewSquadrons,
  }),
  person: route({
    method: 'GET',
    path: '/api/v1/review/persons/:personId',
    summary: "One person's week; looking at somebody else is noted in the access log",
    policy: 'review.person',
    params: personParams,
    query: z.strictObject({ day: z.optional(day) }),
    response: reviewPerson,
  }),
  listRecords: route({
    method: 'GET',
    path: '/api/v1/review/persons/:personId/records',
    summary: 'The records behind one figure of a person, each with the way to it; noted likewise',
    policy: 'review.person',
    params: personParams,
    query: z.strictObject({
      ...{ kind: reviewRecordKind, from: day, to: day },
      /** Of answers those of one topic; of mastery its questions as they stand now, whatever the days. */
      topic: z.optional(code),
      ...pageQuery,
    }),
    response: reviewRecords,
  }),
});
