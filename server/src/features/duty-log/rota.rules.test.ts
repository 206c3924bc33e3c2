import fc from 'fast-check';
import {
  addDays,
  dayOf,
  planStates,
  ROTA_DAYS_AHEAD,
  shiftStates,
  type PlanWrite,
  type ShiftTemplate,
} from '@qiangji/shared-types';
import {
  planProblem,
  planStateOf,
  shiftFor,
  timeOf,
  type PlanGround,
  type ShiftTime,
} from './rota.rules';

const early: ShiftTemplate = { code: 'early', name: '早班', from: '08:30', to: '14:30' };
const night: ShiftTemplate = { code: 'night', name: '夜班', from: '20:30', to: '02:30' };
const DAY = '2026-11-24';
const at = (clock: string, day = DAY) => new Date(`${day}T${clock}:00+08:00`);
const planOf = (template: ShiftTemplate) => ({
  day: DAY,
  templateCode: template.code,
  ...timeOf(DAY, template),
});

const minutes = fc.integer({ min: -2_000, max: 4_000 });
const shift = fc.option(fc.record({ state: fc.constantFrom(...shiftStates) }));

describe('where a planned shift stands', () => {
  it('is one word for everything that can be, and the same word again', () => {
    fc.assert(
      fc.property(fc.boolean(), shift, fc.boolean(), minutes, (takenBack, own, onLeave, late) => {
        const plan = { takenBack, endsAt: at('14:30') };
        const nowMs = plan.endsAt.getTime() + late * 60_000;
        const state = planStateOf(plan, own, onLeave, nowMs);
        expect(planStates).toContain(state);
        expect(planStateOf(plan, own, onLeave, nowMs)).toBe(state);
      }),
    );
  });

  it('is absent only after its end, with no shift, no leave, and nothing taken back', () => {
    fc.assert(
      fc.property(fc.boolean(), shift, fc.boolean(), minutes, (takenBack, own, onLeave, late) => {
        const endsAt = at('14:30');
        const state = planStateOf({ takenBack, endsAt }, own, onLeave, endsAt.getTime() + late * 60_000); // prettier-ignore
        expect(state === 'absent').toBe(!takenBack && !own && !onLeave && late >= 0);
      }),
    );
  });

  it('never goes back as time passes, and changes at its end alone', () => {
    fc.assert(
      fc.property(shift, fc.boolean(), minutes, minutes, (own, onLeave, a, b) => {
        const plan = { takenBack: false, endsAt: at('14:30') };
        const [first, second] = [Math.min(a, b), Math.max(a, b)].map((late) =>
          planStateOf(plan, own, onLeave, plan.endsAt.getTime() + late * 60_000),
        );
        if (first !== second) expect([first, second]).toEqual(['scheduled', 'absent']);
      }),
    );
  });

  it('follows its shift: off duty counts from the hand-over that was asked for', () => {
    const plan = { takenBack: false, endsAt: at('14:30') };
    const states = shiftStates.map((state) => planStateOf(plan, { state }, true, 0));
    expect(states).toEqual(['on_duty', 'handed_over', 'handed_over', 'closed']);
  });
});

describe('the shift of a plan', () => {
  const opened = (day: string, code: string, from: Date, to: Date | null): ShiftTime => ({
    day,
    templateCode: code,
    occurredAt: from,
    endedAt: to,
  });

  it('is that of its day and template, whenever it was opened', () => {
    const late = opened(DAY, 'early', at('16:00'), null);
    const other = opened(DAY, 'late', at('14:00'), at('20:00'));
    expect(shiftFor(planOf(early), [other, late])).toBe(late);
  });

  it('is another one of its day that was open in the planned hours, and no other', () => {
    const out = opened(DAY, 'late', at('13:50'), at('20:00'));
    expect(shiftFor(planOf(early), [out])).toBe(out);
    expect(shiftFor(planOf(early), [opened(DAY, 'late', at('14:30'), null)])).toBeNull();
    expect(shiftFor(planOf(early), [opened(DAY, 'night', at('01:00'), at('08:30'))])).toBeNull();
    const tomorrow = addDays(DAY, 1);
    expect(shiftFor(planOf(night), [opened(tomorrow, 'night', at('20:30', tomorrow), null)])).toBeNull(); // prettier-ignore
  });

  it('over midnight belongs to the evening on which it began', () => {
    const { beginsAt, endsAt } = planOf(night);
    expect([dayOf(beginsAt.getTime()), dayOf(endsAt.getTime())]).toEqual([DAY, addDays(DAY, 1)]);
    const joined = opened(DAY, 'night', at('00:30', addDays(DAY, 1)), null);
    expect(shiftFor(planOf(night), [joined])).toBe(joined);
    expect(planStateOf({ takenBack: false, endsAt }, null, false, at('02:29', addDays(DAY, 1)).getTime())).toBe('scheduled'); // prettier-ignore
  });
});

describe('a row of a rota', () => {
  const row: PlanWrite = { personId: 'p', day: DAY, templateCode: 'early', sections: [] };
  const ground: PlanGround = {
    person: { name: '陈立', kind: 'officer' },
    template: early,
    away: [],
    taken: false,
    nowMs: at('08:29').getTime(),
  };
  const why = (change: Partial<PlanGround>) => planProblem(row, { ...ground, ...change });

  it('is planned until its shift begins', () => {
    expect(why({})).toBeNull();
    expect(why({ nowMs: at('08:30').getTime() })).toMatchObject({ reason: 'begun' });
    expect(why({ nowMs: at('00:00', addDays(DAY, 1)).getTime() })).toMatchObject({ reason: 'in_past' }); // prettier-ignore
  });

  it('is planned as far ahead as its person can see it', () => {
    const ahead = (days: number) =>
      planProblem({ ...row, day: addDays(DAY, days) }, ground)?.reason ?? null;
    expect(ahead(ROTA_DAYS_AHEAD)).toBeNull();
    expect(ahead(ROTA_DAYS_AHEAD + 1)).toBe('too_far');
  });

  it('says who, when and why where it cannot be', () => {
    expect(why({ person: null })).toMatchObject({ field: 'personId', reason: 'not_found' });
    expect(why({ person: { name: '高文', kind: 'office_staff' } })).toMatchObject({ field: 'personId' }); // prettier-ignore
    expect(why({ template: undefined })).toMatchObject({ field: 'templateCode' });
    expect(why({ taken: true })).toMatchObject({ field: 'day', reason: 'taken' });
    const away = [{ from: '2026-11-20', to: DAY }];
    expect(why({ away })).toEqual({
      field: 'day',
      reason: 'on_leave',
      message: '陈立 11月24日：那天请假，先改请假再排',
    });
  });
});
