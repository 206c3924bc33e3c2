import fc from 'fast-check';
import {
  addDays,
  ROTA_DAYS_AHEAD,
  type PlannedShift,
  type Rota,
  type RotaPerson,
} from '@qiangji/shared-types';
import type { OutboxItem } from '@/platform/outbox';
import { comingPlans, planOfToday, splitPlans, standsText, wordOf } from './my-rota.view';
import {
  cellOf,
  changedIn,
  changesOf,
  copied,
  editsOf,
  lockOf,
  painted,
  plansFor,
  recordKeyOf,
  slotOf,
  unasked,
  unitsToRead,
  weekOf,
  weekOfItem,
  type Edits,
  type Planned,
} from './rota.view';

const MONDAY = '2026-11-23';
const early = { code: 'early', name: '早班', from: '08:30', to: '14:30' };
const late = { code: 'late', name: '中班', from: '14:30', to: '20:30' };
const templates = [early, late];
const at = (day: string, clock: string) => Date.parse(`${day}T${clock}:00+08:00`);
const WEDNESDAY = addDays(MONDAY, 2);
const nowMs = at(WEDNESDAY, '09:00');

const planOf = (day: string, more: Partial<PlannedShift> = {}): PlannedShift => ({
  id: `plan ${day}`,
  day,
  templateCode: 'early',
  templateName: '早班',
  beginsAt: new Date(at(day, '08:30')).toISOString(),
  endsAt: new Date(at(day, '14:30')).toISOString(),
  sections: [],
  state: 'scheduled',
  shiftId: null,
  notes: [],
  ...more,
});

const personOf = (personId: string, plans: PlannedShift[], more: Partial<RotaPerson> = {}) => ({
  personId,
  name: personId,
  kind: 'officer' as const,
  away: [],
  plans,
  ...more,
});

const rotaOf = (...people: RotaPerson[]): Rota => ({
  unitPath: '/wj/a',
  unitName: '一中队',
  from: MONDAY,
  to: addDays(MONDAY, 6),
  people,
});

const ground = { edits: {} as Edits, waiting: {} as Edits, templates, nowMs };
const brush: Planned = { templateCode: 'late', sections: ['花园街'] };
const thursday = addDays(MONDAY, 3);

describe('a cell of a rota', () => {
  it('says what is planned, what became of it, and what is not saved or sent yet', () => {
    const absent = planOf(MONDAY, { state: 'absent' });
    const person = personOf('陈立', [absent, planOf(thursday)], {
      away: [{ from: addDays(MONDAY, 4), to: addDays(MONDAY, 4) }],
    });
    const shown = (day: string, more: Partial<typeof ground> = {}) => {
      const { text, note } = cellOf(person, day, { ...ground, ...more });
      return [text, note];
    };
    expect(shown(MONDAY)).toEqual(['早班', '未上岗']);
    expect(shown(thursday)).toEqual(['早班', '']);
    expect(shown(addDays(MONDAY, 4))).toEqual(['请假', '']);
    expect(shown(addDays(MONDAY, 5))).toEqual(['', '']);
    const slot = slotOf('陈立', thursday);
    expect(shown(thursday, { edits: { [slot]: brush } })).toEqual(['中班', '没存']);
    expect(shown(thursday, { waiting: { [slot]: null } })).toEqual(['不排', '待发送']);
  });

  it('is locked where a shift has begun, a day is over or the person is away, and says so', () => {
    const person = personOf('陈立', [planOf(WEDNESDAY)], {
      away: [{ from: thursday, to: thursday }],
    });
    expect(lockOf(person, WEDNESDAY, late, nowMs)).toBe('这一班已经开始，不能再改');
    expect(lockOf(person, thursday, late, nowMs)).toBe('陈立那天请假，先改请假再排');
    expect(lockOf(person, MONDAY, late, nowMs)).toBe('日子已经过了');
    const free = personOf('李国强', []);
    expect(lockOf(free, WEDNESDAY, early, nowMs)).toBe('早班已经开始，上岗就行，不用补排');
    expect(lockOf(free, WEDNESDAY, late, nowMs)).toBeUndefined();
    const ahead = (days: number) => lockOf(free, addDays(WEDNESDAY, days), late, nowMs);
    expect([ahead(ROTA_DAYS_AHEAD), ahead(ROTA_DAYS_AHEAD + 1)]).toEqual([
      undefined,
      '最多排到 30 天后',
    ]);
    // A later shift of today stands: what has begun cannot take its place, and it can be taken back.
    const today = planOf(WEDNESDAY, {
      templateCode: 'late',
      beginsAt: new Date(at(WEDNESDAY, '14:30')).toISOString(),
    });
    const later = personOf('周敏', [today]);
    expect(lockOf(later, WEDNESDAY, early, nowMs)).toBe('早班已经开始，上岗就行，不用补排');
    expect(lockOf(later, WEDNESDAY, late, nowMs)).toBeUndefined();
    // On leave since it was planned: it can be taken back, and nothing put in its place.
    const since = personOf('沈洁', [planOf(thursday, { state: 'on_leave' })], {
      away: [{ from: thursday, to: thursday }],
    });
    expect(lockOf(since, thursday, late, nowMs)).toBeUndefined();
    expect(painted(since, thursday, {}, brush)).toBeNull();
  });

  it('is as it was after two taps of one template', () => {
    const stands = fc.option(fc.constantFrom('early', 'late'), { nil: undefined });
    fc.assert(
      fc.property(stands, fc.constantFrom('early', 'late'), (code, templateCode) => {
        const plans = code ? [planOf(thursday, { templateCode: code })] : [];
        const person = personOf('陈立', plans);
        const slot = slotOf('陈立', thursday);
        const tap = (edits: Edits): Edits => ({
          ...edits,
          [slot]: painted(person, thursday, edits, { templateCode, sections: [] }),
        });
        const off = (edits: Edits) => changesOf(rotaOf(person), edits);
        const twice = tap(tap({}));
        // Over another template the second tap leaves the cell empty; elsewhere nothing is changed.
        const other = code !== undefined && code !== templateCode;
        expect(off(twice)).toEqual({ plans: [], takeBack: other ? [`plan ${thursday}`] : [] });
      }),
    );
  });
});

describe('a week of a rota', () => {
  const person = personOf('陈立', [planOf(thursday)]);
  const rota = rotaOf(person, personOf('李国强', []));
  const edits: Edits = {
    [slotOf('陈立', thursday)]: brush,
    [slotOf('李国强', thursday)]: brush,
    [slotOf('李国强', addDays(MONDAY, 9))]: brush,
    [slotOf('别的队的人', thursday)]: brush,
  };

  it('is sent as one write of what was changed in it, and can be put right when it came back', () => {
    const body = changesOf(rota, edits);
    expect(body).toEqual({
      plans: [
        { personId: '陈立', day: thursday, ...brush },
        { personId: '李国强', day: thursday, ...brush },
      ],
      takeBack: [`plan ${thursday}`],
    });
    expect(changedIn(edits, rota)).toEqual([slotOf('陈立', thursday), slotOf('李国强', thursday)]);
    expect(changesOf(rota, editsOf({ body }, rota))).toEqual(body);
    expect(editsOf({ body: { plans: [], takeBack: [`plan ${thursday}`] } }, rota)).toEqual({
      [slotOf('陈立', thursday)]: null,
    });
    const recordKey = recordKeyOf('/wj/a', MONDAY);
    expect(weekOfItem({ recordKey })).toEqual({ unitPath: '/wj/a', monday: MONDAY });
  });

  it('counts those of a day who did not come and of whom nobody wrote why', () => {
    const note = { at: '', by: '马骏', reason: 'swapped' as const, text: null };
    const people = [
      personOf('陈立', [planOf(MONDAY, { state: 'absent' })]),
      personOf('周敏', [planOf(MONDAY, { state: 'absent', notes: [note] })]),
      personOf('沈洁', [planOf(MONDAY, { state: 'closed' })]),
    ];
    expect([unasked(people, MONDAY), unasked(people, WEDNESDAY)]).toEqual([1, 0]);
  });

  it('takes over the week before where nothing stands and nothing is in the way', () => {
    const before = (id: string, ...days: number[]) =>
      personOf(id, days.map((n) => planOf(addDays(MONDAY, n - 7), { sections: ['人民路'] }))); // prettier-ignore
    const last = rotaOf(before('陈立', 3, 4), before('李国强', 0, 5), before('走了的', 4));
    const away = personOf('李国强', [], { away: [{ from: addDays(MONDAY, 5), to: addDays(MONDAY, 5) }] }); // prettier-ignore
    expect(copied(last, rotaOf(person, away), ground)).toEqual({
      [slotOf('陈立', addDays(MONDAY, 4))]: { templateCode: 'early', sections: ['人民路'] },
    });
  });

  it('has seven days, and is planned by its own leader alone', () => {
    expect(weekOf(MONDAY).at(-1)).toBe('2026-11-29');
    const grants = [{ role: 'squadron_leader' as const, unitPath: '/wj/a' }];
    expect(plansFor(grants, '/wj/a')).toBe(true);
    expect(plansFor(grants, '/wj/ab')).toBe(false);
    expect(plansFor([{ role: 'bureau_leader', unitPath: '/wj' }], '/wj/a')).toBe(false);
    const rest = { townCode: null, townName: null, liaison: null, headcount: 1 };
    const units = ['/wj/a', '/wj/b', '/xb/c'].map((path) => ({
      ...{ path, name: path, kind: 'squadron' as const },
      ...rest,
    }));
    const paths = unitsToRead([{ role: 'bureau_leader', unitPath: '/wj' }], units, '/wj/b');
    expect(paths.map(({ path }) => path)).toEqual(['/wj/b', '/wj/a']);
  });
});

describe('my planned shifts', () => {
  const opening = (deviceAt: number, templateCode = 'early') =>
    ({
      routeId: 'dutyLog.openShift',
      body: { templateCode },
      deviceAt: new Date(deviceAt).toISOString(),
    }) as unknown as OutboxItem;
  const plans = [planOf(addDays(MONDAY, 4)), planOf(WEDNESDAY), planOf(MONDAY)];

  it('come by day, without those that are over, taken back or opened on this phone', () => {
    const days = (pending: OutboxItem[]) =>
      comingPlans(plans, pending, nowMs).map(({ day }) => day);
    expect(days([])).toEqual([WEDNESDAY, addDays(MONDAY, 4)]);
    expect(days([opening(at(WEDNESDAY, '08:20'))])).toEqual([addDays(MONDAY, 4)]);
    expect(days([opening(at(WEDNESDAY, '08:20'), 'late')])).toHaveLength(2);
    const back = [planOf(WEDNESDAY, { state: 'taken_back' })];
    expect(comingPlans(back, [], nowMs)).toEqual([]);
  });

  it('lie ahead until they are over, on leave and on duty too, and each says where it stands', () => {
    const leave = planOf(addDays(MONDAY, 5), { state: 'on_leave' });
    const back = planOf(addDays(MONDAY, 6), { state: 'taken_back' });
    const replaced = planOf(thursday, { state: 'taken_back' });
    const { ahead, rest } = splitPlans(
      [...plans, leave, back, replaced, planOf(thursday, { id: 'instead' })],
      nowMs,
    );
    expect(ahead.map(({ day }) => day)).toEqual([
      WEDNESDAY,
      thursday,
      addDays(MONDAY, 4),
      leave.day,
    ]);
    expect(rest).toEqual([back, planOf(MONDAY)]);
    const opened = [opening(at(WEDNESDAY, '08:20'))];
    expect(splitPlans(plans, nowMs).ahead[0]).toBe(plans[1]);
    const words = [leave, plans[1]!, plans[0]!, plans[2]!].map((one) => wordOf(one, opened, nowMs));
    expect(words).toEqual(['请假', '上岗待发送', undefined, '还没更新']);
    const [begun, later] = [plans[1]!, plans[0]!].map((one) => standsText(one, nowMs));
    expect([begun, later]).toEqual(['到点了，还没有上岗记录', '还没到点']);
  });

  it('are meant by going on duty on their day, and over midnight until they end', () => {
    const [next] = comingPlans(plans, [], nowMs);
    expect(planOfToday(comingPlans(plans, [], nowMs), nowMs)).toBe(next);
    expect(planOfToday([planOf(thursday)], nowMs)).toBeUndefined();
    const night = planOf(WEDNESDAY, { endsAt: new Date(at(thursday, '02:30')).toISOString() });
    expect(planOfToday(comingPlans([night], [], at(thursday, '01:00')), at(thursday, '01:00'))).toBe(night); // prettier-ignore
  });
});
