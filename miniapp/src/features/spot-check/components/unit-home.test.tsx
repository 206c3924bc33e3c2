import { render, screen } from '@testing-library/react';
import type { Finding } from '@qiangji/shared-types';
import { setSession } from '@/platform/session/session.store';
import { device, resetDevice } from '../../../../test/mocks/taro-device';
import { sessionOf } from '../../../../test/session-fixture';
import { startPhone } from '../../../../test/start-phone';
import { turn } from '../../../../test/turn';
import { UnitHome } from './unit-home';

const finding = (id: string, fixedOnSite: boolean): Finding => ({
  ...{ id, checkId: 'c1', kind: 'daily', itemCode: 'A1', itemName: `问题 ${id}` },
  ...{ topic: 'uniform', topicName: '着装和标志', severity: 'minor', subject: 'person' },
  ...{ deduction: 2, note: null, evidence: [], fixedOnSite, needsNotice: !fixedOnSite },
  squadron: { path: '/bureau/brigade/squadron1', name: '一中队' },
  persons: [{ personId: 'p1', name: '陈立' }],
  ...{ disputed: false, withdrawn: false, foundAt: '2026-11-24T01:20:00.000Z' },
});

beforeAll(startPhone);

it('shows what is to be put right though a page of newer ones was put right on site', async () => {
  resetDevice();
  const fixed = Array.from({ length: 8 }, (_, index) => finding(`f${index}`, true));
  device.answer = ({ url }) => {
    const found = url.includes('open=1')
      ? { items: [finding('waits', false)], nextCursor: null }
      : { items: fixed, nextCursor: 'more' };
    const none = { items: [], nextCursor: null };
    return { statusCode: 200, data: url.includes('/findings') ? found : none };
  };
  setSession(sessionOf('a'));
  render(<UnitHome />);
  await turn();
  expect(screen.getByText('要改的问题')).toBeTruthy();
  expect(screen.getByText('问题 waits')).toBeTruthy();
  expect(screen.queryByText('问题 f0')).toBeNull();
  expect(screen.getByText(/着装和标志/)).toBeTruthy();
});
