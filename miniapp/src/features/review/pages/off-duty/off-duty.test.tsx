import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { addDays, dayOf, type PersonKind } from '@qiangji/shared-types';
import { setSession } from '@/platform/session/session.store';
import { device, resetDevice } from '../../../../../test/mocks/taro-device';
import { sessionOf } from '../../../../../test/session-fixture';
import { startPhone } from '../../../../../test/start-phone';
import { turn } from '../../../../../test/turn';
import OffDutyPage from './index';

const row = (name: string, kind: PersonKind, away: { from: string; to: string }[] = []) => ({
  ...{ personId: name, name, kind, post: '', away },
  cells: { study: null, mastery: null, readiness: null, logs: null, spot_check: null },
});

beforeAll(startPhone);
beforeEach(() => {
  resetDevice();
  setSession(sessionOf('a'));
});
afterEach(cleanup);

it('names those of the patrols who are neither on a shift nor on leave, and opens them', async () => {
  const today = dayOf(Date.now());
  const week = {
    unit: { path: '/wj/b/s1', name: '湖塘中队' },
    rows: [
      row('陈立', 'officer'),
      row('徐浩', 'officer', [{ from: addDays(today, -2), to: today }]),
      // Back from leave.
      row('沈洁', 'officer', [{ from: addDays(today, -2), to: addDays(today, -1) }]),
      row('周敏', 'auxiliary'),
      row('李国强', 'auxiliary'),
      row('高文', 'office_staff'),
    ],
  };
  const shift = { owner: { personId: '陈立', name: '陈立' }, partners: [{ personId: '周敏' }] };
  const asked: string[] = [];
  device.routerParams = { unit: encodeURIComponent('/wj/b/s1') };
  device.answer = ({ url }) => {
    asked.push(url);
    const data = url.includes('duty-log') ? { items: [shift], nextCursor: null } : week;
    return { statusCode: 200, data };
  };
  render(<OffDutyPage />);
  await turn();
  expect(screen.getByText('2 人')).toBeTruthy();
  const shown = ['陈立', '徐浩', '沈洁', '周敏', '李国强', '高文'].filter((name) =>
    screen.queryByText(name),
  );
  expect(shown).toEqual(['沈洁', '李国强']);
  expect(asked.find((url) => url.includes('duty-log'))).toContain('state=on_duty');
  fireEvent.click(screen.getByRole('button', { name: /沈洁/ }));
  expect(device.navigations.at(-1)).toContain('/features/review/pages/person/index?id=');
});
