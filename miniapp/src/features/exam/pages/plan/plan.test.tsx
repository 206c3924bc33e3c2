import { cleanup, fireEvent, render } from '@testing-library/react';
import type { ExamDraft } from '@qiangji/shared-types';
import { useCache } from '@/platform/resource/cache';
import { setSession } from '@/platform/session/session.store';
import { device, resetDevice, type FakeRequest } from '../../../../../test/mocks/taro-device';
import { sessionOf } from '../../../../../test/session-fixture';
import { startPhone } from '../../../../../test/start-phone';
import { turn } from '../../../../../test/turn';
import { newExam } from '../../plan.form';
import PlanPage from './index';

const EXAM = '0190a000-0000-7000-8000-0000000000e1';

/** Its opening was planned for tomorrow and its closing for today, as a kind changed on the way leaves it. */
const draft: ExamDraft = {
  ...newExam(0, '/wh'),
  title: '飞行考试',
  paperId: '0190a000-0000-7000-8000-0000000000f1',
};
const times = { ...draft.times, closesAt: '1970-01-01T03:00:00.000Z' };

let sent: ExamDraft[];

function answer({ method, url, data }: FakeRequest) {
  if (url.includes('/audience-counts')) {
    const busy = { on_shift: 0, incident: 0, leave: 0 };
    return { statusCode: 200, data: { people: 3, busy, recused: 0, posts: [] } };
  }
  if (url.includes('/papers')) return { statusCode: 200, data: { items: [], nextCursor: null } };
  if (method === 'POST') {
    const asked = JSON.parse(String(data)) as { draft: ExamDraft };
    sent.push(asked.draft);
  }
  return { statusCode: 200, data: { id: EXAM, version: 1, draft: { ...draft, times } } };
}

const text = () => document.body.textContent ?? '';

beforeAll(startPhone);

beforeEach(() => {
  resetDevice();
  useCache.setState({}, true);
  setSession(sessionOf('a'));
  device.routerParams = { id: EXAM };
  device.answer = answer;
  sent = [];
});

afterEach(cleanup);

it('asks of a surprise exam no closing time, says what holds, and is saved', async () => {
  const page = render(<PlanPage />);
  await turn();
  expect(text()).toContain('收卷，哪天');
  expect(page.getByRole('button', { name: '结束要晚于开始' })).toBeTruthy();
  fireEvent.click(page.getByRole('radio', { name: '飞行考试' }));
  expect(text()).not.toContain('收卷，哪天');
  expect(text()).not.toContain('开始，哪天');
  expect(text()).toContain('发出后 30 分钟内开考');
  fireEvent.change(page.getByLabelText('发出后几分钟内要开考'), { target: { value: '20' } });
  expect(text()).toContain('发出后 20 分钟内开考');
  fireEvent.click(page.getByRole('button', { name: '存下，到现场发出' }));
  await turn();
  expect(sent).toMatchObject([{ kind: 'surprise', times: { startWithinMin: 20 } }]);
});

it('lets each part of a result have its own moment, and keys none before the close', async () => {
  const page = render(<PlanPage />);
  await turn();
  expect(page.queryByLabelText('正确答案')).toBeNull();
  fireEvent.change(page.getByLabelText('考完能看什么'), { target: { value: 'own' } });
  const moments = (label: string) =>
    [...(page.getByLabelText(label) as HTMLSelectElement).options].map(({ text }) => text);
  expect(moments('成绩')).toContain('交卷就看');
  expect(moments('正确答案')).not.toContain('交卷就看');
  fireEvent.change(page.getByLabelText('正确答案'), { target: { value: 'when_released' } });
  fireEvent.change(page.getByLabelText('解析'), { target: { value: 'never' } });
  fireEvent.click(page.getByRole('radio', { name: '飞行考试' }));
  fireEvent.click(page.getByRole('button', { name: '存下，到现场发出' }));
  await turn();
  const review = { score: 'after_close', answers: 'after_close', keys: 'when_released' };
  expect(sent.at(-1)?.review).toEqual({ ...review, explanations: 'never' });
});
