import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import type { Practice } from '@qiangji/shared-types';
import { device, resetDevice, setNetwork, type FakeRequest } from '../../../test/mocks/taro-device';
import { sessionOf } from '../../../test/session-fixture';
import { settle } from '../../../test/settle';
import { startPhone } from '../../../test/start-phone';
import { useCache } from '@/platform/resource/cache';
import { setSession } from '@/platform/session/session.store';
import DailyPage from './pages/daily';

const NEED = '01a20eda-eb15-7ae4-9269-75d86b4aeaab';

function question(code: string, needId: string | null): Practice['questions'][number] {
  return {
    code,
    version: 3,
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
    explanation: `${code} 的道理`,
    topic: 'recorder',
    topicName: '执法记录',
    law: null,
    verified: 'unverified',
    needId,
    given: null,
  };
}

const practice: Practice = {
  day: '2026-11-24',
  open: false,
  backlog: null,
  questions: [question('q1', NEED), question('q2', null)],
  reasons: [
    {
      needId: NEED,
      topic: 'recorder',
      topicName: '执法记录',
      text: '记录仪没有全程开机',
      foundAt: '2026-11-23T02:00:00.000Z',
      piece: { slug: 'recorder', title: '记录仪怎么用' },
    },
  ],
};

interface Batch {
  answers: { questionCode: string; questionVersion: number; answer: unknown; mode: string }[];
}

const sent = () =>
  device.requests
    .filter(({ method }: FakeRequest) => method === 'POST')
    .flatMap(({ data }: FakeRequest) => (JSON.parse(String(data)) as Batch).answers);

const turn = () =>
  act(async () => {
    for (let i = 0; i < 8; i += 1) await settle();
  });

async function tap(name: string | RegExp, role = 'button'): Promise<void> {
  fireEvent.click(screen.getByRole(role, { name }));
  await turn();
}

beforeAll(() => {
  resetDevice();
  startPhone();
});

beforeEach(() => {
  resetDevice();
  setSession(sessionOf('a'));
  device.answer = ({ method }) =>
    method === 'GET'
      ? { statusCode: 200, data: practice }
      : { statusCode: 200, data: { outcomes: [] } };
});

it('says why a question is here, shows right and wrong with the reason, and ends with what is next', async () => {
  const page = render(<DailyPage />);
  await turn();
  expect(screen.getByText(/督察查到：记录仪没有全程开机/)).toBeTruthy();
  await tap(/A，甲/, 'radio');
  await tap('看对错');
  expect(screen.getByText('q1 的道理')).toBeTruthy();
  await tap(/下一题，还剩 1 题/);
  expect(screen.queryByText(/督察查到/)).toBeNull();
  // Offline, and the app is closed and opened again: nothing of what was answered is lost.
  act(() => setNetwork('none'));
  await tap(/B，乙/, 'radio');
  await tap('看对错');
  page.unmount();
  render(<DailyPage />);
  await turn();
  expect(screen.getByText('今天的题做完了')).toBeTruthy();
  expect(screen.getByText(/答对 1 题，答错 1 题/)).toBeTruthy();
  expect(screen.getByText('记录仪怎么用')).toBeTruthy();
  act(() => setNetwork('wifi'));
  await turn();
  expect(sent()).toMatchObject([
    { questionCode: 'q1', questionVersion: 3, answer: { chosen: ['x'] }, mode: 'daily' },
    { questionCode: 'q2', questionVersion: 3, answer: { chosen: ['y'] }, mode: 'daily' },
  ]);
});

describe('a set that changes while it is done', () => {
  const PICTURE = '01a20eda-eb15-7ae4-9269-75d86b4aeabc';
  const answersWith = (questions: Practice['questions'], pictures: 'lost' | 'there') => {
    device.answer = ({ method, url }) => {
      if (url.includes('/media/')) {
        return pictures === 'lost' ? { statusCode: 404, data: {} } : { statusCode: 200, data: {} };
      }
      if (method !== 'GET') return { statusCode: 200, data: { outcomes: [] } };
      return { statusCode: 200, data: { ...practice, questions } };
    };
  };
  const [q1, q2, q3] = ['q1', 'q2', 'q3'].map((code) => question(code, null));

  beforeEach(() => {
    cleanup();
    useCache.setState({}, true);
    setSession(sessionOf('b'));
  });

  it('goes on with what is left where the question that is open left the set', async () => {
    answersWith([q1!, q2!, q3!], 'there');
    render(<DailyPage />);
    await turn();
    await tap(/A，甲/, 'radio');
    await tap('看对错');
    await tap(/下一题，还剩 2 题/);
    await tap(/A，甲/, 'radio');
    // q2 went out of use; what was marked is no answer to the one that follows.
    answersWith([q1!, q3!], 'there');
    act(() => setNetwork('none'));
    act(() => setNetwork('wifi'));
    await turn();
    expect(screen.getByText('q3：哪个对？')).toBeTruthy();
    expect(screen.queryByText('今天的题做完了')).toBeNull();
    expect(screen.getByRole('radio', { name: /A，甲/ }).getAttribute('aria-checked')).toBe('false');
  });

  it('lets a question wait whose picture did not come, and says that it did not', async () => {
    const pictured = { ...q1!, body: { ...q1!.body, media: [PICTURE] } };
    answersWith([pictured, q2!], 'lost');
    render(<DailyPage />);
    await turn();
    expect(screen.getByText('没取到')).toBeTruthy();
    await tap('先放一放');
    expect(screen.getByText('q2：哪个对？')).toBeTruthy();
    expect(screen.queryByRole('button', { name: '先放一放' })).toBeNull();
    await tap(/B，乙/, 'radio');
    await tap('看对错');
    await tap(/下一题，还剩 1 题/);
    expect(screen.getByText('q1：哪个对？')).toBeTruthy();
  });
});
