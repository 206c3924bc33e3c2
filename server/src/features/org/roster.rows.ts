import {
  KIND_NAMES,
  OWN_UNIT_ROLES,
  ROLE_NAMES,
  dayOf,
  roles,
  type ErrorDetail,
  type Grant,
  type PersonKind,
} from '@qiangji/shared-types';
import { bureauOf, isWithin } from '../../platform/actor';
import { placeOf, type SheetRow } from '../../platform/xlsx';
import type { UnitDocument } from './org.collection';
import { BETWEEN_GRANTS, codeOf, kindOf, NONE_WORD, type Column } from './roster.words';

/** One row of the sheet, read. `undefined`: the cell is empty, leave it; null: clear it. */
export interface RosterRow {
  row: number;
  staffNumber: string;
  name: string;
  kind: PersonKind;
  post: string;
  unitPath: string;
  phone: string | null | undefined;
  enforcementId: { number: string; validUntil: string } | null | undefined;
  grants: Grant[] | undefined;
}

export const STAFF_NUMBER = /^[A-Za-z0-9-]{2,20}$/;
const PHONE = /^1[3-9]\d{9}$/;
const DAY = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/;

/** A day as people type it, as `2027-06-30`; null for what is none. */
export function readDay(typed: string): string | null {
  const match = DAY.exec(typed);
  if (!match) return null;
  const [, year = '', month = '', date = ''] = match;
  const day = `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`;
  const ms = Date.parse(`${day}T00:00:00.000Z`);
  return !Number.isNaN(ms) && dayOf(ms) === day ? day : null;
}

/** Units by path and, where only one has it, by name. */
export function unitFinder(units: readonly UnitDocument[]): (typed: string) => string | undefined {
  const paths = new Set(units.map((unit) => unit._id));
  const byName = new Map<string, string | undefined>();
  for (const { _id, name } of units) byName.set(name, byName.has(name) ? undefined : _id);
  return (typed) => (paths.has(typed) ? typed : byName.get(typed));
}

/** Reads the rows of a roster one by one and gathers what is wrong with them, each at its place. */
export class RosterReader {
  readonly details: ErrorDetail[] = [];

  constructor(private readonly findUnit: (typed: string) => string | undefined) {}

  read({ number, cells }: SheetRow): RosterRow {
    const cell = (column: Column) => cells[column] ?? '';
    const wrong = (column: Column, reason: string, message: string) =>
      this.wrong(number, column, reason, message);
    const text = (column: Column, max: number) => {
      const value = cell(column);
      if (value === '') wrong(column, 'missing', '没有填');
      else if (value.length > max) wrong(column, 'too_long', `超过 ${max} 个字`);
      return value;
    };
    const staffNumber = text('工号', 20);
    if (staffNumber !== '' && !STAFF_NUMBER.test(staffNumber)) {
      wrong('工号', 'invalid', '工号只能是 2 到 20 位字母、数字和短横线');
    }
    const name = text('姓名', 30);
    const kind = kindOf(cell('类别'));
    if (!kind) wrong('类别', 'not_allowed', `只能填${Object.values(KIND_NAMES).join('、')}`);
    const post = text('职务', 40);
    const unitPath = this.findUnit(cell('单位'));
    if (!unitPath) wrong('单位', 'unknown_unit', '没有这个单位，或同名的不止一个，请填单位路径');
    return {
      row: number,
      staffNumber,
      name,
      kind: kind ?? 'officer',
      post,
      unitPath: unitPath ?? '/',
      phone: this.phone(number, cell('手机号')),
      enforcementId: this.enforcementId(number, cell('执法证号'), cell('执法证有效期')),
      grants: this.grants(number, cell('岗位授权'), unitPath),
    };
  }

  wrong(row: number, column: Column, reason: string, message: string): void {
    this.details.push({ path: placeOf(row, column), reason, message });
  }

  private phone(row: number, typed: string): string | null | undefined {
    if (typed === '') return undefined;
    if (typed === NONE_WORD) return null;
    if (!PHONE.test(typed)) this.wrong(row, '手机号', 'invalid', '不是 11 位手机号');
    return typed;
  }

  private enforcementId(row: number, number: string, until: string) {
    if (number === NONE_WORD) return null;
    if (number === '' && until === '') return undefined;
    if (number === '') this.wrong(row, '执法证号', 'missing', '填了有效期，没有填证号');
    if (number.length > 30) this.wrong(row, '执法证号', 'too_long', '超过 30 个字');
    const validUntil = readDay(until);
    if (!validUntil) this.wrong(row, '执法证有效期', 'invalid', '请填日期，如 2027-06-30');
    return { number, validUntil: validUntil ?? '' };
  }

  /** `督察员、中队长@湖塘中队`: a role, and after @ the unit where it is not the usual one. */
  private grants(row: number, typed: string, unitPath: string | undefined): Grant[] | undefined {
    if (typed === '') return undefined;
    if (typed === NONE_WORD) return [];
    const grants: Grant[] = [];
    for (const part of typed.split(BETWEEN_GRANTS).filter((one) => one !== '')) {
      const [word = '', where] = part.split('@');
      const role = codeOf(ROLE_NAMES, word);
      const named = where === undefined ? undefined : this.findUnit(where);
      if (!role) {
        const known = roles.map((one) => ROLE_NAMES[one]).join('、');
        this.wrong(row, '岗位授权', 'not_allowed', `不认识“${word}”，只能填${known}`);
      } else if (where !== undefined && !named) {
        this.wrong(row, '岗位授权', 'unknown_unit', `没有“${where}”这个单位`);
      } else if (unitPath) {
        const usual = OWN_UNIT_ROLES.includes(role) ? unitPath : bureauOf(unitPath);
        const grant = { role, unitPath: named ?? usual };
        if (!isWithin(grant.unitPath, bureauOf(unitPath))) {
          this.wrong(row, '岗位授权', 'unknown_unit', `“${where ?? word}”不在本局`);
        }
        grants.push(grant);
      }
    }
    return grants;
  }
}
