import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import type { MyResultItem } from '@qiangji/shared-types';
import { unsent } from '@/platform/outbox';
import { setSession } from '@/platform/session/session.store';
import { ToastHost } from '@/ui/toast';
import { device, resetDevice } from '../../../../test/mocks/taro-device';
import { sessionOf } from '../../../../test/session-fixture';
import { startPhone } from '../../../../test/start-phone';
import { turn } from '../../../../test/turn';
import { ResultItem } from './result-item';

const item: MyResultItem = {
  code: 'q1',
  points: 2,
  body: {
    kind: 'single',
    stem: '哪个对？',
    media: [],
    options: [
      { id: 'x', text: '甲' },
      { id: 'y', text: '乙' },
    ],
  },
  answer: null,
  scoreBp: 0,
  changes: [],
  key: null,
  everyone: false,
  explanation: null,
  appeal: null,
};
const shown = { score: true, itemScores: true, answers: true, keys: false, explanations: false };

async function tap(name: string): Promise<void> {
  fireEvent.click(screen.getByRole('button', { name }));
  await turn();
}

beforeAll(startPhone);
beforeEach(() => {
  resetDevice();
  setSession(sessionOf('a'));
});
afterEach(cleanup);

it('keeps the words of an appeal on the screen where a full phone did not keep it', async () => {
  render(
    <>
      <ResultItem item={item} examId="e1" attemptId="a1" shown={shown} />
      <ToastHost />
    </>,
  );
  await tap('觉得这题有问题');
  fireEvent.input(screen.getByRole('textbox'), { target: { value: '两个都对' } });
  device.storageLimit = 0;
  await tap('交申诉，一题一次');
  expect(screen.getByText('手机存储满了，没存下，请清理后再交')).toBeTruthy();
  expect(unsent()).toEqual([]);
  device.storageLimit = 10_000_000;
  await tap('交申诉，一题一次');
  expect(screen.getByText('我的申诉')).toBeTruthy();
  expect(unsent().map((one) => one.body)).toMatchObject([{ attemptId: 'a1', text: '两个都对' }]);
});

it('says what a score was and became, and what followed from an appeal', () => {
  const at = '2026-03-02T01:00:00.000Z';
  const changes = [
    { at, kind: 'late' as const, beforeBp: 8_000, afterBp: null, reason: null },
    { at: '2026-03-03T01:00:00.000Z', kind: 'marked' as const, beforeBp: null, afterBp: 4_000, reason: '依据没写' }, // prettier-ignore
  ];
  const decided = { state: 'upheld' as const, reason: '写反了', decidedAt: at };
  const appeal = { id: 'p1', text: '解析不对', sentAt: at, ...decided };
  const changed = { ...item, changes, appeal: { ...appeal, upheldBy: 'explanation' as const } };
  render(<ResultItem item={changed} examId="e1" attemptId="a1" shown={shown} />);
  expect(screen.getByText(/补收了答案：1.6 分，改为 等人阅$/)).toBeTruthy();
  expect(screen.getByText(/人工阅卷：等人阅，改为 0.8 分。依据没写$/)).toBeTruthy();
  expect(screen.getByText('答案没错，改了解析，分不变')).toBeTruthy();
});

it.each([
  [{ score: true, answers: false }, 0],
  [{ score: false, answers: true }, 1],
])('lets appeal where the service takes one: with %o', (what, buttons) => {
  render(<ResultItem item={item} examId="e1" attemptId="a1" shown={{ ...shown, ...what }} />);
  expect(screen.queryAllByRole('button', { name: '觉得这题有问题' })).toHaveLength(buttons);
});
