import { code, defineContract, route, z } from '../core';
import { checklist, checklistKind, dutyCatalogue } from './schema';

const version = z.coerce.number().check(z.int(), z.minimum(1), z.maximum(1_000_000));

export const standardContract = defineContract('standard', {
  listChecklists: route({
    method: 'GET',
    path: '/api/v1/standard/checklists',
    summary: 'The checklists in force, whole, for use without a network',
    policy: 'standard.read',
    query: z.strictObject({ kind: z.optional(checklistKind) }),
    response: z.object({ checklists: z.array(checklist) }),
  }),
  findChecklist: route({
    method: 'GET',
    path: '/api/v1/standard/checklists/:code/:version',
    summary: 'One published version of a checklist, as records made under it need it',
    policy: 'standard.read',
    params: z.strictObject({ code, version }),
    response: checklist,
  }),
  dutyCatalogue: route({
    method: 'GET',
    path: '/api/v1/standard/duty-catalogue',
    summary: 'Categories, handlings, party types, shift templates: in force, or of one version',
    policy: 'standard.read',
    query: z.strictObject({ version: z.optional(version) }),
    response: dutyCatalogue,
  }),
});
