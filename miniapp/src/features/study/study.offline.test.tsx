import { act, fireEvent, render, screen } from '@testing-library/react';
import type { Piece } from '@qiangji/shared-types';
import { device, resetDevice, setNetwork, type FakeRequest } from '../../../test/mocks/taro-device';
import { sessionOf } from '../../../test/session-fixture';
import { settle } from '../../../test/settle';
import { startPhone } from '../../../test/start-phone';
import { setSession } from '@/platform/session/session.store';
import HandbookPage from './pages/handbook';
import { keepPieces } from './study.offline';

function piece(slug: string, version: number): Piece {
  return {
    slug,
    version,
    title: slug,
    kind: 'handbook',
    topic: 'service',
    topicName: '送达与公开',
    sample: false,
    summary: '',
    questionCount: 0,
    progress: null,
    body: `## 一、当场交\n\n${slug}：请他在送达回证上签名。`,
    laws: [],
    links: [],
    questions: [],
  };
}

let pieces = [piece('one', 1), piece('two', 1)];

const asked = () => device.requests.map(({ url }: FakeRequest) => url.replace(/^.*\/api\/v1/, ''));
const turn = () =>
  act(async () => {
    for (let i = 0; i < 8; i += 1) await settle();
  });

beforeAll(() => {
  resetDevice();
  startPhone();
  setSession(sessionOf('a'));
  device.answer = ({ url }) => {
    const one = pieces.find(({ slug }) => url.endsWith(`/pieces/${slug}`));
    return { statusCode: 200, data: one ?? { items: pieces, nextCursor: null } };
  };
});

it('keeps every piece once, and later only those that are new or have changed', async () => {
  await keepPieces();
  expect(asked()).toHaveLength(3);
  device.requests = [];
  pieces = [piece('one', 1), piece('two', 2), piece('three', 1)];
  await keepPieces();
  expect(asked().slice(1)).toEqual(['/study/pieces/two', '/study/pieces/three']);
});

it('searches what is kept with no network, and marks the words', async () => {
  act(() => setNetwork('none'));
  render(<HandbookPage />);
  await turn();
  fireEvent.change(screen.getByRole('textbox'), { target: { value: '送达回证' } });
  await turn();
  expect(screen.getByText('找到 3 处')).toBeTruthy();
  expect(screen.getAllByText('送达回证')).toHaveLength(3);
  fireEvent.click(screen.getByRole('button', { name: /one/ }));
  expect(device.navigations[0]).toContain('reader/index?slug=one&section=0');
  fireEvent.change(screen.getByRole('textbox'), { target: { value: '渣土车' } });
  await turn();
  expect(screen.getByText(/手册里没有“渣土车”/)).toBeTruthy();
});
