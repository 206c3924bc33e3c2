import { createHash } from 'node:crypto';
import { TextEncoder } from 'node:util';
import { act, fireEvent, render, screen } from '@testing-library/react';
import type { Piece } from '@qiangji/shared-types';
import { device, resetDevice, setNetwork, type FakeRequest } from '../../../test/mocks/taro-device';
import { sessionOf } from '../../../test/session-fixture';
import { settle } from '../../../test/settle';
import { startPhone } from '../../../test/start-phone';
import { setSession } from '@/platform/session/session.store';
import { listFiles, saveFile } from '@/platform/files';
import { sweepFiles } from '@/platform/outbox/outbox.sweep';
import HandbookPage from './pages/handbook';
import { imageUrl } from './study.images';
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
    images: [],
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
  Object.assign(globalThis, { TextEncoder });
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

it('keeps the words of a correction, which is no new version', async () => {
  pieces = [piece('one', 1)];
  await keepPieces();
  device.requests = [];
  pieces = [{ ...piece('one', 1), edition: 2 }];
  await keepPieces();
  expect(asked().slice(1)).toEqual(['/study/pieces/one']);
  device.requests = [];
  await keepPieces();
  expect(asked().slice(1)).toEqual([]);
});

it('says that something did not come, and goes on from there', async () => {
  const { answer } = device;
  pieces = [piece('one', 1), piece('four', 1), piece('five', 1)];
  device.answer = (request) => {
    if (request.url.endsWith('/five')) throw new Error('no network');
    return answer(request);
  };
  expect(await keepPieces()).toBe(false);
  device.answer = answer;
  device.requests = [];
  expect(await keepPieces()).toBe(true);
  expect(asked().slice(1)).toEqual(['/study/pieces/five']);
});

describe('pictures of pieces', () => {
  const hashOf = (name: string) => createHash('sha256').update(JSON.stringify(name)).digest('hex');
  const keyOf = (name: string) => `piece-${hashOf(name)}`;
  const drawn = (slug: string, version: number, ...names: string[]): Piece => ({
    ...piece(slug, version),
    images: names.map((name) => ({ name, sha256: hashOf(name), width: 4, height: 3 })),
  });
  const bytes = new Map(['a.jpg', 'b.jpg', 'c.jpg'].map((name) => [hashOf(name), name]));

  beforeAll(() => {
    const { answer } = device;
    device.answer = (request) => {
      const name = bytes.get(request.url.replace(/^.*\/images\//, ''));
      return name === undefined ? answer(request) : { statusCode: 200, data: name };
    };
  });

  it('are kept with them, each once; those that no piece shows any more are let go', async () => {
    pieces = [drawn('one', 3, 'a.jpg', 'b.jpg'), drawn('two', 3, 'b.jpg')];
    device.requests = [];
    await keepPieces();
    expect((await listFiles()).sort()).toEqual([keyOf('a.jpg'), keyOf('b.jpg')].sort());
    expect(asked().filter((path) => path.includes('/images/'))).toHaveLength(2);
    pieces = [drawn('one', 4, 'c.jpg'), drawn('two', 3, 'b.jpg')];
    device.requests = [];
    await keepPieces();
    expect((await listFiles()).sort()).toEqual([keyOf('b.jpg'), keyOf('c.jpg')].sort());
    expect(asked()).toContain(`/study/images/${hashOf('c.jpg')}`);
    expect(asked()).not.toContain(`/study/images/${hashOf('b.jpg')}`);
  });

  it('are not swept with the pictures of forms that were given up', async () => {
    device.files.set('http://tmp/1', Uint8Array.of(1));
    const abandoned = '00000000-0000-7000-8000-000000000000';
    await saveFile(abandoned, 'http://tmp/1');
    await sweepFiles([]);
    expect((await listFiles()).sort()).toEqual([keyOf('b.jpg'), keyOf('c.jpg')].sort());
  });

  it('come for what is still to be read first, once however many want them', async () => {
    const progress = { ...{ reachedEnd: true, rightQuestionIds: [], pieceVersion: 7 } };
    const understood = { ...progress, positionBp: 10_000, doneAt: '2026-03-02T01:00:00.000Z' };
    const half = { ...progress, reachedEnd: false, positionBp: 5_000, doneAt: null };
    for (const name of ['done.jpg', 'new.jpg', 'half.jpg']) bytes.set(hashOf(name), name);
    pieces = [
      { ...drawn('one', 7, 'done.jpg'), progress: understood },
      drawn('two', 7, 'new.jpg'),
      { ...drawn('three', 7, 'half.jpg'), progress: half },
    ];
    device.requests = [];
    // A page shows the one that is kept meanwhile.
    await Promise.all([keepPieces(), imageUrl(hashOf('new.jpg'))]);
    const [first, ...rest] = asked().filter((path) => path.includes('/images/'));
    expect([first, ...rest].map((path) => path?.slice(-64))).toEqual(
      ['new.jpg', 'half.jpg', 'done.jpg'].map(hashOf),
    );
  });

  it('are at most forty, and ten of the bureau’s own', async () => {
    const many = Array.from({ length: 45 }, (_, i) => `${i}.jpg`);
    for (const name of many) bytes.set(hashOf(name), name);
    pieces = [drawn('one', 5, ...many)];
    await keepPieces();
    expect(await listFiles()).toHaveLength(40);
    // The bureau's own, which may be large, drive none of ours away.
    const others = Array.from({ length: 12 }, (_, i) => `own-${i}.jpg`);
    for (const name of others) bytes.set(hashOf(name), name);
    pieces = [{ ...drawn('own-1', 1, ...others), own: true }, drawn('one', 5, ...many)];
    await keepPieces();
    const kept = new Set(await listFiles());
    expect(kept.size).toBe(50);
    expect(others.filter((name) => kept.has(keyOf(name)))).toEqual(others.slice(0, 10));
    pieces = [piece('one', 6), piece('two', 6), piece('three', 6)];
    await keepPieces();
    expect(await listFiles()).toEqual([]);
  });
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
