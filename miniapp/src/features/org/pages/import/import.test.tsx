import { fireEvent, render, screen } from '@testing-library/react';
import Taro from '@tarojs/taro';
import { setSession } from '@/platform/session/session.store';
import { device, resetDevice } from '../../../../../test/mocks/taro-device';
import { sessionOf } from '../../../../../test/session-fixture';
import { startPhone } from '../../../../../test/start-phone';
import { turn } from '../../../../../test/turn';
import ImportPage from './index';

const FILE = 'http://tmp/名册.xlsx';

it('names the sheets of a roster that were not read', async () => {
  startPhone();
  resetDevice();
  setSession(sessionOf('a'));
  Object.assign(Taro, {
    chooseMessageFile: ({ success }: { success: (chosen: object) => void }) =>
      success({ tempFiles: [{ path: FILE, name: '名册.xlsx', size: 3 }] }),
  });
  device.files.set(FILE, Uint8Array.of(1, 2, 3));
  const counts = { created: 2, updated: 0, unchanged: 0, ended: 0 };
  const data = { ...counts, unreadSheets: ['下半年调入', '借调'] };
  device.answer = () => ({ statusCode: 200, data });
  render(<ImportPage />);
  fireEvent.click(screen.getByRole('button', { name: '选填好的表' }));
  await turn();
  expect(screen.getByText('只读第一张工作表，这几张没有读')).toBeTruthy();
  expect(document.body.textContent).toContain('下半年调入、借调');
});
