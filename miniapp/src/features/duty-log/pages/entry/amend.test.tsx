import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { dutyLogContract, type EntryRead, type Shift } from '@qiangji/shared-types';
import { discard, unsent } from '@/platform/outbox';
import { engine } from '@/platform/outbox/outbox.runtime';
import { setSession } from '@/platform/session/session.store';
import { COLLEAGUE, dutyService, openShift } from '../../../../../test/duty-fixture';
import { device, resetDevice, type FakeRequest } from '../../../../../test/mocks/taro-device';
import { sessionOf } from '../../../../../test/session-fixture';
import { settle } from '../../../../../test/settle';
import { startPhone } from '../../../../../test/start-phone';
import DraftPage from '../draft';
import NotePage from '../note';
import ShiftPage from '../shift';
import EntryPage from './index';

const OTHER = '0190a000-0000-7000-8000-0000000000c9';
const me = sessionOf('a').me;
const self = { personId: me.personId, name: me.name };

const entry: EntryRead = {
  id: '0190a000-0000-7000-8000-0000000000e9',
  shiftId: openShift.id,
  day: openShift.day,
  author: self,
  category: { code: 'outdoor_trading', name: '店外经营' },
  handling: { code: 'on_spot_penalty', name: '当场处罚' },
  ladder: 'enforce',
  enforcement: true,
  partyType: { code: 'shop', name: '商户' },
  text: '原来的话',
  place: null,
  section: '人民路口',
  photos: [],
  recorders: ['R1', 'R2'],
  recorderSkipReason: null,
  // Beside oneself one who is not on the roster any more.
  officers: [self, { personId: OTHER, name: '沈洁' }],
  from12345: false,
  incident: false,
  matter: 'none',
  matterNote: null,
  state: 'recorded',
  takenOverBy: null,
  at: '2026-11-24T02:31:20.000Z',
  occurredAt: '2026-11-24T02:31:20.000Z',
  clockDoubt: false,
  amendments: [],
  late: null,
  may: { amend: true, amendAct: true, settle: false },
};
const ended: Shift = {
  ...openShift,
  state: 'closed',
  log: 'returned',
  endedAt: '2026-11-24T06:30:00.000Z',
};

const turn = () =>
  act(async () => {
    for (let i = 0; i < 16; i += 1) await settle();
  });

/** The service with one entry and its shift; `refuses`: what it says to a write. */
let known: Partial<EntryRead> | undefined;
let shift: Shift;
let refuses: string | undefined;

function answer(request: FakeRequest) {
  const { url, method } = request;
  if (method !== 'GET' && refuses) {
    const data = { code: 'OFFICERS_REQUIRED', message: refuses, requestId: 'r' };
    return { statusCode: 409, data };
  }
  if (method !== 'GET') return dutyService(request);
  if (url.includes('/duty-log/entries/') && known) {
    return { statusCode: 200, data: { ...entry, ...known } };
  }
  if (url.includes(`/duty-log/shifts/${openShift.id}`)) return { statusCode: 200, data: shift };
  if (url.includes('/duty-log/drafts')) {
    return { statusCode: 200, data: { items: [], nextCursor: null } };
  }
  return dutyService(request);
}

beforeAll(startPhone);

beforeEach(() => {
  cleanup();
  resetDevice();
  known = {};
  shift = ended;
  refuses = undefined;
  device.answer = answer;
  setSession(sessionOf('a'));
});

// What waits of one test would hold up the next of the same record.
afterEach(() => unsent().forEach(({ opId }) => discard(opId)));

async function show(page: JSX.Element, params: Record<string, string> = {}): Promise<void> {
  cleanup();
  device.routerParams = params;
  render(page);
  await turn();
}

const amending = () => show(<EntryPage />, { amend: entry.id });
const button = (name: string) => screen.queryByRole('button', { name });
const press = async (name: string) => {
  fireEvent.click(screen.getByRole('button', { name }));
  await turn();
};
const choose = async (name: string) => {
  fireEvent.click(screen.getByRole('radio', { name }));
  await turn();
};
const officer = async (name: string) => {
  const group = within(screen.getByRole('group', { name: '一起办的执法员' }));
  fireEvent.click(group.getByRole('checkbox', { name }));
  await turn();
};
const kept = (routeId: string) => {
  const items = engine.items.filter((one) => one.routeId === routeId);
  const {
    opId: _opId,
    deviceAt: _deviceAt,
    ...body
  } = items.at(-1)?.body as Record<string, unknown>;
  return { body, params: items.at(-1)?.params, count: items.length };
};

it('says only what was put right, though an officer of it has left since', async () => {
  await amending();
  expect(button('还没改')).toBeTruthy();
  fireEvent.change(screen.getByRole('textbox', { name: '补一句' }), {
    target: { value: '改过的话' },
  });
  await turn();
  await press('改好');
  expect(kept('dutyLog.amendEntry')).toMatchObject({
    params: { entryId: entry.id },
    body: { text: '改过的话' },
  });
  expect(Object.keys(kept('dutyLog.amendEntry').body)).toEqual(['text']);
});

it('names another officer, says another time, and holds to the rules of a new entry', async () => {
  await amending();
  await officer('沈洁');
  expect(button('还差 1 名执法员')).toBeTruthy();
  await officer('李国强');
  fireEvent.change(screen.getByLabelText('什么时候的事'), { target: { value: '10:05' } });
  await turn();
  await press('改好');
  expect(kept('dutyLog.amendEntry').body).toEqual({
    officerIds: [COLLEAGUE],
    recorders: ['R1', 'R2'],
    happenedAt: '2026-11-24T02:05:00.000Z',
  });
});

it('of a taken draft leaves the act to the officer who took it', async () => {
  known = {
    takenOverBy: { personId: OTHER, name: '沈洁' },
    may: { amend: true, amendAct: false, settle: false },
  };
  await amending();
  expect(screen.getByText(/沈洁接手了/)).toBeTruthy();
  expect(screen.queryByRole('radio', { name: '劝导' })).toBeNull();
  expect(screen.queryByLabelText('什么时候的事')).toBeNull();
});

it('opens again as it was filled in where it came back', async () => {
  refuses = '执法要两名执法员';
  await amending();
  await choose('劝导');
  await press('改好');
  const [old] = unsent().filter((one) => one.state === 'rejected');
  expect(old?.body).toMatchObject({ handlingCode: 'persuasion', catalogueVersion: 1 });
  await show(<EntryPage />, { mend: old?.opId ?? '' });
  expect(screen.getByText(refuses)).toBeTruthy();
  refuses = undefined;
  expect(screen.getByRole('radio', { name: '劝导' }).getAttribute('aria-checked')).toBe('true');
  await press('改好，再送');
  expect(kept('dutyLog.amendEntry').body).toMatchObject({ handlingCode: 'persuasion' });
});

describe('the page of an entry', () => {
  const note = () => show(<NotePage />, { id: entry.id });

  it('offers what the service takes, and no more', async () => {
    await note();
    expect(button('改这一条')).toBeTruthy();
    known = { matter: 'open', may: { amend: false, amendAct: false, settle: false } };
    await note();
    expect(button('改这一条')).toBeNull();
    expect(button('办完了')).toBeNull();
    known = { matter: 'open', may: { amend: false, amendAct: false, settle: true } };
    await note();
    expect(button('办完了')).toBeTruthy();
  });

  it('shows each thing that stood there, and what came after the log was looked at', async () => {
    const late = { since: '2026-11-25T01:00:00.000Z', receivedAt: '2026-11-26T01:05:00.000Z' };
    const before = { handling: { code: 'persuasion', name: '劝导' }, officers: [] };
    const at = '2026-11-24T03:00:00.000Z';
    known = { late, amendments: [{ at, by: self, before, addedPhotos: 2, late: null }] };
    await note();
    expect(screen.getByText('处置原来是劝导；执法员原来是没写；补了 2 张照片')).toBeTruthy();
    expect(screen.getByText('日志看过以后才送到')).toBeTruthy();
    const archived = { ...late, closed: 'archived' as const };
    known = {
      late: archived,
      amendments: [{ at, by: self, before, addedPhotos: 0, late: archived }],
    };
    await note();
    expect(screen.getByText('日志归档以后才送到')).toBeTruthy();
    expect(screen.getByText(/日志归档以后才送到，11月26日/)).toBeTruthy();
    expect(screen.queryByText(/看过以后/)).toBeNull();
  });
});

describe('a shift that has ended', () => {
  it('takes one more with the time at which it was, until its log is closed', async () => {
    await show(<ShiftPage />, { id: openShift.id });
    expect(button('补一条')).toBeTruthy();
    await show(<EntryPage />, { shift: openShift.id });
    await choose('店外经营');
    expect(button('还没选时间')).toBeTruthy();
    fireEvent.change(screen.getByLabelText('什么时候的事'), { target: { value: '09:40' } });
    await turn();
    await press('补上');
    const { body, params } = kept('dutyLog.appendEntry');
    expect(params).toEqual({ shiftId: openShift.id });
    expect(body).toMatchObject({ happenedAt: '2026-11-24T01:40:00.000Z' });
    expect(body).not.toHaveProperty('place');
    shift = { ...ended, log: 'approved' };
    await show(<ShiftPage />, { id: openShift.id });
    expect(button('补一条')).toBeNull();
  });
});

describe('a draft', () => {
  const draft = () => show(<DraftPage />, { id: entry.id });
  const waiting: Partial<EntryRead> = {
    author: { personId: OTHER, name: '周敏' },
    state: 'draft_for_officer',
    officers: [],
  };

  it('is found by its id, though no page of the list holds it', async () => {
    known = waiting;
    await draft();
    expect(button('还差 1 名执法员')).toBeTruthy();
    known = { ...waiting, state: 'recorded', takenOverBy: { personId: OTHER, name: '沈洁' } };
    await draft();
    expect(screen.getByText('沈洁已经接手了这条草稿')).toBeTruthy();
  });

  it('is taken over once by two taps', async () => {
    known = waiting;
    await draft();
    await officer('李国强');
    const take = screen.getByRole('button', { name: '我来办' });
    const before = engine.items.length;
    act(() => {
      fireEvent.click(take);
      fireEvent.click(take);
    });
    await turn();
    expect(kept(dutyLogContract.takeOverDraft.id).count).toBe(1);
    expect(engine.items.length - before).toBe(1);
  });
});
