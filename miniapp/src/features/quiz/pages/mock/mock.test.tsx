import { act, fireEvent, render, screen, within } from '@testing-library/react';
import type { PracticeQuestion } from '@qiangji/shared-types';
import { device, resetDevice } from '../../../../../test/mocks/taro-device';
import { sessionOf } from '../../../../../test/session-fixture';
import { settle } from '../../../../../test/settle';
import { startPhone } from '../../../../../test/start-phone';
import { setSession } from '@/platform/session/session.store';
import MockPage from './index';

const question: PracticeQuestion = {
  code: 'q1',
  version: 1,
  body: {
    kind: 'single',
    stem: '哪个对？',
    media: [],
    options: [
      { id: 'x', text: '甲' },
      { id: 'y', text: '乙' },
    ],
  },
  key: { kind: 'single', answer: ['y'] },
  explanation: '道理',
  topic: 'recorder',
  topicName: '执法记录',
  law: null,
  verified: 'unverified',
};

const turn = () =>
  act(async () => {
    for (let i = 0; i < 8; i += 1) await settle();
  });

async function tap(name: string | RegExp, role = 'button'): Promise<void> {
  fireEvent.click(screen.getByRole(role, { name }));
  await turn();
}

/** Says yes to the question before the hand-in. */
async function handIn(): Promise<void> {
  await tap('交卷');
  const asked = screen.getByRole('alertdialog', { name: '交卷看对错' });
  fireEvent.click(within(asked).getByRole('button', { name: '交卷' }));
  await turn();
}

beforeAll(() => {
  resetDevice();
  startPhone();
});

it('is not handed in on a full phone: the paper stays, and can be handed in once there is room', async () => {
  resetDevice();
  setSession(sessionOf('a'));
  device.answer = ({ method }) =>
    method === 'GET'
      ? { statusCode: 200, data: { questions: [question] } }
      : { statusCode: 200, data: { outcomes: [] } };
  render(<MockPage />);
  await turn();
  await tap(/B，乙/, 'radio');
  device.storageLimit = 0;
  await handIn();
  expect(screen.getByText('手机存储满了，没存下，请清理后再交')).toBeTruthy();
  expect(screen.queryByText('卷子交了')).toBeNull();
  device.storageLimit = 10_000_000;
  await handIn();
  expect(screen.getByText('卷子交了')).toBeTruthy();
  expect(device.requests.filter(({ method }) => method === 'POST')).toHaveLength(1);
});
