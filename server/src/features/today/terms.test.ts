import {
  addDays,
  contracts,
  dayOf,
  dayStart,
  todayContract,
  type TodayTerms,
} from '@qiangji/shared-types';
import { openShift } from '../../../test/duty-fixture';
import { Kit, phoneWrite } from '../../../test/kit';
import { now, shiftClock } from '../../platform/clock';
import { makeId } from '../../platform/ids';
import { addWorkingDays } from '../../platform/workdays';
import { QuizSettingsService } from '../quiz';
import { ChecklistService } from '../standard';
import { TodayTermsService } from './terms.service';

let kit: Kit;
/** A working day. */
let day: string;

function at(hour: number): void {
  shiftClock(dayStart(day) + hour * 3_600_000 - Date.now());
  kit.tokens.clear();
}

const write = () => ({ ...phoneWrite(), deviceAt: new Date(now()).toISOString() });

/** The bureau's own terms from a day on; what ships holds before. */
async function holding(from: string, change: Partial<TodayTerms>): Promise<void> {
  const service = await kit.get(TodayTermsService);
  const [first] = await service.history();
  const changed = { ...first!, ...change, version: 2, from };
  jest.spyOn(service, 'history').mockResolvedValue([first!, changed]);
}

async function tasksOf(as: 'officer' | 'officer2' | 'siblingOfficer') {
  return (await kit.ok(todayContract.find, {}, as)).tasks;
}

beforeAll(async () => {
  kit = await Kit.start();
  day = addWorkingDays(dayOf(Date.now()), 1);
});

beforeEach(() => at(10));

afterEach(() => {
  jest.restoreAllMocks();
});

afterAll(async () => {
  shiftClock(0);
  await kit.stop();
});

it('keeps the office hours that hold on the day', async () => {
  at(17);
  expect((await kit.ok(todayContract.find, {}, 'siblingOfficer')).working).toBe(true);
  await holding(day, { officeHours: { from: '08:30', to: '16:30' } });
  expect((await kit.ok(todayContract.find, {}, 'siblingOfficer')).working).toBe(false);
  jest.restoreAllMocks();
  await holding(addDays(day, 1), { officeHours: { from: '08:30', to: '16:30' } });
  expect((await kit.ok(todayContract.find, {}, 'siblingOfficer')).working).toBe(true);
});

it('gives the check after an act the days of the terms that held on the day of the act', async () => {
  const shiftId = await openShift(kit, 'officer', { deviceAt: new Date(now()).toISOString() });
  const entry = {
    entryId: makeId(),
    catalogueVersion: 1,
    categoryCode: 'outdoor_trading',
    handlingCode: 'on_spot_penalty',
    partyTypeCode: 'shop',
    officerIds: [kit.people.officer2._id],
    recorders: ['R-01', 'R-02'],
  };
  const params = { shiftId };
  await kit.ok(
    contracts.dutyLog.appendEntry,
    { params, body: { ...write(), ...entry } },
    'officer',
  );
  const conduct = async () => (await tasksOf('officer')).find(({ kind }) => kind === 'conduct');
  expect((await conduct())?.dueOn).toBe(addWorkingDays(day, 1));
  await holding(day, { conductDueDays: 2 });
  expect((await conduct())?.dueOn).toBe(addWorkingDays(day, 2));
  jest.restoreAllMocks();
  const acted = day;
  day = addDays(acted, 2);
  at(10);
  await holding(day, { conductDueDays: 2, conductDays: 2 });
  expect((await conduct())?.dueOn).toBe(addWorkingDays(acted, 1));
  jest.restoreAllMocks();
  await holding(day, { conductDays: 1 });
  expect(await conduct()).toBeUndefined();
  day = acted;
});

it('calls a hand-over late when its log does, by the terms of its shift', async () => {
  const shiftId = await openShift(kit, 'siblingLeader', {
    deviceAt: new Date(now()).toISOString(),
  });
  const receiverId = kit.people.siblingOfficer._id;
  const asked = write();
  await kit.ok(
    contracts.dutyLog.requestHandover,
    { params: { shiftId }, body: { ...asked, receiverId } },
    'siblingLeader',
  );
  const checklists = await kit.get(ChecklistService);
  const catalogue = await checklists.dutyCatalogue(1);
  const terms = { ...catalogue.terms, handoverGraceMin: 20 };
  jest.spyOn(checklists, 'dutyCatalogue').mockResolvedValue({ ...catalogue, terms });
  const [first] = await tasksOf('siblingOfficer');
  expect(first?.kind).toBe('handover');
  const waits = Date.parse(first!.dueAt!) - Date.parse(asked.deviceAt);
  expect(Math.round(waits / 60_000)).toBe(20);
});

it('offers as many questions as the settings of practice say, and none where they say none', async () => {
  const settings = await kit.get(QuizSettingsService);
  const shipped = await settings.now();
  const daily = async () =>
    (await tasksOf('officer2')).find(({ kind }) => kind === 'daily_ten')?.progress;
  jest.spyOn(settings, 'now').mockResolvedValue({ ...shipped, dailySize: 6 });
  expect(await daily()).toEqual({ have: 0, of: 6 });
  jest.spyOn(settings, 'now').mockResolvedValue({ ...shipped, dailySize: 0 });
  expect(await daily()).toBeUndefined();
});
