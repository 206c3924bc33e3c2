import fc from 'fast-check';
import { dayOf, dayStart, type DutyHandling, type ShiftTemplate } from '@qiangji/shared-types';
import {
  canWrite,
  closedSince,
  drawSample,
  handoverOverdue,
  isWrittenIn,
  logStateOf,
  plannedEnd,
  refusalOf,
  shiftDay,
  type Present,
} from './duty-log.rules';

const early: ShiftTemplate = { code: 'early', name: '早班', from: '08:30', to: '14:30' };
const night: ShiftTemplate = { code: 'night', name: '夜班', from: '20:30', to: '02:30' };
const at = (clock: string) => Date.parse(`2026-11-24T${clock}:00+08:00`);

describe('the day of a shift', () => {
  it('is that of the evening on which a night shift began', () => {
    expect(shiftDay(at('20:20'), night)).toBe('2026-11-24');
    expect(shiftDay(at('00:30'), night)).toBe('2026-11-23');
    expect(shiftDay(at('02:30'), night)).toBe('2026-11-24');
    expect(shiftDay(at('00:30'), early)).toBe('2026-11-24');
  });

  it('holds every moment at which a template runs, and its end lies after', () => {
    const clock = fc.integer({ min: 0, max: 47 }).map((half) => {
      const hour = String(Math.floor(half / 2)).padStart(2, '0');
      return `${hour}:${half % 2 ? '30' : '00'}`;
    });
    const minute = fc.integer({ min: 0, max: 3 * 1440 });
    fc.assert(
      fc.property(clock, clock, minute, (from, to, minutes) => {
        const template = { code: 't', name: '', from, to };
        const opened = dayStart('2026-03-01') + minutes * 60_000;
        const day = shiftDay(opened, template);
        expect([dayOf(opened), dayOf(opened - 86_400_000)]).toContain(day);
        const joinedLate = day !== dayOf(opened);
        if (joinedLate) expect(plannedEnd(day, template)).toBeGreaterThan(opened);
      }),
    );
  });

  it('ends on the next morning where the template does', () => {
    expect(new Date(plannedEnd('2026-11-24', night)).toISOString()).toBe(
      '2026-11-24T18:30:00.000Z',
    );
    expect(plannedEnd('2026-11-24', early)).toBe(at('14:30'));
  });
});

describe('who may handle a matter', () => {
  const act = (extra: Partial<DutyHandling>): DutyHandling => ({
    code: 'x',
    name: '当场处罚',
    ladder: 'enforce',
    enforcement: true,
    auxiliaryAllowed: false,
    ...extra,
  });
  const officer: Present = { name: '陈立', kind: 'officer', idValid: true };
  const invalid: Present = { name: '沈洁', kind: 'officer', idValid: false };
  const helper: Present = { name: '周敏', kind: 'auxiliary', idValid: false };
  const two = ['R1', 'R2'];

  it('is never an auxiliary where the law wants an officer, enforcement or not', () => {
    const refused = refusalOf(act({}), 'auxiliary', [officer, officer], two, undefined);
    expect(refused).toMatchObject({ code: 'AUXILIARY_NOT_ALLOWED' });
    const transfer = act({ enforcement: false });
    expect(refusalOf(transfer, 'auxiliary', [], [], undefined)?.code).toBe('AUXILIARY_NOT_ALLOWED');
    const persuasion = act({ enforcement: false, auxiliaryAllowed: true });
    expect(refusalOf(persuasion, 'auxiliary', [], [], undefined)).toBeNull();
  });

  it('is two officers, each with a valid ID', () => {
    expect(refusalOf(act({}), 'officer', [officer, officer], two, undefined)).toBeNull();
    expect(refusalOf(act({}), 'officer', [officer, helper], two, undefined)?.code).toBe(
      'OFFICERS_REQUIRED',
    );
    const away: Present = { name: null, kind: null, idValid: false };
    for (const [other, name] of [
      [helper, '周敏'],
      [away, '有人'],
    ] as const) {
      const named = refusalOf(act({}), 'officer', [officer, officer, other], two, undefined);
      expect(named?.code).toBe('NOT_AN_OFFICER');
      expect(named?.message).toContain(`${name}不是`);
    }
    expect(refusalOf(act({}), 'officer', [officer, invalid], two, undefined)).toEqual({
      code: 'ENFORCEMENT_ID_INVALID',
      message: '沈洁当天没有有效的执法证，请换人或先补证',
    });
  });

  it('is recorded by two devices, or says why not', () => {
    const present = [officer, officer];
    expect(refusalOf(act({}), 'officer', present, ['R1', 'R1'], undefined)?.code).toBe(
      'RECORDERS_REQUIRED',
    );
    expect(refusalOf(act({}), 'officer', present, ['R1'], 'battery_empty')).toBeNull();
  });
});

describe('a log', () => {
  const terms = { handoverGraceMin: 60, archiveDays: 30, outsideGraceMin: 15, sampleSize: 2 };
  const ended = new Date(at('14:30'));

  it('is archived after thirty days, and then cannot be written in', () => {
    const log = { log: 'submitted' as const, endedAt: ended };
    expect(logStateOf(log, terms, at('20:00'))).toBe('submitted');
    expect(canWrite(log, terms, at('20:00'))).toBe(true);
    const later = at('20:00') + 31 * 86_400_000;
    expect(logStateOf(log, terms, later)).toBe('archived');
    expect(canWrite(log, terms, later)).toBe(false);
    expect(canWrite({ log: 'approved', endedAt: ended }, terms, at('20:00'))).toBe(false);
    // By other terms another day.
    expect(canWrite(log, { archiveDays: 32 }, later)).toBe(true);
  });

  it('is handed over late only while nobody has confirmed', () => {
    const handover = { requestedAt: ended, confirmedAt: null };
    expect(handoverOverdue(handover, terms, at('15:30'))).toBe(false);
    expect(handoverOverdue(handover, terms, at('15:31'))).toBe(true);
    expect(handoverOverdue({ ...handover, confirmedAt: ended }, terms, at('20:00'))).toBe(false);
    expect(handoverOverdue(null, terms, at('20:00'))).toBe(false);
  });
});

describe('the sample that a leader reads', () => {
  const logs = fc.uniqueArray(fc.uuid(), { maxLength: 12 }).chain((ids) =>
    fc.tuple(
      ...ids.map((_id) =>
        fc.record({
          _id: fc.constant(_id),
          unitPath: fc.constantFrom('/a/b', '/a/c'),
          day: fc.constant('2026-11-24'),
        }),
      ),
    ),
  );

  it('is the same however the logs come, and no larger than asked in any unit', () => {
    fc.assert(
      fc.property(logs, (list) => {
        const ids = (drawn: { _id: string }[]) => drawn.map((one) => one._id).sort();
        expect(ids(drawSample([...list].reverse(), () => 2))).toEqual(
          ids(drawSample(list, () => 2)),
        );
        for (const path of ['/a/b', '/a/c']) {
          const own = list.filter((log) => log.unitPath === path);
          const drawn = drawSample(list, () => 2).filter((log) => log.unitPath === path);
          expect(drawn).toHaveLength(Math.min(2, own.length));
        }
      }),
    );
  });
});

describe('what comes after a log was closed', () => {
  const day = (n: number) => new Date(at('14:35') + n * 86_400_000);
  const ended = { log: 'submitted' as const, endedAt: day(0), reading: null };
  const reading = { kind: 'approved' as const, by: 'l', at: day(2), reason: null };
  const read = { ...ended, log: 'approved' as const, reading };
  const terms = { archiveDays: 30, outsideGraceMin: 15 };
  const since = (shift: Parameters<typeof closedSince>[0], n: number) =>
    closedSince(shift, terms, day(n).getTime());

  it('comes after the leader looked at it, or after it was archived without that', () => {
    expect(since(ended, 29)).toBeNull();
    expect(since(ended, 31)).toEqual(day(30));
    expect(since(read, 3)).toEqual(day(2));
    expect(since(read, 300)).toEqual(day(2));
  });

  it('opens the log for as long again as any other stays open', () => {
    const again = { ...read, log: 'submitted' as const, reopenedAt: day(300) };
    expect(logStateOf(again, terms, day(329).getTime())).toBe('submitted');
    expect(since(again, 331)).toEqual(day(330));
  });

  it('was written in its shift, or until its end by the template where a partner ended it before', () => {
    const times = { occurredAt: new Date(at('08:30')), plannedEndAt: new Date(at('14:30')) };
    const written = (clock: string, endedAt: Date | null) =>
      isWrittenIn({ ...times, endedAt }, new Date(at(clock)), terms);
    const early = new Date(at('11:00'));
    expect(['08:14', '08:15', '14:45', '14:46'].map((clock) => written(clock, early))).toEqual([
      false,
      true,
      true,
      false,
    ]);
    expect(written('14:50', day(0))).toBe(true);
    expect(written('23:00', null)).toBe(true);
  });
});
