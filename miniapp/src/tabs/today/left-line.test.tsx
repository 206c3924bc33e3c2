import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { dayOf, type LeftMatter, type Today } from '@qiangji/shared-types';
import { now } from '@/platform/clock';
import { useCache } from '@/platform/resource/cache';
import { setSession } from '@/platform/session/session.store';
import { dutyService, openShift } from '../../../test/duty-fixture';
import { device, resetDevice, setNetwork } from '../../../test/mocks/taro-device';
import { sessionOf } from '../../../test/session-fixture';
import { startPhone } from '../../../test/start-phone';
import { turn } from '../../../test/turn';
import TodayTab from './index';

const session = sessionOf('a');
const today: Pick<Today, 'day' | 'working' | 'away' | 'duty' | 'tasks' | 'done' | 'lead'> = {
  ...{ day: dayOf(now()), working: true, away: null, duty: null, tasks: [], done: [], lead: null },
};

const left = (text: string, at: string): LeftMatter => ({
  ...{ text, entryId: null, shiftId: openShift.id, section: null, toMe: false, at },
  from: { personId: session.me.personId, name: session.me.name },
});

/** What the service knows to be left, and what it was asked. */
let matters: LeftMatter[];
let asked: string[];

async function show(kind = session.me.kind): Promise<void> {
  cleanup();
  setSession({ ...session, me: { ...session.me, kind } });
  render(<TodayTab />);
  await turn();
}

beforeAll(startPhone);
beforeEach(() => {
  resetDevice();
  useCache.setState({}, true);
  asked = [];
  device.answer = (request) => {
    asked.push(request.url);
    if (request.url.includes('/duty-log/matters')) return { statusCode: 200, data: { matters } };
    if (request.url.includes('/today')) return { statusCode: 200, data: today };
    return dutyService(request);
  };
});
afterEach(cleanup);

it('says in one line what is left to go on with and since when, and leads to the list, also offline', async () => {
  matters = [
    left('井盖要报修', '2026-11-28T06:30:00.000Z'),
    // 26 November, 00:30 in Shanghai.
    left('说好明早拆', '2026-11-25T16:30:00.000Z'),
  ];
  await show();
  setNetwork('none');
  await show();
  fireEvent.click(screen.getByRole('button', { name: '接着办的 2 件，最早 11月26日' }));
  expect(device.navigations).toEqual(['switchTab /tabs/duty/index']);
});

it('is silent where nothing is left', async () => {
  matters = [];
  await show();
  expect(asked.some((url) => url.includes('/duty-log/matters'))).toBe(true);
  expect(screen.getByText('手上没有要办的事')).toBeTruthy();
  expect(screen.queryByText(/接着办的/)).toBeNull();
});

it('asks nothing for those who go on no shift', async () => {
  matters = [left('井盖要报修', '2026-11-28T06:30:00.000Z')];
  await show('office_staff');
  expect(screen.getByText('手上没有要办的事')).toBeTruthy();
  expect(asked.filter((url) => url.includes('/duty-log/matters'))).toEqual([]);
  expect(screen.queryByText(/接着办的/)).toBeNull();
});
