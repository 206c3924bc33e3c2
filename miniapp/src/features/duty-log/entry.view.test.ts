import type { Colleague, DutyCatalogue, DutyHandling } from '@qiangji/shared-types';
import {
  byHabit,
  firstOf,
  ladderNote,
  lacking,
  ladderOf,
  needsOfficer,
  officersToName,
  partyWords,
  type Act,
} from './entry.view';

const handling = (code: string, extra: Partial<DutyHandling> = {}): DutyHandling => ({
  code,
  name: code,
  ladder: 'manage',
  enforcement: false,
  auxiliaryAllowed: true,
  ...extra,
});
const penalty = handling('on_spot_penalty', {
  ladder: 'enforce',
  enforcement: true,
  auxiliaryAllowed: false,
});

const categories = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((code) => ({ code, name: code }));

describe('categories', () => {
  it('come by habit, and the chosen one is always shown', () => {
    const ordered = byHabit(categories, { c: 3, f: 1 });
    expect(ordered.map((one) => one.code)).toEqual(['c', 'f', 'a', 'b', 'd', 'e', 'g']);
    const shown = (chosen?: string) => firstOf(ordered, chosen).map((one) => one.code);
    expect(shown()).toEqual(['c', 'f', 'a', 'b', 'd']);
    expect(shown('g')).toEqual(['g', 'c', 'f', 'a', 'b']);
  });

  it('leave out the handlings of other authorities', () => {
    const catalogue = { handlings: [handling('remind'), penalty] } as DutyCatalogue;
    const codes = (only?: string[]) =>
      ladderOf(catalogue, { code: 'x', name: 'x', onlyHandlings: only }).map((step) => step.ladder);
    expect(codes()).toEqual(['manage', 'enforce']);
    expect(codes(['remind'])).toEqual(['manage']);
  });
});

describe('saving an entry', () => {
  const act: Act = {
    categoryCode: 'a',
    handling: penalty,
    me: { kind: 'officer' },
    officerIds: ['o2'],
    recorders: ['R1', 'R2'],
    skipReason: undefined,
  };

  it('says what is missing', () => {
    expect(lacking(act)).toBeUndefined();
    expect(lacking({ ...act, categoryCode: undefined })).toBe('还没选类别');
    expect(lacking({ ...act, officerIds: [] })).toBe('还差 1 名执法员');
    expect(lacking({ ...act, recorders: ['R1'] })).toBe('记录仪不够两部，选个原因');
    expect(lacking({ ...act, recorders: [], skipReason: 'urgent' })).toBeUndefined();
    const persuasion = { ...act, handling: handling('persuasion'), officerIds: [], recorders: [] };
    expect(lacking(persuasion)).toBeUndefined();
  });

  it('keeps for an officer what an auxiliary must not handle', () => {
    expect(needsOfficer(penalty, 'auxiliary')).toBe(true);
    expect(needsOfficer(handling('remind'), 'auxiliary')).toBe(false);
    expect(needsOfficer(penalty, 'officer')).toBe(false);
    const draft = { ...act, me: { kind: 'auxiliary' as const }, officerIds: [], recorders: [] };
    expect(lacking(draft)).toBeUndefined();
  });

  it('offers officers with a valid ID, those of the shift first', () => {
    const person = (personId: string, extra: Partial<Colleague> = {}) =>
      ({ personId, kind: 'officer', enforcementIdValid: true, ...extra }) as Colleague;
    const all = [
      person('me'),
      person('x'),
      person('late', { enforcementIdValid: false }),
      person('aux', { kind: 'auxiliary' }),
      person('mate'),
    ];
    expect(officersToName(all, ['me', 'mate'], 'me').map((one) => one.personId)).toEqual([
      'mate',
      'x',
    ]);
  });
});

describe('words of an entry', () => {
  it('name a party only where there was one', () => {
    expect(partyWords({ code: 'shop', name: '商户' })).toBe('商户');
    expect(partyWords({ code: 'none', name: '无' })).toBeUndefined();
  });

  it('tell an auxiliary beforehand what an officer has to do', () => {
    const handling = (name: string, auxiliaryAllowed: boolean) => ({
      ...{ code: name, name, auxiliaryAllowed },
      ...{ ladder: 'service' as const, enforcement: false },
    });
    const [remind, licence] = [handling('提醒', true), handling('许可核查', false)];
    expect(ladderNote([licence], 'auxiliary')).toBe('请执法员办，存成草稿');
    expect(ladderNote([remind, licence], 'auxiliary')).toBe('许可核查请执法员办，存成草稿');
    expect(ladderNote([remind], 'auxiliary')).toBeUndefined();
    expect(ladderNote([remind, licence], 'officer')).toBeUndefined();
  });
});
