import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import type { SquadronStand } from '@qiangji/shared-types';
import { setSession } from '@/platform/session/session.store';
import { device, resetDevice } from '../../../../../test/mocks/taro-device';
import { sessionOf } from '../../../../../test/session-fixture';
import { settle } from '../../../../../test/settle';
import { startPhone } from '../../../../../test/start-phone';
import SquadronsPage from './index';

const cell = { have: 3, of: 4 };
const groups = [
  { kind: 'officer', people: 4, study: cell, readiness: cell, logs: cell, spot_check: null },
];
const squadron = {
  unit: { path: '/wj/b/s1', name: '湖塘中队' },
  townName: '湖塘镇',
  groups,
  why: [],
} as unknown as SquadronStand;

beforeAll(startPhone);

beforeEach(() => {
  resetDevice();
  const data = { from: '2026-07-06', to: '2026-07-12', squadrons: [squadron] };
  device.answer = () => ({ statusCode: 200, data });
  setSession(sessionOf('a'));
});

afterEach(cleanup);

it('opens from each figure the week of the people who make it up', async () => {
  render(<SquadronsPage />);
  await act(async () => {
    for (let i = 0; i < 8; i += 1) await settle();
  });
  for (const part of ['学懂', '日志']) {
    fireEvent.click(screen.getByRole('button', { name: new RegExp(`湖塘中队.*${part}`) }));
    const last = device.navigations.at(-1);
    expect(last).toContain('/features/review/pages/week/index');
    expect(last).toContain(encodeURIComponent('/wj/b/s1'));
    expect(last).toContain('day=2026-07-06');
  }
});
