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
  why: [
    { code: 'corrections_overdue', text: '改正超期 3 条' },
    { code: 'spot_check', text: '督察合格项 70/100，不到八成' },
    { code: 'readiness', text: '执法员岗前自查 30/60，不到八成' },
    { code: 'logs_returned', text: '退回的日志 1 份还没重交' },
  ],
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

it('opens from each reason what it counts', async () => {
  render(<SquadronsPage />);
  await act(async () => {
    for (let i = 0; i < 8; i += 1) await settle();
  });
  const opened = ['改正超期 3', '督察合格项 70', '执法员岗前自查 30', '退回的日志 1'].map(
    (text) => {
      fireEvent.click(screen.getByRole('button', { name: new RegExp(text) }));
      return device.navigations.at(-1)?.replace('navigateTo /features/', '');
    },
  );
  const unit = `unit=${encodeURIComponent('/wj/b/s1')}`;
  const name = encodeURIComponent('湖塘中队');
  expect(opened).toEqual([
    `review/pages/week/index?${unit}&day=2026-07-06&waits=correction_overdue`,
    `spot-check/pages/list/index?${unit}&name=${name}&from=2026-07-06&to=2026-07-12`,
    `review/pages/week/index?${unit}&day=2026-07-06`,
    `review/pages/week/index?${unit}&day=2026-07-06&waits=log_returned`,
  ]);
});
