import type { Checklist } from '@qiangji/shared-types';
import {
  askedGroups,
  carriedOver,
  confirmed,
  confirmText,
  draftAgain,
  EMPTY_DRAFT,
  groupResult,
  groupsOf,
  judged,
  kindOfRecord,
  listFor,
  namesOf,
  photosOf,
  progressOf,
  recordOf,
  writeOf,
} from './check.view';

const item = (code: string) => ({
  code,
  name: code,
  look: '',
  source: '',
  law: null,
  confidence: 'plan' as const,
  topic: 'uniform',
  severity: 'minor' as const,
  deduction: 0,
  subject: 'person' as const,
});

const list: Checklist = {
  code: 'readiness',
  version: 1,
  kind: 'readiness',
  audience: ['officer', 'auxiliary'],
  name: '岗前自查',
  method: 'ratio',
  minApplicable: 0,
  grades: [],
  source: '',
  groups: [
    { code: 'A', name: '着装标志', items: [item('A1'), item('A2'), item('A3')] },
    { code: 'D', name: '记录仪', items: [item('D1')] },
  ],
};
const [uniform, recorder] = list.groups as [Checklist['groups'][0], Checklist['groups'][0]];

describe('a self-check under way', () => {
  it('is done with one tap a group where all is in order', () => {
    expect(confirmText(EMPTY_DRAFT, uniform)).toBe('全部合格');
    const draft = confirmed(confirmed(EMPTY_DRAFT, uniform), recorder);
    expect(progressOf(list, draft)).toMatchObject({ done: 4, total: 4, missing: [], faults: 0 });
    expect(groupResult(draft, uniform)).toBe('全部合格');
    expect(groupsOf(list, draft)).toEqual([
      { groupCode: 'A', faults: [], notApplicable: [] },
      { groupCode: 'D', faults: [], notApplicable: [] },
    ]);
  });

  it('names a fault by its item and the rest with the group', () => {
    let draft = judged(EMPTY_DRAFT, uniform, 'A2', 'fail');
    draft = judged(draft, uniform, 'A3', 'na');
    draft = { ...draft, notes: { A2: ' 2 号机慢 5 分钟 ' }, fixed: ['A2'] };
    expect(confirmText(draft, uniform)).toBe('其余 1 条合格');
    expect(progressOf(list, draft)).toMatchObject({ done: 2, missing: ['着装标志', '记录仪'] });
    draft = confirmed(draft, uniform);
    expect(groupResult(draft, uniform)).toBe('1 条不合格');
    expect(progressOf(list, draft).marks).toEqual(['ok', 'bad', 'ok', 'todo']);
    expect(groupsOf(list, draft)[0]).toEqual({
      groupCode: 'A',
      notApplicable: ['A3'],
      faults: [{ itemCode: 'A2', note: '2 号机慢 5 分钟', photos: [], fixed: true }],
    });
  });

  it('opens as it was filled in when it came back, and is a record of its own', () => {
    const photo = { mediaId: 'm', sha256: 's' };
    const groups = [
      {
        groupCode: 'A',
        notApplicable: ['A3'],
        faults: [{ itemCode: 'A2', note: '慢 5 分钟', photos: [photo], fixed: true }],
      },
      { groupCode: 'D', notApplicable: [], faults: [] },
    ];
    const written = { opId: 'o', deviceAt: '', checklistCode: 'readiness', checklistVersion: 1 };
    const draft = carriedOver(draftAgain({ ...written, groups }), list);
    expect(groupsOf(list, draft)).toEqual(groups);
    expect(progressOf(list, draft).missing).toEqual([]);
    expect(photosOf(draft)).toMatchObject([photo]);
    expect(kindOfRecord(recordOf('conduct', 'x'))).toBe('conduct');
    expect(recordOf('readiness', 'x')).not.toBe(recordOf('readiness', 'y'));
  });

  it('wants a group confirmed again after one of its items was judged anew', () => {
    const draft = judged(confirmed(EMPTY_DRAFT, uniform), uniform, 'A1', 'fail');
    expect(progressOf(list, draft).missing).toEqual(['着装标志', '记录仪']);
    const back = judged({ ...draft, fixed: ['A1'] }, uniform, 'A1', 'pass');
    expect(back.fixed).toEqual([]);
  });

  it('sends only the pictures of faults', () => {
    const photo = { mediaId: 'm', sha256: 's', url: 'u' };
    const draft = { ...judged(EMPTY_DRAFT, uniform, 'A1', 'fail'), photos: { A1: [photo] } };
    expect(photosOf(draft)).toEqual([photo]);
    expect(photosOf(judged(draft, uniform, 'A1', 'pass'))).toEqual([]);
  });

  it('is shown afterwards as it was asked', () => {
    const results = [{ itemCode: 'A2', verdict: 'ok' as const, note: null, photos: [] }];
    const shown = askedGroups(list, { results });
    expect(shown.map((group) => group.items.map((one) => one.code))).toEqual([['A2']]);
  });

  it('is made with the list of one’s own post', () => {
    expect(listFor([list], 'auxiliary')).toBe(list);
    expect(listFor([list], 'office_staff')).toBeUndefined();
    expect(listFor(undefined, 'officer')).toBeUndefined();
  });
});

describe('a draft of a list that has a new version', () => {
  const half = judged(confirmed(EMPTY_DRAFT, recorder), uniform, 'A2', 'fail');
  const kept = {
    ...half,
    notes: { A2: '臂章脱线' },
    photos: { A2: [{ mediaId: 'm', sha256: '', url: '' }] },
    fixed: ['A2'],
    list: { code: list.code, version: 1 },
    names: namesOf(list),
  };
  const renamed = (code: string) => (one: ReturnType<typeof item>) =>
    one.code === code ? { ...one, name: '另一条' } : one;
  const next = (change: (one: ReturnType<typeof item>) => ReturnType<typeof item>): Checklist => ({
    ...list,
    version: 2,
    groups: list.groups.map((group) => ({
      ...group,
      items: (group.items as ReturnType<typeof item>[]).map(change),
    })),
  });

  it('is as it was under its own version', () => {
    expect(carriedOver(kept, list)).toEqual({
      ...half,
      notes: kept.notes,
      photos: kept.photos,
      fixed: kept.fixed,
    });
  });

  it('has groups confirmed again that may hold what was not asked before', () => {
    const less = { ...kept, names: { A2: 'A2', D1: 'D1' } };
    expect(carriedOver(less, list)).toMatchObject({ confirmed: [], verdicts: { A2: 'fail' } });
  });

  it('keeps a fault that is still asked in the same words, and has every group confirmed again', () => {
    const {
      confirmed: groups,
      verdicts,
      notes,
      photos,
      fixed,
    } = carriedOver(kept, next(renamed('A1')));
    expect({ verdicts, notes, photos, fixed }).toEqual({
      verdicts: { A2: 'fail' },
      notes: kept.notes,
      photos: kept.photos,
      fixed: ['A2'],
    });
    expect(groups).toEqual([]);
  });

  it('drops what is now asked otherwise or no more, and what says no list at all', () => {
    expect(carriedOver(kept, next(renamed('A2')))).toEqual(EMPTY_DRAFT);
    const without = { ...list, version: 2, groups: [recorder] };
    expect(carriedOver(kept, without)).toEqual(EMPTY_DRAFT);
    expect(carriedOver(half, list)).toEqual(EMPTY_DRAFT);
    expect(carriedOver({}, list)).toEqual(EMPTY_DRAFT);
  });
});

it('finds the write of an entry that still waits on this phone', () => {
  const append = (entryId: string) => ({
    opId: `op of ${entryId}`,
    routeId: 'dutyLog.appendEntry',
    body: { entryId },
  });
  const pending = [{ opId: 'x', routeId: 'dutyLog.openShift' }, append('e1'), append('e2')];
  expect(writeOf('e2', pending)).toBe('op of e2');
  expect(writeOf('e3', pending)).toBeUndefined();
  expect(writeOf(undefined, pending)).toBeUndefined();
});
