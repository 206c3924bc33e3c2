import { act, cleanup, fireEvent, render } from '@testing-library/react';
import { useCache } from '@/platform/resource/cache';
import { setSession } from '@/platform/session/session.store';
import { device, resetDevice, type FakeRequest } from '../../../../../test/mocks/taro-device';
import { sessionOf } from '../../../../../test/session-fixture';
import { startPhone } from '../../../../../test/start-phone';
import { turn } from '../../../../../test/turn';
import BankPage from './index';

jest.mock('@/ui/use-keys', () => jest.requireActual<object>('@/ui/use-keys.h5'));

const question = (code: string) => ({
  code,
  version: 1,
  body: {
    kind: 'single',
    stem: `${code}：哪个对？`,
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
  revision: 1,
  state: 'active',
  verified: { state: 'unverified', who: null, when: null, text: null },
  difficulty: 2,
  fact: null,
  source: 'shipped',
  author: null,
  reviewer: null,
  lawEndsOn: null,
});

function answer({ url }: FakeRequest) {
  if (url.includes('mastery')) return { statusCode: 200, data: { topics: [] } };
  const one = /questions\/(q\d)/.exec(url)?.[1];
  if (one) return { statusCode: 200, data: { ...question(one), history: [] } };
  return { statusCode: 200, data: { items: [question('q1'), question('q2')], nextCursor: null } };
}

async function press(key: string) {
  fireEvent.keyDown(document.activeElement ?? document.body, { key });
  await turn();
}

beforeAll(startPhone);

beforeEach(() => {
  resetDevice();
  useCache.setState({}, true);
  setSession(sessionOf('a'));
  device.answer = answer;
});

afterEach(cleanup);

it('is worked by keyboard: down to a question and into it, to the search, to a new one', async () => {
  render(<BankPage />);
  await turn();
  await press('n');
  expect(device.navigations.at(-1)).toMatch(/quiz\/pages\/edit/);
  await press('/');
  expect(document.activeElement?.tagName).toBe('INPUT');
  const written = device.navigations.length;
  await press('n');
  expect(device.navigations).toHaveLength(written);
  act(() => (document.activeElement as HTMLElement).blur());
  await press('j');
  await press('j');
  expect(document.activeElement?.textContent).toContain('q2：哪个对？');
  await press('Enter');
  expect(device.requests.some(({ url }) => url.endsWith('/questions/q2'))).toBe(true);
});
