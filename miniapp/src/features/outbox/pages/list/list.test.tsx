import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { dutyLogContract, errors, type ErrorCode } from '@qiangji/shared-types';
import { writeFile } from '@/platform/files';
import { enqueue, outboxItem } from '@/platform/outbox';
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

const SHIFT = '0190a000-0000-7000-8000-0000000000d1';
const refusal = { code: 'STATE_CONFLICT', message: '这一班已经交出去了', requestId: 'r' };

/** A hand-over and a change of the same shift, one after the other; the first comes back. */
async function refusedFirst(aside: boolean): Promise<string> {
  let answered = 0;
  device.answer = () =>
    answered++ === 0 ? { statusCode: 409, data: refusal } : { statusCode: 200, data: {} };
  const target = { params: { shiftId: SHIFT }, recordKey: SHIFT };
  const { closeShift, settleLeft } = dutyLogContract;
  const first = { ...target, body: { text: '学校门口' }, title: '办完了' };
  await enqueue({ ...first, contract: settleLeft, aside });
  const opId = await enqueue({
    ...target,
    contract: closeShift,
    body: { matters: [] },
    title: '收班',
  });
  await turn();
  render(<OutboxPage />);
  await turn();
  return opId;
}

it('says which writes wait for one that came back', async () => {
  const later = await refusedFirst(false);
  expect(outboxItem(later)?.state).toBe('waiting');
  expect(screen.getByText('这条改好或者不要了，后面的才送：收班')).toBeTruthy();
  expect(screen.getByText(/等被退回的那条/)).toBeTruthy();
});

it('lets go on what was done after one that nothing needs', async () => {
  const later = await refusedFirst(true);
  expect(outboxItem(later)?.state).toBe('sent');
  expect(screen.queryByText(/后面的才送/)).toBeNull();
});

/** A correction with a picture, and the page once both were tried. */
async function amendWithPhoto(): Promise<void> {
  const photo = { mediaId: SHIFT, sha256: 'x', purpose: 'evidence' as const };
  await enqueue({
    contract: dutyLogContract.amendEntry,
    params: { entryId: ENTRY },
    body: { text: '补一张' },
    recordKey: ENTRY,
    title: '更正',
    photos: [photo],
  });
  await turn();
  render(<OutboxPage />);
  await turn();
}

it('says before a picture is given up that it is gone for good', async () => {
  device.answer = ({ url }) =>
    url.includes('/media')
      ? { statusCode: 403, data: { code: 'FORBIDDEN', message: '不行', requestId: 'r' } }
      : { statusCode: 201, data: {} };
  await writeFile(SHIFT, new Uint8Array(4));
  await amendWithPhoto();
  fireEvent.click(button('不要了 更正的照片')!);
  await turn();
  expect(screen.getByText(/没有这张作证。这张从手机里删掉，找不回来/)).toBeTruthy();
});

it('leads from a picture that came back to its record, and says that it stands without it', async () => {
  device.answer = () => ({ statusCode: 201, data: {} });
  await amendWithPhoto();
  expect(screen.getByText('照片不在这部手机上了，请重拍')).toBeTruthy();
  expect(screen.getByText(/记录照样算，只是没有这张作证/)).toBeTruthy();
  expect(button('再送一次 更正的照片')).toBeNull();
  fireEvent.click(button('去补拍 更正的照片')!);
  expect(device.navigations.at(-1)).toContain(
    `/features/duty-log/pages/entry/index?amend=${ENTRY}`,
  );
});
