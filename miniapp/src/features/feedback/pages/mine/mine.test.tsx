import { fireEvent, render, screen } from '@testing-library/react';
import { feedbackContract, type Feedback } from '@qiangji/shared-types';
import { enqueue } from '@/platform/outbox';
import { engine } from '@/platform/outbox/outbox.runtime';
import { setSession } from '@/platform/session/session.store';
import { device, resetDevice } from '../../../../../test/mocks/taro-device';
import { sessionOf } from '../../../../../test/session-fixture';
import { startPhone } from '../../../../../test/start-phone';
import { turn } from '../../../../../test/turn';
import MyFeedbackPage from './index';

const letter = (n: number, text: string, more: Partial<Feedback>): Feedback => ({
  id: `0190a000-0000-7000-8000-0000000000f${n}`,
  text,
  anonymous: false,
  mediaIds: [],
  state: 'open',
  answers: [],
  sentAt: '2026-03-02T01:00:00.000Z',
  closedAt: null,
  version: 1,
  ...more,
});

beforeAll(startPhone);

beforeEach(() => {
  resetDevice();
  setSession(sessionOf('a'));
});

it('shows each answer under the letter that it answers, and says which still wait', async () => {
  const answers = [
    { text: '下周添两条长凳', at: '2026-03-03T01:30:00.000Z' },
    { text: '长凳已经到了', at: '2026-03-10T02:00:00.000Z' },
  ];
  const items = [
    letter(1, '充电柜不够用', {}),
    letter(2, '早班交接没有地方坐', { state: 'answered', answers, version: 3 }),
  ];
  device.answer = () => ({ statusCode: 200, data: { items, nextCursor: null } });
  render(<MyFeedbackPage />);
  await turn();
  const around = (text: string) => screen.getByText(text).closest('.feedback-item')?.textContent;
  expect(around('充电柜不够用')).toContain('待答复');
  expect(around('充电柜不够用')).not.toContain('行动办答复');
  const answered = around('早班交接没有地方坐');
  expect(answered).toContain('已答复');
  expect(answered).toMatch(/行动办答复 · .*下周添两条长凳行动办答复 · .*长凳已经到了$/);
  expect(screen.getAllByText(/^行动办答复 · /)).toHaveLength(2);
});

it('leads from a letter that came back to the form that holds it, and from no other', async () => {
  const write = (text: string) =>
    enqueue({
      contract: feedbackContract.send,
      body: { text, anonymous: false, mediaIds: [] },
      recordKey: `feedback:${text}`,
      title: '投诉建议',
    });
  const refusal = { code: 'VALIDATION_FAILED', message: '照片没有了', requestId: 'r' };
  device.answer = ({ method = 'GET', data }) => {
    if (method === 'GET') return { statusCode: 200, data: { items: [], nextCursor: null } };
    return String(data).includes('没凳子')
      ? { statusCode: 400, data: refusal }
      : { statusCode: 503, data: {} };
  };
  await write('早班没凳子坐');
  await write('充电柜不够用');
  render(<MyFeedbackPage />);
  await turn();
  fireEvent.click(screen.getByRole('button', { name: /早班没凳子坐/ }));
  const back = engine.items.find(({ state }) => state === 'rejected');
  expect(device.navigations).toEqual([
    `navigateTo /features/feedback/pages/write/index?mend=${back?.opId}`,
  ]);
  expect(screen.queryByRole('button', { name: /充电柜不够用/ })).toBeNull();
});
