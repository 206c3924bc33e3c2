import { defineContract, id, pageOf, pageQuery, route, text, unitPath, z } from '../core';
import { colleague, personChange, rosterImportResult, rosterPerson, unit } from './schema';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

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
    query: z.strictObject({
      ...pageQuery,
      unitPath: z.optional(unitPath),
      /** How a name or a staff number begins. */
      q: z.optional(text(40)),
    }),
    response: pageOf(colleague),
  }),
  listRoster: route({
    method: 'GET',
    path: '/api/v1/org/roster',
    summary: 'The roster, for its keepers',
    policy: 'org.keep',
    query: z.strictObject({
      ...pageQuery,
      unitPath: z.optional(unitPath),
      q: z.optional(text(40)),
    }),
    response: pageOf(rosterPerson),
  }),
  changePerson: route({
    method: 'POST',
    path: '/api/v1/org/roster/:personId',
    summary:
      'Move, suspend or entrust a person; ends their sessions within two seconds. A suspension unbinds, too; a move ends leading the unit left and being its liaison, unless grants are given anew',
    policy: 'org.keep',
    params: z.strictObject({ personId: id }),
    body: personChange,
    response: rosterPerson,
    errors: ['VERSION_CONFLICT'],
  }),
  issueBindingCode: route({
    method: 'POST',
    path: '/api/v1/org/roster/:personId/binding-code',
    summary: 'A one-time code, good for 24 hours, for binding a WeChat account',
    policy: 'org.keep',
    params: z.strictObject({ personId: id }),
    response: z.object({ bindingCode: z.string(), validUntil: z.iso.datetime() }),
  }),
  unbindPerson: route({
    method: 'POST',
    path: '/api/v1/org/roster/:personId/unbind',
    summary:
      'Unbind a person’s WeChat account: it and the phone number are deleted, every session ends',
    policy: 'org.keep',
    params: z.strictObject({ personId: id }),
    response: rosterPerson,
  }),
  rosterTemplate: route({
    method: 'GET',
    path: '/api/v1/org/roster-template',
    summary: 'The roster template, .xlsx',
    policy: 'org.keep',
    response: z.any(),
    download: XLSX,
  }),
  exportRoster: route({
    method: 'GET',
    path: '/api/v1/org/roster-export',
    summary:
      'The roster within reach in the columns of the template, .xlsx: who is in service, without phone numbers. Imported unchanged it changes nothing; it is noted with everybody in it',
    policy: 'org.keep',
    response: z.any(),
    download: XLSX,
  }),
  importRoster: route({
    method: 'POST',
    path: '/api/v1/org/roster-import',
    summary:
      'Import a roster from .xlsx: every bad row is named and then nothing is written; one that was cut short is finished by importing it again',
    policy: 'org.keep',
    upload: true,
    response: rosterImportResult,
    errors: ['IMPORT_INVALID', 'BODY_TOO_LARGE', 'VERSION_CONFLICT'],
  }),
});
