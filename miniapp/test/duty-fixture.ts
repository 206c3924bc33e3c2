import type { Checklist, DutyCatalogue, Entry, Shift } from '@qiangji/shared-types';
import { sessionOf } from './session-fixture';

const me = sessionOf('a').me;

export const dutyCatalogue: DutyCatalogue = {
  version: 1,
  categories: [
    { code: 'outdoor_trading', name: '店外经营' },
    { code: 'incident', name: '突发事件' },
  ],
  handlings: [
    {
      code: 'persuasion',
      name: '劝导',
      ladder: 'manage',
      enforcement: false,
      auxiliaryAllowed: true,
    },
    {
      code: 'on_spot_penalty',
      name: '当场处罚',
      ladder: 'enforce',
      enforcement: true,
      auxiliaryAllowed: false,
    },
  ],
  partyTypes: [{ code: 'shop', name: '商户' }],
  shiftTemplates: [{ code: 'early', name: '早班', from: '08:30', to: '14:30' }],
  recorderSkipReasons: [{ code: 'urgent', name: '情况紧急' }],
  terms: { handoverGraceMin: 60, archiveDays: 30, outsideGraceMin: 15, sampleSize: 2 },
};

export const COLLEAGUE = '0190a000-0000-7000-8000-0000000000c1';

export const openShift: Shift = {
  id: '0190a000-0000-7000-8000-0000000000d1',
  day: '2026-11-24',
  owner: { personId: me.personId, name: me.name },
  unitPath: me.unitPath,
  unitName: me.unitName,
  templateCode: 'early',
  templateName: '早班',
  plannedEndAt: '2026-11-24T06:30:00.000Z',
  sections: ['人民路口', '花园街北'],
  vehicle: null,
  recorders: ['R1', 'R2'],
  partners: [],
  openedAt: '2026-11-24T00:28:00.000Z',
  endedAt: null,
  clockDoubt: false,
  state: 'on_duty',
  log: 'draft',
  entryCount: 0,
  enforcementCount: 0,
  incidentCount: 0,
  handover: null,
  leftOpen: [],
  reading: null,
  entries: [],
};

/** An entry of it whose matter is open. */
export const openEntry = (n: string): Entry => ({
  id: `0190a000-0000-7000-8000-0000000000f${n}`,
  shiftId: openShift.id,
  day: openShift.day,
  author: openShift.owner,
  category: { code: 'outdoor_trading', name: '店外经营' },
  handling: { code: 'persuasion', name: '劝导' },
  ladder: 'manage',
  enforcement: false,
  partyType: { code: 'shop', name: '商户' },
  text: `第 ${n} 件`,
  place: null,
  section: '花园街北',
  photos: [],
  recorders: [],
  recorderSkipReason: null,
  officers: [],
  from12345: false,
  incident: false,
  matter: 'open',
  matterNote: null,
  state: 'recorded',
  takenOverBy: null,
  at: '2026-11-24T01:00:00.000Z',
  occurredAt: '2026-11-24T01:00:00.000Z',
  clockDoubt: false,
  amendments: [],
  late: null,
});

const item = (code: string) => ({
  code,
  name: `条目 ${code}`,
  look: '看一看',
  source: '三年行动方案',
  law: null,
  confidence: 'plan' as const,
  topic: 'uniform',
  severity: 'minor' as const,
  deduction: 0,
  subject: 'person' as const,
});

export const readinessList: Checklist = {
  code: 'readiness',
  version: 3,
  kind: 'readiness',
  audience: ['officer', 'auxiliary'],
  name: '岗前自查',
  method: 'ratio',
  minApplicable: 0,
  grades: [],
  source: '',
  groups: [
    { code: 'A', name: '着装标志', items: [item('A1'), item('A2')] },
    { code: 'D', name: '记录仪', items: [item('D1')] },
  ],
};

/** Asked after acts of enforcement, each act about its own steps. */
const conductList: Checklist = {
  ...readinessList,
  code: 'conduct',
  kind: 'conduct',
  audience: ['officer'],
  name: '执法后自查',
  groups: [
    { code: 'P', name: '现场', items: [item('P1')] },
    {
      code: 'Q',
      name: '程序',
      items: [
        { ...item('Q4'), when: { handlings: ['seizure'] } },
        { ...item('Q5'), when: { handlings: ['on_spot_penalty'] } },
      ],
    },
  ],
};

/** The service as a phone on duty meets it: it answers what is read and takes what is written. */
export function dutyService({ url, method }: { url: string; method: string }) {
  const ok = (data: unknown) => ({ statusCode: 200, data });
  if (method !== 'GET') return { statusCode: 503, data: {} };
  if (url.includes('/standard/duty-catalogue')) return ok(dutyCatalogue);
  if (url.includes('/standard/checklists')) {
    return ok({ checklists: [url.includes('conduct') ? conductList : readinessList] });
  }
  if (url.includes('/duty-log/shifts/current')) return ok({ shift: openShift });
  if (url.includes('/org/colleagues')) {
    const colleague = {
      personId: COLLEAGUE,
      staffNumber: 'W2',
      name: '李国强',
      kind: 'officer',
      post: '执法员',
      unitPath: me.unitPath,
      unitName: me.unitName,
      enforcementIdValid: true,
    };
    return ok({ items: [colleague], nextCursor: null });
  }
  return { statusCode: 404, data: { code: 'NOT_FOUND', message: '没找到', requestId: 'r' } };
}
