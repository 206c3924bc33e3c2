import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import type { LeaderPart } from '@qiangji/shared-types';
import { device, resetDevice } from '../../../test/mocks/taro-device';
import { startPhone } from '../../../test/start-phone';
import { LeadPart } from './lead-part';

const unit = { path: '/wh/brigade/hutang', name: '湖塘中队' };
const part = { unit, looks: [], sample: [], others: 0, talks: [] };

beforeAll(startPhone);
beforeEach(resetDevice);
afterEach(cleanup);

it('counts the unread logs of earlier days with the rest, and leads to them', () => {
  render(<LeadPart lead={{ ...part, moreUnread: 5 } as unknown as LeaderPart} />);
  expect(screen.getByText('要你看的 5 条')).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: /前些天还有 5 条有异常的没看/ }));
  const at = encodeURIComponent(unit.path);
  expect(device.navigations).toEqual([`navigateTo /features/review/pages/week/index?unit=${at}`]);
});

it('shows an answer that was kept from before there were more', () => {
  render(<LeadPart lead={part as unknown as LeaderPart} />);
  expect(screen.getByText('要你看的 0 条')).toBeTruthy();
  expect(screen.queryByText(/前些天还有/)).toBeNull();
});
