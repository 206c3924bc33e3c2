import { act, render, screen } from '@testing-library/react';
import { studyContract, type PieceSummary } from '@qiangji/shared-types';
import { device, resetDevice, setNetwork, type FakeRequest } from '../../../test/mocks/taro-device';
import { sessionOf } from '../../../test/session-fixture';
import { settle } from '../../../test/settle';
import { watchNetwork } from '../network';
import { enqueue, startOutbox } from '../outbox';
import { endSession, setSession } from '../session/session.store';
import { useCache } from './cache';
import { changeStored, keep, stored, usePagedResource, useResource } from './index';

const piece = (slug: string, title = slug): PieceSummary => ({
  slug,
  version: 1,
  title,
  kind: 'legal',
  topic: 'law',
  topicName: '法律',
  sample: false,
  summary: '',
  questionCount: 1,
  progress: null,
});
const page = (slugs: string[], nextCursor: string | null = null) => ({
  statusCode: 200,
  data: { items: slugs.map((slug) => piece(slug)), nextCursor },
});
const refuse = (code: string, statusCode: number) => ({
  statusCode,
  data: { code, message: '没找到', requestId: 'r' },
});
const LIST = { query: { kind: 'legal' } } as const;

function List() {
  const { state, data, stale, error } = useResource(studyContract.listPieces, LIST, {
    refreshAfter: [studyContract.appendProgress],
  });
  const titles = data?.items.map(({ title }) => title).join(' ') ?? '';
  return (
    <p>{[state, stale ? 'stale' : 'fresh', titles, error?.code].filter(Boolean).join(' | ')}</p>
  );
}

function Paged() {
  const { items, hasMore, loadMore, moreError } = usePagedResource(studyContract.listPieces, {});
  return (
    <button onClick={() => void loadMore()}>
      {[...items.map(({ slug }) => slug), hasMore ? 'more' : 'end', moreError?.code].join(' ')}
    </button>
  );
}

const shown = (element: JSX.Element) => {
  const { container, unmount } = render(element);
  return { text: () => container.textContent, unmount };
};
const turn = () =>
  act(async () => {
    for (let i = 0; i < 5; i += 1) await settle();
  });

beforeAll(() => {
  watchNetwork();
  startOutbox();
});

beforeEach(async () => {
  resetDevice();
  setNetwork('wifi');
  endSession('logout');
  setSession(sessionOf('a'));
  useCache.setState({}, true);
  await settle();
});

it('loads, shows, and next time shows what is stored before it asks again', async () => {
  device.answer = () => page(['a', 'b']);
  const first = shown(<List />);
  expect(first.text()).toBe('loading | stale');
  await turn();
  expect(first.text()).toBe('ready | fresh | a b');
  first.unmount();
  useCache.setState({}, true);
  device.answer = () => page(['c']);
  const second = shown(<List />);
  expect(second.text()).toBe('ready | stale | a b');
  await turn();
  expect(second.text()).toBe('ready | fresh | c');
});

it('keeps showing what is stored when renewing fails, and says so', async () => {
  device.answer = () => page(['a']);
  await keep(studyContract.listPieces, LIST);
  useCache.setState({}, true);
  setNetwork('none');
  const list = shown(<List />);
  await turn();
  expect(list.text()).toBe('ready | stale | a | NETWORK');
});

it.each([
  ['empty', () => page([]), 'empty | fresh'],
  ['error', () => refuse('NOT_FOUND', 404), 'error | stale | NOT_FOUND'],
])('tells %s apart', async (_, answer, text) => {
  device.answer = answer;
  const list = shown(<List />);
  await turn();
  expect(list.text()).toBe(text);
});

it('is offline without a copy, and asks again when the connection is back', async () => {
  setNetwork('none');
  const list = shown(<List />);
  await turn();
  expect(list.text()).toBe('offline | stale | NETWORK');
  device.answer = () => page(['a']);
  act(() => setNetwork('4g'));
  await turn();
  expect(list.text()).toBe('ready | fresh | a');
});

it('shows and leaves nothing of one person to the next', async () => {
  device.answer = () => page(['secret']);
  await keep(studyContract.listPieces, LIST);
  expect(stored(studyContract.listPieces, LIST)?.items).toHaveLength(1);
  setSession(sessionOf('b'));
  expect(stored(studyContract.listPieces, LIST)).toBeUndefined();
  expect(JSON.stringify([...device.storage])).not.toContain('secret');
});

it('takes a copy that no longer fits the contract as none', async () => {
  device.answer = () => page(['a']);
  await keep(studyContract.listPieces, LIST);
  useCache.setState({}, true);
  const [key, text] = [...device.storage].find(
    ([one]) => one.includes('kept') && one.includes('pieces'),
  ) ?? ['', ''];
  device.storage.set(key, String(text).replace('"version":1,"title"', '"version":"x","title"'));
  expect(stored(studyContract.listPieces, LIST)).toBeUndefined();
});

it('asks again after a write was sent, and shows a change in place before that', async () => {
  device.answer = () => page(['a']);
  const list = shown(<List />);
  await turn();
  act(() =>
    changeStored(studyContract.listPieces, LIST, (data) => ({
      ...data,
      items: data.items.map((item) => ({ ...item, title: '改' })),
    })),
  );
  expect(list.text()).toBe('ready | fresh | 改');
  device.answer = ({ method }: FakeRequest) =>
    method === 'POST' ? { statusCode: 200, data: {} } : page(['b']);
  await act(async () => {
    await enqueue({
      contract: studyContract.appendProgress,
      params: { slug: 'a' },
      body: { pieceVersion: 1, positionBp: 1, answers: [] },
      recordKey: 'a',
      title: '学习进度',
    });
  });
  await turn();
  expect(list.text()).toBe('ready | fresh | b');
});

it('reads a list page by page and starts again when its first page is renewed', async () => {
  device.answer = ({ url }) =>
    url.includes('cursor=c1') ? page(['c'], null) : page(['a', 'b'], 'c1');
  const list = shown(<Paged />);
  await turn();
  expect(list.text()).toBe('a b more ');
  act(() => screen.getByRole('button').click());
  await turn();
  expect(list.text()).toBe('a b c end ');
  device.answer = ({ url }) =>
    url.includes('cursor') ? refuse('INTERNAL', 500) : page(['x'], 'c2');
  act(() => {
    setNetwork('none');
    setNetwork('wifi');
  });
  await turn();
  expect(list.text()).toBe('x more ');
  act(() => screen.getByRole('button').click());
  await turn();
  expect(list.text()).toBe('x more INTERNAL');
});

it('throws the oldest copies away when storage is full, pinned ones last', async () => {
  device.answer = ({ url }) => page([url.includes('pinned') ? 'p' : 'x'.repeat(50)]);
  await keep(studyContract.listPieces, { query: { topic: 'pinned' } });
  const list = shown(<List />);
  await turn();
  list.unmount();
  const size = [...device.storage].reduce(
    (sum, [k, v]) => sum + k.length + JSON.stringify(v).length,
    0,
  );
  device.storageLimit = size + 200;
  setNetwork('none');
  await enqueue({
    contract: studyContract.appendProgress,
    params: { slug: 'a' },
    body: { pieceVersion: 1, positionBp: 1, answers: [] },
    recordKey: 'z',
    title: '学习进度',
  });
  useCache.setState({}, true);
  expect(stored(studyContract.listPieces, LIST)).toBeUndefined();
  expect(stored(studyContract.listPieces, { query: { topic: 'pinned' } })).toBeDefined();
});
