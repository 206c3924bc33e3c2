import { defineContract, pageOf, pageQuery, route, z } from '../core';
import { __camel__Entry, __camel__Write } from './schema';

export const __camel__Contract = defineContract('__kebab__', {
  listEntries: route({
    method: 'GET',
    path: '/api/v1/__kebab__/entries',
    summary: 'My own entries, newest first',
    policy: '__kebab__.read',
    query: z.strictObject(pageQuery),
    response: pageOf(__camel__Entry),
  }),
  appendEntry: route({
    method: 'POST',
    path: '/api/v1/__kebab__/entries',
    summary: 'Write one entry',
    policy: '__kebab__.write',
    status: 201,
    body: __camel__Write,
    response: __camel__Entry,
    errors: ['OP_ID_REUSED', 'DATE_IN_FUTURE'],
  }),
});
