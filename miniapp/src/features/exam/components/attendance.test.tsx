import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import type { Exam } from '@qiangji/shared-types';
import { setSession } from '@/platform/session/session.store';
import { device, resetDevice } from '../../../../test/mocks/taro-device';
import { sessionOf } from '../../../../test/session-fixture';
import { startPhone } from '../../../../test/start-phone';
import { turn } from '../../../../test/turn';
import { useTyped } from '@/ui/field/use-typed';
import { Attendance, useAttendance } from './attendance';

// Keys are for browsers; what is built here is one.
jest.mock('@/ui/use-keys', () => jest.requireActual<object>('@/ui/use-keys.h5'));

const ID = '0190a000-0000-7000-8000-0000000000e1';
const exam = { id: ID, draft: { title: '第 3 期' } } as Exam;

function Part() {
  const { typed, setTyped, q } = useTyped();
  const list = useAttendance(ID, 'all', q);
  const still = () => undefined;
  return (
    <Attendance
      {...{ exam, list, typed }}
      onTyped={setTyped}
      state="all"
      onState={still}
      selected=""
      onRow={still}
    />
  );
}

beforeAll(startPhone);
afterEach(cleanup);

it('takes the attendance out as a workbook', async () => {
  resetDevice();
  setSession(sessionOf('a'));
  device.answer = () => ({ statusCode: 200, data: { items: [], nextCursor: null } });
  render(<Part />);
  await turn();
  fireEvent.click(screen.getByText('导出到考表'));
  await turn();
  expect(device.requests.at(-1)!.url).toMatch(new RegExp(`/exams/${ID}/sittings/file$`));
  expect(device.toasts).toEqual([]);
});

it('looks for a person by what is typed, and leads there by the key', async () => {
  resetDevice();
  setSession(sessionOf('a'));
  device.answer = () => ({ statusCode: 200, data: { items: [], nextCursor: null } });
  render(<Part />);
  await turn();
  fireEvent.keyDown(document.body, { key: '/' });
  expect(document.activeElement).toBe(screen.getByLabelText('找考生'));
  fireEvent.change(screen.getByLabelText('找考生'), { target: { value: ' 陈 ' } });
  await waitFor(() =>
    expect(device.requests.at(-1)!.url).toContain(`q=${encodeURIComponent('陈')}`),
  );
});
