import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import type { LeaderPart } from '@qiangji/shared-types';
import { device, resetDevice } from '../../../test/mocks/taro-device';
import { startPhone } from '../../../test/start-phone';
import { SquadPlate } from './squad-plate';

const lead = {
  unit: { path: '/wh/brigade/hutang', name: '湖塘中队' },
  ...{ onDuty: 3, people: 16, onLeave: 1 },
} as LeaderPart;

beforeAll(startPhone);
beforeEach(resetDevice);
afterEach(cleanup);

it('opens of those on duty the shifts that go on', () => {
  render(<SquadPlate lead={lead} at={undefined} />);
  fireEvent.click(screen.getByRole('button', { name: '在岗 3 人，看是谁' }));
  const unit = encodeURIComponent('/wh/brigade/hutang');
  expect(device.navigations).toEqual([
    `navigateTo /features/duty-log/pages/shifts/index?now=1&unit=${unit}`,
  ]);
});

it('opens of those on leave their leaves', () => {
  render(<SquadPlate lead={lead} at={undefined} />);
  fireEvent.click(screen.getByRole('button', { name: '请假 1 人，看是谁' }));
  expect(device.navigations).toEqual(['navigateTo /features/leave/pages/unit/index']);
});

it('opens of those who have not come on duty who they are', () => {
  render(<SquadPlate lead={lead} at={undefined} />);
  fireEvent.click(screen.getByRole('button', { name: '没上岗 12 人，看是谁' }));
  const unit = encodeURIComponent('/wh/brigade/hutang');
  expect(device.navigations).toEqual([
    `navigateTo /features/review/pages/off-duty/index?unit=${unit}`,
  ]);
});

it('calls nobody absent: whoever is not on duty has not come on duty', () => {
  render(<SquadPlate lead={lead} at={undefined} />);
  expect(screen.getByText('没上岗 12')).toBeTruthy();
  expect(screen.getByText('请假 1')).toBeTruthy();
});
