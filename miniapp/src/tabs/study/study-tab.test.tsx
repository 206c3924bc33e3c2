import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import type { PieceProgress, PieceSummary, Practice } from '@qiangji/shared-types';
import { device, resetDevice } from '../../../test/mocks/taro-device';
import { sessionOf } from '../../../test/session-fixture';
import { settle } from '../../../test/settle';
import { startPhone } from '../../../test/start-phone';
import { setSession } from '@/platform/session/session.store';
import StudyTab from './index';

const NEED = '01a20eda-eb15-7ae4-9269-75d86b4aeaab';

function progress(positionBp: number, doneAt: string | null = null): PieceProgress {
  return { positionBp, reachedEnd: doneAt !== null, rightQuestionIds: [], doneAt, pieceVersion: 1 };
}

function piece(
  slug: string,
  kind: PieceSummary['kind'],
  own: PieceProgress | null = null,
): PieceSummary {
  return {
    slug,
    version: 1,
    title: slug,
    kind,
    topic: 'hearing',
    topicName: '听证',
    sample: kind === 'political',
    summary: '',
    questionCount: 1,
    progress: own,
  };
}

const pieces = [
  piece('听证', 'legal', progress(10_000, '2026-11-20T00:00:00.000Z')),
  piece('宪法日', 'political'),
  piece('送达', 'handbook', progress(4000)),
];

const practice: Practice = {
  day: '2026-11-24',
  open: false,
  backlog: null,
  questions: [],
  reasons: [
    {
      needId: NEED,
      topic: 'hearing',
      topicName: '听证',
      text: '没告知听证权',
      foundAt: '2026-11-20T02:00:00.000Z',
      piece: { slug: 'hearing', title: '他要一个说话的机会' },
    },
  ],
};

beforeAll(() => {
  resetDevice();
  startPhone();
  setSession(sessionOf('a'));
  device.answer = ({ url }) => {
    if (url.includes('/quiz/practices/')) return { statusCode: 200, data: practice };
    const items = url.includes('/study/pieces') ? pieces : [];
    return { statusCode: 200, data: { items, nextCursor: null } };
  };
});

it('says what is next, what a check brought, and how each piece stands', async () => {
  render(<StudyTab />);
  await act(async () => {
    for (let i = 0; i < 8; i += 1) await settle();
  });
  expect(screen.getByText('/ 3')).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: /接着读/ }));
  expect(device.navigations.at(-1)).toContain('slug=');
  expect(screen.getByText('没告知听证权')).toBeTruthy();
  expect(screen.getByText('他要一个说话的机会')).toBeTruthy();
  expect(screen.getAllByText(/^(学懂|读到一半|没读)$/).map((one) => one.textContent)).toEqual([
    '学懂',
    '学懂',
    '没读',
    '读到一半',
  ]);
  fireEvent.click(screen.getByRole('radio', { name: '政治理论' }));
  expect(screen.queryByRole('button', { name: /送达/ })).toBeNull();
  expect(screen.getByText('示例')).toBeTruthy();
});

it('promises nobody who could publish where there is no piece', async () => {
  const before = device.answer;
  resetDevice();
  setSession(sessionOf('b'));
  device.answer = (request) =>
    request.url.includes('/study/pieces')
      ? { statusCode: 200, data: { items: [], nextCursor: null } }
      : before(request);
  cleanup();
  render(<StudyTab />);
  await act(async () => {
    for (let i = 0; i < 8; i += 1) await settle();
  });
  expect(screen.getByText('还没有学习内容')).toBeTruthy();
  expect(screen.getByText('文章由系统带来，一直没有请告诉行动办')).toBeTruthy();
});
