import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import type { Exam } from '@qiangji/shared-types';
import { setSession } from '@/platform/session/session.store';
import { device, resetDevice } from '../../../../test/mocks/taro-device';
import { sessionOf } from '../../../../test/session-fixture';
import { startPhone } from '../../../../test/start-phone';
import { turn } from '../../../../test/turn';
import { Attendance, useAttendance } from './attendance';

const ID = '0190a000-0000-7000-8000-0000000000e1';
const exam = { id: ID, draft: { title: '第 3 期' } } as Exam;

function Part() {
  const list = useAttendance(ID, 'all');
  const still = () => undefined;
  return <Attendance {...{ exam, list }} state="all" onState={still} selected="" onRow={still} />;
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
