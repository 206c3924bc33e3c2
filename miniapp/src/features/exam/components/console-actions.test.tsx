import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import type { Exam } from '@qiangji/shared-types';
import { setSession } from '@/platform/session/session.store';
import { device, resetDevice } from '../../../../test/mocks/taro-device';
import { sessionOf } from '../../../../test/session-fixture';
import { startPhone } from '../../../../test/start-phone';
import { turn } from '../../../../test/turn';
import { ConsoleActions } from './console-actions';

const ID = '0190a000-0000-7000-8000-0000000000e1';

const draft = {
  ...{ id: ID, version: 3, state: 'draft', phase: 'draft', kind: 'scheduled', releasedAt: null },
  draft: { kind: 'scheduled' },
} as Exam;

async function tap(text: string) {
  const found = screen.getAllByText(text).at(-1)!;
  fireEvent.click(found);
  await turn();
}

const cancelled = () =>
  device.requests
    .filter(({ url }) => url.endsWith(`/exams/${ID}/cancel`))
    .map(({ data }) => JSON.parse(String(data)) as { version: number });

const show = (exam: Exam, unmade = 0) =>
  render(
    <ConsoleActions
      {...{ exam, missed: 0, unmade }}
      onMakeUp={() => undefined}
      onAdd={() => undefined}
      onChanged={() => undefined}
    />,
  );

beforeAll(startPhone);

beforeEach(() => {
  resetDevice();
  setSession(sessionOf('a'));
  device.answer = () => ({ statusCode: 200, data: {} });
});

afterEach(cleanup);

it('throws a draft away once that is said twice', async () => {
  show(draft);
  await tap('删掉');
  expect(cancelled()).toEqual([]);
  await tap('删掉');
  expect(cancelled()).toMatchObject([{ version: 3 }]);
});

it('leads to the ranking of a contest that has begun, and of nothing else', async () => {
  const open = (kind: string, phase: string) =>
    show({ ...draft, state: 'published', phase, draft: { kind } } as Exam);
  const { unmount } = open('contest', 'upcoming');
  expect(screen.queryByText('竞赛榜')).toBeNull();
  unmount();
  open('scheduled', 'open').unmount();
  open('contest', 'open');
  await tap('竞赛榜');
  expect(device.navigations).toContain(`navigateTo /features/exam/pages/ranking/index?id=${ID}`);
});

it('offers to stop, not to throw away, what was sent out', () => {
  show({ ...draft, state: 'published', phase: 'upcoming' } as Exam);
  expect(screen.queryByText('删掉')).toBeNull();
  expect(screen.queryByText('中止考试')).not.toBeNull();
});

it('settles without papers that nobody can grade once a reason is written, and only where there are any', async () => {
  const closed = { ...draft, state: 'published', phase: 'closed' } as Exam;
  show(closed).unmount();
  expect(screen.queryByText('不等批不出来的卷')).toBeNull();
  show({ ...closed, phase: 'open' } as Exam, 2).unmount();
  expect(screen.queryByText('不等批不出来的卷')).toBeNull();
  show(closed, 2);
  await tap('不等批不出来的卷');
  expect(screen.getByText('不等 2 份批不出来的卷')).toBeDefined();
  await tap('写明原因');
  const sent = () =>
    device.requests.filter(({ url }) => url.endsWith(`/exams/${ID}/settle-unmade`));
  expect(sent()).toEqual([]);
  fireEvent.input(screen.getByRole('textbox'), { target: { value: '硬盘坏了' } });
  await turn();
  await tap('不等了');
  expect(JSON.parse(String(sent()[0]?.data))).toMatchObject({ version: 3, reason: '硬盘坏了' });
});

it('leads from an exam that was stopped to the plan of another one, and offers nothing else', async () => {
  show({ ...draft, state: 'cancelled', phase: 'cancelled' } as Exam);
  expect(screen.getAllByRole('button')).toHaveLength(1);
  await tap('另排一场');
  expect(device.navigations).toEqual(['navigateTo /features/exam/pages/plan/index']);
});
