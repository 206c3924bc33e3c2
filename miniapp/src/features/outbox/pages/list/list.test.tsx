import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { dutyLogContract, errors, type ErrorCode } from '@qiangji/shared-types';
import { enqueue } from '@/platform/outbox';
import { engine } from '@/platform/outbox/outbox.runtime';
import { setSession } from '@/platform/session/session.store';
import { device, resetDevice } from '../../../../../test/mocks/taro-device';
import { sessionOf } from '../../../../../test/session-fixture';
import { startPhone } from '../../../../../test/start-phone';
import { turn } from '../../../../../test/turn';
import OutboxPage from '.';

const ENTRY = '0190a000-0000-7000-8000-0000000000e1';

beforeAll(startPhone);
beforeEach(() => {
  resetDevice();
  setSession(sessionOf('a'));
});
afterEach(() => {
  cleanup();
  for (const { opId } of engine.items) engine.discard(opId);
});

async function open(code: ErrorCode): Promise<void> {
  const { status: statusCode, message } = errors[code];
  device.answer = () => ({ statusCode, data: { code, message, requestId: 'r' } });
  await enqueue({
    contract: dutyLogContract.settleMatter,
    params: { entryId: ENTRY },
    body: { note: '拆了' },
    recordKey: ENTRY,
    title: '办完了',
  });
  await turn();
  render(<OutboxPage />);
  await turn();
}

const button = (name: string) => screen.queryByRole('button', { name });

it('says that somebody else has done it, leads to the list, and puts it away with one tap', async () => {
  await open('STATE_CONFLICT');
  expect(screen.getByText('这件事已有人说办完了，或者记录改过，不用再办')).toBeTruthy();
  expect(screen.getByText('“拆了”')).toBeTruthy();
  expect(button('再送一次 办完了')).toBeNull();
  fireEvent.click(button('看接着办的 办完了')!);
  expect(device.navigations.at(-1)).toContain('/tabs/duty/index');
  fireEvent.click(button('知道了 办完了')!);
  await turn();
  expect(screen.getByText('没有等着送的')).toBeTruthy();
  expect(engine.items).toEqual([]);
});

it('asks before it gives up what can still be sent', async () => {
  await open('NOT_FOUND');
  expect(button('看接着办的 办完了')).not.toBeNull();
  expect(button('再送一次 办完了')).not.toBeNull();
  fireEvent.click(button('不要了 办完了')!);
  await turn();
  expect(screen.getByText('不要“办完了”了')).toBeTruthy();
  expect(engine.items).toHaveLength(1);
});
