import { defineContract, pageOf, pageQuery, route, unitPath, z } from '../core';
import { colleague, unit } from './schema';

export const orgContract = defineContract('org', {
  listUnits: route({
    method: 'GET',
    path: '/api/v1/org/units',
    summary: 'The unit tree with towns and liaisons',
    policy: 'org.read',
    response: z.object({ units: z.array(unit) }),
  }),
  listColleagues: route({
    method: 'GET',
    path: '/api/v1/org/colleagues',
    summary: 'Colleagues of one unit and below, for pickers and offline use; by name',
    policy: 'org.read',
    query: z.strictObject({ ...pageQuery, unitPath: z.optional(unitPath) }),
    response: pageOf(colleague),
  }),
});
