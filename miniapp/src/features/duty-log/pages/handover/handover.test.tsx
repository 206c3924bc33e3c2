import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { DAY_MS, dayOf, dayStart } from '@qiangji/shared-types';
import { discard } from '@/platform/outbox';
import { engine } from '@/platform/outbox/outbox.runtime';
import { useCache } from '@/platform/resource/cache';
import { setSession } from '@/platform/session/session.store';
import { COLLEAGUE, dutyService, openEntry, openShift } from '../../../../../test/duty-fixture';
import { device, resetDevice, setNetwork } from '../../../../../test/mocks/taro-device';
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

it('reminds, after acts of enforcement alone, of how their recordings ended', async () => {
  const entries = [openEntry('1'), { ...openEntry('2'), enforcement: true }];
  let shown = entries.slice(0, 1);
  for (const { opId } of engine.items) discard(opId);
  device.answer = (request) =>
    request.url.includes('/shifts/current')
      ? { statusCode: 200, data: { shift: { ...openShift, entries: shown } } }
      : dutyService(request);
  useCache.setState({}, true);
  await open();
  expect(screen.queryByText(/录像录到离开/)).toBeNull();
  shown = entries;
  useCache.setState({}, true);
  await open();
  expect(screen.getByText(/这一班执法 1 次：录像录到离开了没有/)).toBeTruthy();
});

describe('whoever the rota names next', () => {
  const OTHER = '0190a000-0000-7000-8000-0000000000c2';
  const radio = (name: string) =>
    within(screen.getByRole('radiogroup', { name: '接班人' })).getByRole('radio', { name });
  const isOn = (name: string) => radio(name).getAttribute('aria-checked') === 'true';
  const given = () =>
    engine.items.filter((one) => one.routeId === 'dutyLog.requestHandover').at(-1)?.body;

  /** The service, with two colleagues and what it says of the rota. */
  function names(personId: string | null): void {
    device.answer = (request) => {
      if (request.url.includes(`/shifts/${openShift.id}/next`)) {
        return { statusCode: 200, data: { personId } };
      }
      const answer = dutyService(request);
      if (!request.url.includes('/org/colleagues')) return answer;
      const [one] = (answer.data as { items: object[] }).items;
      const items = [one, { ...one, personId: OTHER, staffNumber: 'W3', name: '沈洁' }];
      return { statusCode: 200, data: { items, nextCursor: null } };
    };
  }

  beforeEach(() => {
    useCache.setState({}, true);
    for (const { opId } of engine.items) discard(opId);
  });

  it('is chosen already, also without a network, and is told so', async () => {
    names(OTHER);
    await open();
    cleanup();
    setNetwork('none');
    await open();
    expect([isOn('沈洁'), isOn('李国强')]).toEqual([true, false]);
    expect(screen.getByText(/^按 \d\d:\d\d 的排班$/)).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: '交班' }));
    await turn();
    expect(given()).toMatchObject({ receiverId: OTHER });
  });

  it('gives way to one tap', async () => {
    names(OTHER);
    await open();
    fireEvent.click(radio('李国强'));
    await turn();
    expect([isOn('沈洁'), isOn('李国强')]).toEqual([false, true]);
    expect(screen.queryByText(/的排班$/)).toBeNull();
    fireEvent.click(screen.getByRole('button', { name: '交班' }));
    await turn();
    expect(given()).toMatchObject({ receiverId: COLLEAGUE });
  });

  it('says from when the rota is that an old answer names them by', async () => {
    const real = Date.now.bind(Date);
    const then = dayStart(dayOf(real())) - DAY_MS + 6 * 3_600_000 + 5 * 60_000;
    const clock = jest.spyOn(Date, 'now').mockReturnValue(then);
    setNetwork('wifi');
    names(OTHER);
    await open();
    cleanup();
    clock.mockImplementation(real);
    setNetwork('none');
    await open();
    expect(isOn('沈洁')).toBe(true);
    expect(screen.getByText('按 昨天 06:05 的排班')).toBeTruthy();
  });

  it('stays whom the officer chose, whatever the rota says after', async () => {
    names(OTHER);
    await open();
    fireEvent.click(radio('沈洁'));
    await turn();
    names(COLLEAGUE);
    cleanup();
    await open();
    expect([isOn('沈洁'), isOn('李国强')]).toEqual([true, false]);
    expect(screen.queryByText(/排班改过了/)).toBeNull();
  });

  it('gives way, and says so, where a newer rota comes to a form that nobody has chosen in', async () => {
    names(OTHER);
    await open();
    expect(isOn('沈洁')).toBe(true);
    names(COLLEAGUE);
    act(() => ['none' as const, 'wifi' as const].forEach(setNetwork));
    await turn();
    expect([isOn('沈洁'), isOn('李国强')]).toEqual([false, true]);
    expect(screen.getByText('排班改过了，现在排的是李国强')).toBeTruthy();
  });

  it('is nobody where the rota names none or several: nothing is guessed', async () => {
    names(null);
    await open();
    expect([isOn('沈洁'), isOn('李国强')]).toEqual([false, false]);
    expect(screen.getByRole('button', { name: '还没选接班人' })).toBeTruthy();
  });
});
