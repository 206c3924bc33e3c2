import { cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { discard } from '@/platform/outbox';
import { engine } from '@/platform/outbox/outbox.runtime';
import { useCache } from '@/platform/resource/cache';
import { setSession } from '@/platform/session/session.store';
import { COLLEAGUE, dutyService, openEntry, openShift } from '../../../../../test/duty-fixture';
import { device, resetDevice } from '../../../../../test/mocks/taro-device';
import { sessionOf } from '../../../../../test/session-fixture';
import { startPhone } from '../../../../../test/start-phone';
import { turn } from '../../../../../test/turn';
import HandoverPage from './index';

async function open(): Promise<void> {
  cleanup();
  render(<HandoverPage />);
  await turn();
}

const words = () => screen.getByRole<HTMLTextAreaElement>('textbox', { name: '还要交代的' });

beforeAll(startPhone);

beforeEach(() => {
  resetDevice();
  device.answer = dutyService;
  setSession(sessionOf('a'));
});

it('keeps what the next shift is to be told, and to whom, until it was handed over', async () => {
  await open();
  fireEvent.change(words(), { target: { value: '学校门口的摊主说明早还来' } });
  const receivers = within(screen.getByRole('radiogroup', { name: '接班人' }));
  fireEvent.click(receivers.getByRole('radio', { name: '李国强' }));
  await turn();

  await open();
  expect(screen.getByText('已恢复没记完的内容')).toBeTruthy();
  expect(words().value).toBe('学校门口的摊主说明早还来');
  fireEvent.click(screen.getByRole('button', { name: '交班' }));
  await turn();
  const sent = engine.items.find((one) => one.routeId === 'dutyLog.requestHandover');
  expect(sent?.body).toMatchObject({
    receiverId: COLLEAGUE,
    matters: [{ text: '学校门口的摊主说明早还来' }],
  });
  expect([...device.storage.keys()].filter((key) => key.includes('drafts@'))).toEqual([]);
});

it('says of what is ticked off that it is done, before the hand-over, and names the rest in it', async () => {
  const entries = [openEntry('1'), openEntry('2')];
  device.answer = (request) =>
    request.url.includes('/shifts/current')
      ? { statusCode: 200, data: { shift: { ...openShift, entries, entryCount: 2 } } }
      : dutyService(request);
  useCache.setState({}, true);
  for (const { opId } of engine.items) discard(opId);
  await open();
  expect(screen.getByText('没办完的 2')).toBeTruthy();
  fireEvent.click(screen.getByRole('checkbox', { name: /第 1 件/ }));
  const receivers = within(screen.getByRole('radiogroup', { name: '接班人' }));
  fireEvent.click(receivers.getByRole('radio', { name: '李国强' }));
  await turn();
  fireEvent.click(screen.getByRole('button', { name: '交班' }));
  await turn();
  expect(
    engine.items.map(({ routeId, params, body }) => ({ routeId, params, body })),
  ).toMatchObject([
    { routeId: 'dutyLog.settleMatter', params: { entryId: entries[0]?.id } },
    {
      routeId: 'dutyLog.requestHandover',
      body: { matters: [{ text: '第 2 件', entryId: entries[1]?.id }] },
    },
  ]);
});
