import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import type { KeptKey } from '@qiangji/shared-types';
import { setSession } from '@/platform/session/session.store';
import { device, resetDevice } from '../../../../test/mocks/taro-device';
import { sessionOf } from '../../../../test/session-fixture';
import { startPhone } from '../../../../test/start-phone';
import { turn } from '../../../../test/turn';
import { KeyDrawer } from './key-drawer';

const ID = '0190a000-0000-7000-8000-0000000000e1';
const key = { kind: 'single' as const, answer: ['a'] };
const options = ['甲', '乙'].map((text, i) => ({ id: 'ab'.charAt(i), text }));
const kept: KeptKey = {
  code: 'one',
  body: { kind: 'single', stem: '第一题', media: [], options },
  ...{ printed: key, key, everyone: false, explanation: '应当选甲', corrections: [] },
};

beforeAll(startPhone);
afterEach(cleanup);

async function open() {
  resetDevice();
  setSession(sessionOf('a'));
  device.answer = () => ({ statusCode: 200, data: kept });
  const still = () => undefined;
  render(<KeyDrawer examId={ID} code="one" onClose={still} onDone={still} />);
  await turn();
}

it('sends with another key what is told of it, beginning with what was told before', async () => {
  await open();
  fireEvent.click(screen.getAllByText('乙').at(-1)!);
  const field = screen.getByDisplayValue('应当选甲');
  fireEvent.input(field, { target: { value: '应当选乙' } });
  fireEvent.input(screen.getByLabelText(/^理由/), { target: { value: '印错了' } });
  await turn();
  fireEvent.click(screen.getByText('重判'));
  await turn();
  const sent = device.requests.find(({ method }) => method === 'POST');
  expect(JSON.parse(String(sent?.data))).toMatchObject({
    change: { kind: 'key', key: { answer: ['b'] }, explanation: '应当选乙' },
    reason: '印错了',
  });
});

it('sends another explanation alone where the key stands, and marks nobody again', async () => {
  await open();
  fireEvent.click(screen.getByText('答案没错，只改解析'));
  fireEvent.input(screen.getByLabelText(/^理由/), { target: { value: '没说清楚' } });
  await turn();
  expect(screen.getByText('解析还没有改')).toBeTruthy();
  const field = screen.getByDisplayValue('应当选甲');
  fireEvent.input(field, { target: { value: '应当选甲，见第三条' } });
  await turn();
  expect(screen.queryByText('重判')).toBeNull();
  fireEvent.click(screen.getByText('改解析'));
  await turn();
  const sent = device.requests.find(({ method }) => method === 'POST');
  expect(JSON.parse(String(sent?.data)).change).toEqual({
    kind: 'explanation',
    explanation: '应当选甲，见第三条',
  });
});
