import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import type { KeptPiece, PastPiece, PastPieceWhole } from '@qiangji/shared-types';
import { setSession } from '@/platform/session/session.store';
import { device, resetDevice, type FakeRequest } from '../../../../../test/mocks/taro-device';
import { ownPieceOf } from '../../../../../test/piece-fixture';
import { sessionOf } from '../../../../../test/session-fixture';
import { startPhone } from '../../../../../test/start-phone';
import { turn } from '../../../../../test/turn';
import StudyDeskPage from './index';

const sample: KeptPiece = {
  ...ownPieceOf(),
  ...{ slug: 'constitution-day', title: '国家宪法日', own: false, sample: true },
  ...{ author: null, changedAt: null, changedBy: null },
};

let piece = ownPieceOf();
let past: PastPiece[] = [];

/** As it was read then. */
function wholeOf(one: PastPiece): PastPieceWhole {
  const { slug, kind, topic, topicName, summary, draft } = ownPieceOf();
  return {
    ...one,
    piece: {
      ...{ slug, version: one.version, title: one.title, kind, topic, topicName, summary },
      ...{ sample: false, questionCount: 1, progress: null, images: [], laws: [], links: [] },
      ...{ body: '以前写的。', questions: draft.questions },
    },
  };
}

const posted = () =>
  device.requests
    .filter(({ method }: FakeRequest) => method === 'POST')
    .map(({ data }: FakeRequest) => JSON.parse(String(data)) as { state: string });
const press = async (name: string | RegExp, role = 'button') => {
  fireEvent.click(screen.getByRole(role, { name }));
  await turn();
};

beforeEach(async () => {
  startPhone();
  resetDevice();
  setSession(sessionOf('a'));
  piece = ownPieceOf();
  past = [];
  device.answer = ({ method, url }) => {
    if (method === 'POST') piece = { ...piece, state: 'taken_down', revision: 3 };
    if (url.endsWith('/past')) return { statusCode: 200, data: { items: past } };
    if (url.endsWith('/past/1/1')) return { statusCode: 200, data: wholeOf(past[0]!) };
    if (/\/kept\/own-1/.test(url)) return { statusCode: 200, data: piece };
    const items = url.includes('origin=shipped') ? [sample] : [piece];
    return { statusCode: 200, data: { items, nextCursor: null } };
  };
  render(<StudyDeskPage />);
  await turn();
});

it('takes a piece down with a reason only, and tells what was done to it', async () => {
  await press(/冬训安排/);
  expect(screen.getByText(/高文：发布/)).toBeTruthy();
  expect(screen.queryByRole('button', { name: '撤下' })).toBeNull();
  fireEvent.change(screen.getByLabelText('为什么撤下'), { target: { value: '过时了' } });
  await press('撤下');
  expect(posted()).toMatchObject([{ state: 'taken_down', reason: '过时了', revision: 2 }]);
  expect(screen.getByRole('button', { name: '重新发布' })).toBeTruthy();
});

it('has laws confirmed by the legal officer, who says against which text', async () => {
  const draft = { ...piece.draft, laws: [{ name: '行政处罚法', article: '第三十三条', version: '2021年修订' }] }; // prettier-ignore
  piece = { ...piece, draft };
  await press(/冬训安排/);
  expect(screen.getByText(/法制员还没核对/)).toBeTruthy();
  expect(screen.queryByRole('button', { name: '核对无误' })).toBeNull();
  cleanup();
  const session = sessionOf('a');
  const grants = [{ role: 'legal_officer' as const, unitPath: '/wj', unitName: '武进' }];
  setSession({ ...session, me: { ...session.me, grants } });
  render(<StudyDeskPage />);
  await turn();
  await press(/冬训安排/);
  await press('核对无误');
  expect(posted().at(-1)).toMatchObject({
    ...{ state: 'confirmed', text: '行政处罚法（2021年修订）第三十三条', revision: 2 },
  });
});

it('leads from a sample of ours to writing one that stands for it', async () => {
  await press('软件自带的', 'radio');
  await press(/国家宪法日/);
  expect(device.navigations.at(-1)).toContain(
    'features/study/pages/write/index?replaces=constitution-day',
  );
});

it('opens the reader of what is in use, and the form to change it', async () => {
  await press(/冬训安排/);
  await press('像队员那样读');
  expect(device.navigations.at(-1)).toContain('pages/reader/index?slug=own-1');
  await press('改');
  expect(device.navigations.at(-1)).toContain('pages/write/index?slug=own-1');
});

it('shows what people read before it was changed, and copies it', async () => {
  const until = '2026-11-23T02:00:00.000Z';
  const before = { edition: 1, title: '冬训', until, changedBy: '高文' };
  past = [
    { ...before, version: 2, changedBy: '何平', wasRead: false },
    { ...before, version: 1, wasRead: true },
  ];
  await press(/冬训安排/);
  // Of the two only the one of which it is so.
  const row = screen.getByText(/大家没有读过/).parentElement!;
  expect(row.textContent).toContain('何平改了');
  expect(row.textContent).not.toContain('高文改了');
  await press(/^第 1 版/);
  expect(screen.getByText('以前写的。')).toBeTruthy();
  await press('复制正文');
  expect(device.storage.get('clipboard')).toBe('以前写的。');
});

it('says nothing of before where nothing was changed', async () => {
  await press(/冬训安排/);
  expect(screen.queryByText('以前的样子')).toBeNull();
});
