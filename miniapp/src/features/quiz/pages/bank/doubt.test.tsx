import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import type { BankQuestion, BankQuestionDetail } from '@qiangji/shared-types';
import { setSession } from '@/platform/session/session.store';
import { device, resetDevice } from '../../../../../test/mocks/taro-device';
import { sessionOf } from '../../../../../test/session-fixture';
import { startPhone } from '../../../../../test/start-phone';
import { turn } from '../../../../../test/turn';
import BankPage from '.';

const question: BankQuestion = {
  ...{ code: 'w-1', version: 1, revision: 3, state: 'draft', difficulty: 1 },
  body: {
    ...{ kind: 'single', stem: '上岗前查什么', media: [] },
    options: ['证件', '天气'].map((text, i) => ({ id: 'ab'.charAt(i), text })),
  },
  key: { kind: 'single', answer: ['a'] },
  ...{ explanation: '先查证件', topic: 'uniform', topicName: '着装', law: null, lawEndsOn: null },
  verified: { state: 'unverified', who: '', when: null, text: '' },
  ...{ fact: null, source: 'written', author: null, reviewer: '高文' },
  doubt: { reason: '法条看错了', at: '2026-11-20T02:00:00.000Z' },
};
const confirmed = { state: 'confirmed' as const, who: '高文', when: '2026-11-24', text: '条例' };
const WAITING = '11月20日 考试里改了它的标准答案，先不出了：法条看错了。';

/** The service with this one question, which its keeper confirms. */
function bankOf(one: BankQuestion) {
  let now = one;
  device.answer = ({ url, method }) => {
    if (method === 'POST') now = { ...now, verified: confirmed, revision: now.revision + 1 };
    const detail: BankQuestionDetail = { ...now, history: [] };
    if (url.includes('/mastery')) return { statusCode: 200, data: { topics: [] } };
    if (url.includes('/questions/w-1')) return { statusCode: 200, data: detail };
    return { statusCode: 200, data: { items: [now], nextCursor: null } };
  };
}

beforeAll(startPhone);
beforeEach(() => {
  resetDevice();
  const session = sessionOf('a');
  const grants = [{ role: 'legal_officer' as const, unitPath: '/bureau' }];
  setSession({ ...session, me: { ...session.me, grants } } as typeof session);
});
afterEach(cleanup);

it('asks for the questions in doubt alone, and names what each of them waits for', async () => {
  bankOf(question);
  render(<BankPage />);
  await turn();
  fireEvent.change(screen.getByLabelText('核对'), { target: { value: 'doubted' } });
  await turn();
  const asked = device.requests.filter(({ url }) => url.includes('/quiz/questions?'));
  expect(asked.at(-1)?.url).toContain('doubted=true');
  expect(asked.at(-1)?.url).not.toContain('verified=');
  expect(screen.getByText(/考试改过答案，等核对/)).toBeTruthy();
});

it('tells whoever confirmed a question in doubt that it is still out of use', async () => {
  bankOf(question);
  render(<BankPage />);
  await turn();
  fireEvent.click(screen.getByText('上岗前查什么'));
  await turn();
  expect(screen.getByText(`${WAITING}把题改对、核对好，再启用`)).toBeTruthy();
  fireEvent.input(screen.getByLabelText('对的哪个文本'), { target: { value: '条例' } });
  fireEvent.click(screen.getByRole('button', { name: '核对无误' }));
  await turn();
  expect(screen.getByText(`${WAITING}核对过了，再启用，才会出`)).toBeTruthy();
  expect(screen.getByText(/核对过了，等启用/)).toBeTruthy();
  expect(screen.getByRole('button', { name: '启用' })).toBeTruthy();
});
