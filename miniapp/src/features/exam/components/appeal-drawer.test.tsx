import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import type { KeptAppeal } from '@qiangji/shared-types';
import { setSession } from '@/platform/session/session.store';
import { device, resetDevice } from '../../../../test/mocks/taro-device';
import { sessionOf } from '../../../../test/session-fixture';
import { startPhone } from '../../../../test/start-phone';
import { turn } from '../../../../test/turn';
import { AppealDrawer } from './appeal-drawer';

const ID = '0190a000-0000-7000-8000-0000000000a1';
const options = ['甲', '乙'].map((text, i) => ({ id: 'ab'.charAt(i), text }));
const open: KeptAppeal = {
  id: ID,
  state: 'open',
  text: '解析和答案对不上',
  sentAt: '2026-03-02T01:00:00.000Z',
  ...{ reason: null, decidedAt: null, upheldBy: null, version: 1 },
  personName: '陈立',
  unitName: '一中队',
  code: 'one',
  points: 10,
  scoreBp: 0,
  body: { kind: 'single', stem: '第一题', media: [], options },
  key: { kind: 'single', answer: ['a'] },
  explanation: '应当选乙',
  answer: { kind: 'single', chosen: ['b'] },
  byPerson: false,
};
const still = () => undefined;

beforeAll(startPhone);
beforeEach(() => {
  resetDevice();
  setSession(sessionOf('a'));
});
afterEach(cleanup);

it('upholds an appeal by another explanation alone, once that is another one', async () => {
  device.answer = () => ({ statusCode: 200, data: open });
  render(<AppealDrawer appeal={open} onClose={still} onDone={still} />);
  fireEvent.change(screen.getByLabelText('怎么办'), { target: { value: 'explanation' } });
  fireEvent.input(screen.getByLabelText(/^理由/), { target: { value: '解析写反了' } });
  await turn();
  expect(screen.getByText('解析还没有改')).toBeTruthy();
  const field = screen.getByDisplayValue('应当选乙');
  fireEvent.input(field, { target: { value: '应当选甲' } });
  await turn();
  fireEvent.click(screen.getByText('答复'));
  await turn();
  const sent = device.requests.find(({ method }) => method === 'POST');
  expect(JSON.parse(String(sent?.data))).toMatchObject({
    reason: '解析写反了',
    decision: { outcome: 'upheld', change: { kind: 'explanation', explanation: '应当选甲' } },
  });
});

it('says of one that was decided what followed', () => {
  const decided = { ...open, state: 'upheld' as const, upheldBy: 'explanation' as const };
  const appeal = { ...decided, reason: '解析写反了' };
  render(<AppealDrawer appeal={appeal} onClose={still} onDone={still} />);
  expect(screen.getByText('答复：解析写反了')).toBeTruthy();
  expect(screen.getByText('答案没错，改了解析，分不变')).toBeTruthy();
});
