import { KIND_NAMES, OWN_UNIT_ROLES, ROLE_NAMES, type Grant } from '@qiangji/shared-types';
import { bureauOf } from '../../platform/actor';
import type { PersonDocument, UnitDocument } from './org.collection';
import { unitFinder } from './roster.rows';
import { BETWEEN_GRANTS, type Column } from './roster.words';

/** What a sheet says of one person; '' leaves the field as it is when it is imported. */
export type RosterCells = Record<Column, string>;

/**
 * The cells of a person, the way back of `RosterReader`: whoever keeps these units reads them as what is
 * there. Phone numbers leave the house with nobody, so their cell is empty; so is the cell of posts where
 * one of them is for a unit that this keeper does not know.
 */
export function rosterCells(
  units: readonly UnitDocument[],
): (person: PersonDocument) => RosterCells {
  const findUnit = unitFinder(units);
  const names = new Map(units.map(({ _id, name }) => [_id, name]));

  /** A unit by its name where that is enough, else by its path. */
  const unitCell = (path: string): string => {
    const name = names.get(path) ?? '';
    return name === name.trim() && findUnit(name) === path ? name : path;
  };
  const grantCell = ({ role, unitPath }: Grant, own: string): string | undefined => {
    const word = ROLE_NAMES[role];
    const usual = OWN_UNIT_ROLES.includes(role) ? own : bureauOf(own);
    if (unitPath === usual) return word;
    if (!names.has(unitPath)) return undefined;
    const name = unitCell(unitPath);
    // A name that reads as two words would be taken for two posts.
    const isOneWord = !BETWEEN_GRANTS.test(name) && !name.includes('@');
    return `${word}@${isOneWord ? name : unitPath}`;
  };
  return ({ staffNumber, name, kind, post, unitPath, enforcementId, grants }) => {
    const posts = grants.map((grant) => grantCell(grant, unitPath));
    return {
      工号: staffNumber,
      姓名: name,
      类别: KIND_NAMES[kind],
      职务: post,
      单位: unitCell(unitPath),
      手机号: '',
      执法证号: enforcementId?.number ?? '',
      执法证有效期: enforcementId?.validUntil ?? '',
      岗位授权: posts.includes(undefined) ? '' : posts.join('、'),
    };
  };
}
