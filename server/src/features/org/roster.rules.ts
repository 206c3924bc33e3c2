import { mayGive, mayKeep, type Grant } from '@qiangji/shared-types';
import type { Actor } from '../../platform/actor';
import { makeId } from '../../platform/ids';
import type { PersonDocument } from './org.collection';

const same = (a: Grant, b: Grant) => a.role === b.role && a.unitPath === b.unitPath;

/** Grants that one list has and the other has not, both ways. */
export function grantsChanged(before: readonly Grant[], after: readonly Grant[]): Grant[] {
  const lacking = (list: readonly Grant[], other: readonly Grant[]) =>
    list.filter((one) => !other.some((two) => same(one, two)));
  return [...lacking(before, after), ...lacking(after, before)];
}

/**
 * Why a keeper may not make these changes of a person's grants; null where all is well. The campaign
 * office entrusts anybody within its reach, a liaison only further liaisons of the own unit, and
 * nobody entrusts oneself.
 */
export function judgeGrants(
  keeper: Actor,
  personId: string | null,
  before: readonly Grant[],
  after: readonly Grant[],
): string | null {
  const changed = grantsChanged(before, after);
  if (changed.length === 0) return null;
  if (personId === keeper.personId) return '不能给自己改授权';
  if (changed.every((grant) => mayGive(keeper, grant))) return null;
  return '联络员只能授权本单位的联络员，其他岗位请找行动办';
}

/**
 * Why a keeper may neither change this person nor say how they sign in; null where all is well. A code
 * or a phone number for a leader would give the keeper what they may not entrust.
 */
export function judgeKeeping(
  keeper: Actor,
  person: Pick<PersonDocument, '_id' | 'grants'>,
): string | null {
  if (mayKeep(keeper, { personId: person._id, grants: person.grants })) return null;
  return '这个人担着你授不了的岗位，请找行动办办';
}

/** No 0/O, 1/I/L: codes are read out over the telephone. 31 letters, 10 of them: 49 bits. */
const ALPHABET = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
export const BINDING_CODE_LENGTH = 10;

/** A binding code from random bytes; bytes that would favour some letters are skipped. */
export function bindingCodeFrom(random: Uint8Array): string {
  const limit = 256 - (256 % ALPHABET.length);
  const letters = [...random]
    .filter((byte) => byte < limit)
    .map((byte) => ALPHABET[byte % ALPHABET.length]);
  if (letters.length < BINDING_CODE_LENGTH) throw new Error('too few random bytes');
  return letters.slice(0, BINDING_CODE_LENGTH).join('');
}

/** As typed to as stored: case, spaces and hyphens do not matter. */
export function normalCode(typed: string): string {
  return typed.toUpperCase().replace(/[\s-]/g, '');
}

type Said = Pick<PersonDocument, 'staffNumber' | 'name' | 'kind' | 'post' | 'unitPath'>;

/** Somebody new on the roster, who has neither signed in nor agreed to anything yet. */
export function newPerson(said: Said & Partial<PersonDocument>, at: Date): PersonDocument {
  return {
    _id: makeId(),
    phone: null,
    enforcementId: null,
    grants: [],
    active: true,
    authVersion: 0,
    consent: null,
    openid: null,
    bindingCode: null,
    createdAt: at,
    updatedAt: at,
    schemaVersion: 1,
    ...said,
  };
}

export type Liaised = Pick<PersonDocument, '_id' | 'grants' | 'active'>;

/** Units whose liaison somebody may be. Nobody can turn to somebody who is suspended. */
export function liaisonOf({ grants, active }: Liaised): string[] {
  if (!active) return [];
  return grants.filter(({ role }) => role === 'liaison').map(({ unitPath }) => unitPath);
}
