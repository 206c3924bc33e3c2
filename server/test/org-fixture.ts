import { PRIVACY_VERSION, type Grant, type PersonKind } from '@qiangji/shared-types';
import { makeId } from '../src/platform/ids';
import type { PersonDocument, UnitDocument } from '../src/features/org';

export const UNITS = {
  bureau: '/wj',
  office: '/wj/office',
  section: '/wj/legal',
  brigade: '/wj/brigade',
  squadron: '/wj/brigade/hutang',
  sibling: '/wj/brigade/niutang',
  otherBureau: '/xb',
  otherSquadron: '/xb/brigade/beihe',
} as const;

function unit(
  path: string,
  name: string,
  kind: UnitDocument['kind'],
  town: string | null,
): UnitDocument {
  return {
    _id: path,
    name,
    kind,
    townCode: town ? `t-${path.split('/').pop() ?? ''}` : null,
    townName: town,
    liaisonId: null,
    schemaVersion: 1,
  };
}

export function fixtureUnits(): UnitDocument[] {
  return [
    unit(UNITS.bureau, '武进区城管局', 'bureau', null),
    unit(UNITS.office, '行动办', 'campaign_office', null),
    unit(UNITS.section, '法制科', 'section', null),
    unit(UNITS.brigade, '执法大队', 'brigade', null),
    unit(UNITS.squadron, '湖塘中队', 'squadron', '湖塘镇'),
    unit(UNITS.sibling, '牛塘中队', 'squadron', '牛塘镇'),
    unit(UNITS.otherBureau, '新北区城管局', 'bureau', null),
    unit('/xb/brigade', '新北大队', 'brigade', null),
    unit(UNITS.otherSquadron, '北河中队', 'squadron', '北河镇'),
  ];
}

interface Row {
  name: string;
  kind: PersonKind;
  unit: string;
  grants?: Grant[];
  noConsent?: true;
  /** Last day of the enforcement ID; officers have one unless it is null. */
  idValidUntil?: string | null;
}

const rows = {
  officer: { name: '陈立', kind: 'officer', unit: UNITS.squadron },
  officer2: { name: '李国强', kind: 'officer', unit: UNITS.squadron },
  officer3: { name: '沈洁', kind: 'officer', unit: UNITS.squadron, idValidUntil: '2020-01-01' },
  auxiliary: { name: '周敏', kind: 'auxiliary', unit: UNITS.squadron },
  leader: {
    name: '马骏',
    kind: 'officer',
    unit: UNITS.squadron,
    grants: [{ role: 'squadron_leader', unitPath: UNITS.squadron }],
  },
  siblingOfficer: { name: '许明', kind: 'officer', unit: UNITS.sibling },
  siblingLeader: {
    name: '徐浩',
    kind: 'officer',
    unit: UNITS.sibling,
    grants: [{ role: 'squadron_leader', unitPath: UNITS.sibling }],
  },
  inspector: {
    name: '王海峰',
    kind: 'officer',
    unit: UNITS.brigade,
    grants: [{ role: 'inspector', unitPath: UNITS.bureau }],
  },
  inspector2: {
    name: '陆佳',
    kind: 'officer',
    unit: UNITS.office,
    grants: [{ role: 'inspector', unitPath: UNITS.bureau }],
  },
  office: {
    name: '高文',
    kind: 'office_staff',
    unit: UNITS.office,
    grants: [{ role: 'campaign_office', unitPath: UNITS.bureau }],
  },
  legalOfficer: {
    name: '𠮷田法',
    kind: 'office_staff',
    unit: UNITS.section,
    grants: [{ role: 'legal_officer', unitPath: UNITS.bureau }],
  },
  clerk: { name: '宣小报', kind: 'office_staff', unit: UNITS.section },
  bureauLeader: {
    name: '金局',
    kind: 'office_staff',
    unit: UNITS.bureau,
    grants: [{ role: 'bureau_leader', unitPath: UNITS.bureau }],
  },
  liaison: {
    name: '连络',
    kind: 'officer',
    unit: UNITS.squadron,
    grants: [{ role: 'liaison', unitPath: UNITS.squadron }],
  },
  noConsent: { name: '新人', kind: 'officer', unit: UNITS.squadron, noConsent: true },
  outsider: { name: '外人', kind: 'officer', unit: UNITS.otherSquadron },
  outsiderLeader: {
    name: '外队长',
    kind: 'officer',
    unit: UNITS.otherSquadron,
    grants: [{ role: 'squadron_leader', unitPath: UNITS.otherSquadron }],
  },
  outsiderOffice: {
    name: '外办',
    kind: 'office_staff',
    unit: UNITS.otherBureau,
    grants: [
      { role: 'campaign_office', unitPath: UNITS.otherBureau },
      { role: 'bureau_leader', unitPath: UNITS.otherBureau },
      { role: 'inspector', unitPath: UNITS.otherBureau },
    ],
  },
} satisfies Record<string, Row>;

/** One person for each role and each relation to a squadron's record. */
export type PersonKey = keyof typeof rows;
export const personKeys = Object.keys(rows) as PersonKey[];

function person(row: Row, index: number): PersonDocument {
  const at = new Date('2026-01-05T00:00:00.000Z');
  const validUntil = row.idValidUntil ?? '2099-12-31';
  return {
    _id: makeId(),
    staffNumber: `T${String(index).padStart(4, '0')}`,
    name: row.name,
    phone: `1380000${String(index).padStart(4, '0')}`,
    kind: row.kind,
    post: row.kind === 'auxiliary' ? '协管员' : '队员',
    unitPath: row.unit,
    enforcementId: row.kind === 'officer' ? { number: `SC${index}`, validUntil } : null,
    grants: row.grants ?? [],
    active: true,
    authVersion: 0,
    consent: row.noConsent ? null : { version: PRIVACY_VERSION, at },
    openid: null,
    bindingCode: null,
    createdAt: at,
    updatedAt: at,
    schemaVersion: 1,
  };
}

export function fixturePeople(): Record<PersonKey, PersonDocument> {
  const entries = Object.entries(rows).map(([key, row], index) => [key, person(row, index)]);
  return Object.fromEntries(entries) as Record<PersonKey, PersonDocument>;
}
