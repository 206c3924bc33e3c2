import { grantsAfterLeaving, mayGive, mayKeep } from './rules';
import type { Grant, Role } from '../core';

const grant = (role: Role, unitPath: string): Grant => ({ role, unitPath });
const office = { personId: 'o', grants: [grant('campaign_office', '/wj')] };
const liaison = { personId: 'l', grants: [grant('liaison', '/wj/a')] };
const holding = (...grants: Grant[]) => ({ personId: 'p', grants });

it('leaves to the campaign office whoever holds what a liaison could not give', () => {
  const leader = holding(grant('squadron_leader', '/wj/a'));
  expect(mayKeep(liaison, leader)).toBe(false);
  expect(mayKeep(office, leader)).toBe(true);
  expect(mayKeep(liaison, holding(grant('campaign_office', '/wj')))).toBe(false);
  expect(mayKeep(liaison, holding(grant('liaison', '/wj/a')))).toBe(true);
  expect(mayKeep(liaison, holding(grant('liaison', '/wj/a2')))).toBe(false);
  expect(mayKeep(liaison, holding())).toBe(true);
  expect(mayKeep(office, holding(grant('inspector', '/xb')))).toBe(false);
});

it('lets everybody keep what concerns only oneself', () => {
  const both = { personId: 'l', grants: [...liaison.grants, grant('squadron_leader', '/wj/a')] };
  expect(mayKeep(both, both)).toBe(true);
  expect(mayGive(both, grant('squadron_leader', '/wj/a'))).toBe(false);
});

it('ends leading and being liaison of the unit left, and nothing else', () => {
  const kept = [
    grant('squadron_leader', '/wj/b'),
    grant('legal_officer', '/wj/a'),
    grant('inspector', '/wj'),
  ];
  const ended = [grant('squadron_leader', '/wj/a'), grant('liaison', '/wj/a')];
  expect(grantsAfterLeaving([...ended, ...kept], '/wj/a')).toEqual(kept);
});
