import { fireEvent, render, screen } from '@testing-library/react';
import Taro from '@tarojs/taro';
import type { ErrorDetail } from '@qiangji/shared-types';
import { setSession } from '@/platform/session/session.store';
import { device, resetDevice } from '../../../../../test/mocks/taro-device';
import { sessionOf } from '../../../../../test/session-fixture';
import { startPhone } from '../../../../../test/start-phone';
import { turn } from '../../../../../test/turn';
import ImportPage from './index';

const FILE = 'http://tmp/名册.xlsx';

beforeEach(() => {
  startPhone();
  resetDevice();
  setSession(sessionOf('a'));
  Object.assign(Taro, {
    chooseMessageFile: ({ success }: { success: (chosen: object) => void }) =>
      success({ tempFiles: [{ path: FILE, name: '名册.xlsx', size: 3 }] }),
  });
  device.files.set(FILE, Uint8Array.of(1, 2, 3));
});

async function imported(answer: typeof device.answer) {
  device.answer = answer;
  render(<ImportPage />);
  fireEvent.click(screen.getByRole('button', { name: '选填好的表' }));
  await turn();
  return () => document.body.textContent;
}

const refused = (statusCode: number, code: string, details: readonly ErrorDetail[] = []) =>
  imported(() => ({ statusCode, data: { code, message: '不行', details, requestId: 'r' } }));

it('names the sheets of a roster that were not read, and whoever is still suspended', async () => {
  const counts = { created: 2, updated: 0, unchanged: 0, ended: 0, suspended: 3 };
  const data = { ...counts, unreadSheets: ['下半年调入', '借调'] };
  const text = await imported(() => ({ statusCode: 200, data }));
  expect(screen.getByText('只读第一张工作表，这几张没有读')).toBeTruthy();
  expect(text()).toContain('下半年调入、借调');
  expect(text()).toContain('表里有停用的人，还停用着');
  expect(text()).toContain('3 人');
});

it('shows every wrong cell, a hundred at a time', async () => {
  const details = Array.from({ length: 230 }, (_, row) => ({
    path: `第 ${row + 2} 行，单位`,
    reason: 'unknown_unit',
    message: '没有这个单位',
  }));
  const text = await refused(400, 'IMPORT_INVALID', details);
  expect(text()).toContain('230 处要改');
  expect(screen.queryByText('第 102 行，单位')).toBeNull();
  const more = () => screen.getByRole('button', { name: '再看 100 处' });
  fireEvent.click(more());
  fireEvent.click(more());
  expect(screen.getByText('第 231 行，单位')).toBeTruthy();
  expect(screen.queryByRole('button', { name: '再看 100 处' })).toBeNull();
});

it.each([
  ['a file that is too large', 413, 'BODY_TOO_LARGE'],
  ['a post that may not', 403, 'FORBIDDEN'],
])('says that nothing was imported of %s', async (_, status, code) => {
  const text = await refused(status, code);
  expect(text()).toContain('一行也没有导入');
  expect(text()).not.toContain('可能导了一部分');
});

it.each([
  ['another keeper’s change came between', 409, 'VERSION_CONFLICT'],
  ['the service broke off', 503, 'DATABASE_UNAVAILABLE'],
])('says how to go on where %s', async (_, status, code) => {
  const text = await refused(status, code);
  expect(text()).toContain('可能导了一部分');
  expect(text()).not.toContain('一行也没有导入');
});

it('says so too where no answer came', async () => {
  const text = await imported(() => {
    throw new Error('timeout');
  });
  expect(text()).toContain('可能导了一部分');
});
