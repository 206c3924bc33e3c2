import { fireEvent, render, screen } from '@testing-library/react';
import { feedbackContract } from '@qiangji/shared-types';
import { enqueue } from '@/platform/outbox';
import { engine } from '@/platform/outbox/outbox.runtime';
import { setSession } from '@/platform/session/session.store';
import { device, resetDevice } from '../../../../../test/mocks/taro-device';
import { sessionOf } from '../../../../../test/session-fixture';
import { startPhone } from '../../../../../test/start-phone';
import { turn } from '../../../../../test/turn';
import MyFeedbackPage from './index';

it('leads from a letter that came back to the form that holds it, and from no other', async () => {
  startPhone();
  resetDevice();
  setSession(sessionOf('a'));
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
