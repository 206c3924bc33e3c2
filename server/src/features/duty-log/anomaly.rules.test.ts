import type { Place } from '@qiangji/shared-types';
import { anomaliesOf, distanceKm, type EntryFacts, type LogFacts } from './anomaly.rules';

const at = (clock: string) => new Date(`2026-11-24T${clock}:00+08:00`);
const place = (lng: number, lat: number): Place => ({ lng, lat, accuracyM: 15 });

const clean: LogFacts = {
  log: 'submitted',
  state: 'handed_over',
  clockDoubt: false,
  occurredAt: at('08:30'),
  plannedEndAt: at('14:30'),
  endedAt: at('14:35'),
  handover: { requestedAt: at('14:35'), confirmedAt: at('14:40') },
  reading: null,
};
const entry: EntryFacts = {
  at: at('10:31'),
  incident: false,
  enforcement: false,
  recorderSkipReason: null,
  state: 'recorded',
  clockDoubt: false,
  place: place(119.94, 31.72),
  lateAt: null,
};
const now = at('16:00').getTime();
const terms = { handoverGraceMin: 60, archiveDays: 30, outsideGraceMin: 15, sampleSize: 2 };

function codes(shift: Partial<LogFacts>, entries: EntryFacts[] = [entry]): string[] {
  return anomaliesOf({ ...clean, ...shift }, entries, terms, now).map((one) => one.code);
}

describe('what is unusual about a log', () => {
  it('is nothing about a clean one', () => {
    expect(codes({})).toEqual([]);
  });

  it('says what came after the log had been looked at, and when it was looked at again', () => {
    const late = (clock: string) => ({ ...entry, lateAt: at(clock) });
    const text = (reading: LogFacts['reading'], ...entries: EntryFacts[]) =>
      anomaliesOf({ ...clean, reading }, [entry, ...entries], terms, now)[0]?.text;
    expect(text({ at: at('15:00') })).toBeUndefined();
    expect(text({ at: at('15:00') }, late('15:10'), late('15:20'))).toBe('看过以后又到了 2 条');
    expect(text({ at: at('15:15') }, late('15:10'), late('15:20'))).toBe('看过以后又到了 1 条');
    expect(text({ at: at('15:30') }, late('15:10'), late('15:20'))).toBe(
      '2 条是看过以后才到的，已再看',
    );
    expect(text(null, late('15:10'))).toBe('归档以后又到了 1 条');
  });

  it('says incidents and missing recorders in words', () => {
    const incident = { ...entry, incident: true };
    const short = { ...entry, enforcement: true, recorderSkipReason: '电量用完' };
    expect(anomaliesOf(clean, [incident, short], terms, now).map((one) => one.text)).toEqual([
      '突发事件 1 件（10:31）',
      '1 次执法不到两部记录仪：电量用完',
    ]);
  });

  it('is a draft that waits, a doubtful clock, an empty shift, a returned log', () => {
    expect(codes({}, [{ ...entry, state: 'draft_for_officer' }])).toEqual(['draft_waiting']);
    expect(codes({}, [{ ...entry, clockDoubt: true }])).toEqual(['clock_doubt']);
    expect(codes({ clockDoubt: true })).toEqual(['clock_doubt']);
    expect(codes({}, [])).toEqual(['no_entry']);
    expect(codes({ endedAt: null }, [])).toEqual([]);
    expect(codes({ log: 'returned' })).toEqual(['returned']);
  });

  it('is a hand-over that is late, or that nobody has done', () => {
    const open = { state: 'on_duty', endedAt: null, handover: null };
    expect(codes(open)).toEqual(['not_ended']);
    expect(codes({ ...open, plannedEndAt: at('15:30') })).toEqual([]);
    const waiting = { requestedAt: at('14:35'), confirmedAt: null };
    expect(codes({ state: 'handover_requested', handover: waiting })).toEqual(['handover_waiting']);
    const late = { requestedAt: at('14:35'), confirmedAt: at('15:50') };
    expect(codes({ handover: late })).toEqual(['handover_late']);
  });

  it('says how long a hand-over may wait by the terms of its shift', () => {
    const waiting = { requestedAt: at('14:35'), confirmedAt: null };
    const shift = { ...clean, state: 'handover_requested', handover: waiting };
    const said = (handoverGraceMin: number) =>
      anomaliesOf(shift, [entry], { ...terms, handoverGraceMin }, now).map((one) => one.text);
    expect(said(60)).toEqual(['交班过了一小时，没人接']);
    expect(said(80)).toEqual(['交班过了 80 分钟，没人接']);
    expect(said(90)).toEqual([]);
  });

  it('is a time outside the shift, with its day where that is another', () => {
    const yesterday = { ...entry, at: new Date('2026-11-23T10:00:00+08:00') };
    expect(
      anomaliesOf(clean, [entry, yesterday, { ...entry, at: at('14:51') }], terms, now),
    ).toEqual([
      { code: 'outside_shift', text: '2 条写的时间不在这一班里（2026-11-23 10:00、14:51）' },
    ]);
    expect(codes({}, [{ ...entry, at: at('08:14') }])).toEqual(['outside_shift']);
    expect(codes({}, [{ ...entry, at: at('08:15') }])).toEqual([]);
    expect(codes({}, [{ ...entry, at: at('14:50') }])).toEqual([]);
    const open = { endedAt: null, state: 'on_duty', handover: null, plannedEndAt: at('15:30') };
    expect(codes(open, [{ ...entry, at: at('15:50') }])).toEqual([]);
  });

  it('is a place far from the others', () => {
    const far = { ...entry, place: place(120.6, 31.3) };
    expect(codes({}, [entry, entry, far])).toEqual(['far_off']);
    expect(codes({}, [entry, { ...entry, place: null }])).toEqual([]);
    // Changzhou to Suzhou, about 77 km.
    expect(Math.round(distanceKm(place(119.94, 31.72), place(120.6, 31.3)))).toBe(78);
  });
});
