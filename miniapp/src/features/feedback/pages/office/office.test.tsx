import { fireEvent, render, screen } from '@testing-library/react';
import type { OfficeFeedback } from '@qiangji/shared-types';
import { setSession } from '@/platform/session/session.store';
import { device, resetDevice, type FakeRequest } from '../../../../../test/mocks/taro-device';
import { sessionOf } from '../../../../../test/session-fixture';
import { startPhone } from '../../../../../test/start-phone';
import { turn } from '../../../../../test/turn';
import FeedbackOfficePage from './index';

const letter: OfficeFeedback = {
  id: '0190a000-0000-7000-8000-0000000000f1',
  text: '早班交接没有地方坐',
  anonymous: true,
  mediaIds: [],
  state: 'open',
  answers: [],
  sentAt: '2026-03-02T01:00:00.000Z',
  closedAt: null,
  version: 1,
  sender: null,
};

const sent = () =>
  device.requests
    .filter(({ method }: FakeRequest) => method === 'POST')
    .map(({ data }: FakeRequest) => JSON.parse(String(data)) as { opId: string; version: number });

it('answers once, however often it is pressed after an answer was lost on the way', async () => {
  startPhone();
  resetDevice();
  setSession(sessionOf('a'));
  let isLost = true;
  let version = 1;
  device.answer = ({ method }) => {
    if (method === 'GET') return { statusCode: 200, data: { items: [letter], nextCursor: null } };
    if (isLost) throw new Error('timeout');
    version += 1;
    return { statusCode: 200, data: { ...letter, state: 'answered', version } };
  };
  render(<FeedbackOfficePage />);
  await turn();
  fireEvent.click(screen.getByRole('button', { name: /早班交接没有地方坐/ }));
  await turn();
  const answer = async (text: string) => {
    fireEvent.change(screen.getByRole('textbox'), { target: { value: text } });
    fireEvent.click(screen.getByRole('button', { name: '答复' }));
    await turn();
  };
  await answer('下周添两条长凳');
  isLost = false;
  await answer('下周添两条长凳');
  const [first, again] = sent();
  expect(again).toEqual(first);
  // The same words once more are another answer.
  await answer('下周添两条长凳');
  expect(sent()[2]).toMatchObject({ version: 2 });
  expect(sent()[2]?.opId).not.toBe(first?.opId);
});
