import { TextEncoder } from 'node:util';
import { fireEvent, render, screen } from '@testing-library/react';
import type { Notice } from '@qiangji/shared-types';
import { setSession } from '@/platform/session/session.store';
import { device, resetDevice, type FakeRequest } from '../../../../../test/mocks/taro-device';
import { sessionOf } from '../../../../../test/session-fixture';
import { startPhone } from '../../../../../test/start-phone';
import { turn } from '../../../../../test/turn';
import InboxPage from './index';

const items: Notice[] = Array.from({ length: 120 }, (_, at) => ({
  id: `0190a000-0000-7000-8000-${String(at).padStart(12, '0')}`,
  kind: 'answer',
  title: `第 ${at} 条`,
  text: '',
  link: null,
  at: '2026-03-02T01:00:00.000Z',
  readAt: null,
}));

it('marks all that was not read yet, however much it is, in writes that the service takes', async () => {
  Object.assign(globalThis, { TextEncoder });
  startPhone();
  resetDevice();
  setSession(sessionOf('a'));
  device.answer = ({ method }) => ({
    statusCode: 200,
    data: method === 'GET' ? { items, nextCursor: null, unread: 120 } : { unread: 0 },
  });
  render(<InboxPage />);
  await turn();
  fireEvent.click(screen.getByRole('button', { name: '都看过了' }));
  await turn();
  const sent = device.requests
    .filter(({ method }: FakeRequest) => method === 'POST')
    .map(
      ({ data }: FakeRequest) => (JSON.parse(String(data)) as { noticeIds: string[] }).noticeIds,
    );
  expect(sent.map((ids) => ids.length)).toEqual([100, 20]);
  expect(new Set(sent.flat()).size).toBe(120);
});
