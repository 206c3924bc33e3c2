import { createHash } from 'node:crypto';
import { TextEncoder } from 'node:util';
import { act, fireEvent, render, screen } from '@testing-library/react';
import type { Piece } from '@qiangji/shared-types';
import {
  device,
  hidePage,
  resetDevice,
  setNetwork,
  type FakeRequest,
} from '../../../test/mocks/taro-device';
import { fileSystem } from '../../../test/mocks/taro-files';
import { sessionOf } from '../../../test/session-fixture';
import { settle } from '../../../test/settle';
import { startPhone } from '../../../test/start-phone';
import { setSession } from '@/platform/session/session.store';
import ReaderPage from './pages/reader';

const piece: Piece = {
  slug: 'on-spot',
  version: 2,
  title: '当场处罚怎么做',
  kind: 'handbook',
  topic: 'on_spot_penalty',
  topicName: '当场处罚',
  sample: true,
  summary: '三个数',
  questionCount: 1,
  progress: null,
  body: '开头。\n\n## 一、先亮证\n\n说明身份。\n\n## 二、再决定\n\n两百元以下。',
  images: [],
  laws: [
    {
      name: '中华人民共和国行政处罚法',
      article: '第五十一条',
      version: '2021 年修订',
      verified: 'archive_checked',
    },
  ],
  links: [],
  questions: [
    {
      id: 'c1',
      type: 'single',
      stem: '上限是：',
      options: [
        { id: 'a', text: '一百元' },
        { id: 'b', text: '二百元' },
      ],
      answer: ['b'],
      explanation: '公民二百元以下。',
    },
  ],
};

const reports = () =>
  device.requests
    .filter(({ method }: FakeRequest) => method === 'POST')
    .map(
      ({ data }: FakeRequest) =>
        JSON.parse(String(data)) as { positionBp: number; answers: unknown[] },
    );

const turn = () =>
  act(async () => {
    for (let i = 0; i < 8; i += 1) await settle();
  });

async function tap(name: string | RegExp, role = 'button'): Promise<void> {
  fireEvent.click(screen.getByRole(role, { name }));
  await turn();
}

/** All pieces, of which there are no more, or the one that is read under any name. */
function found(url: string): unknown {
  const [, slug] = /study\/pieces\/([\w-]+)/.exec(url) ?? [];
  return slug === undefined ? { items: [], nextCursor: null } : { ...piece, slug };
}

beforeAll(() => {
  Object.assign(globalThis, { TextEncoder });
  resetDevice();
  startPhone();
});

beforeEach(() => {
  resetDevice();
  setSession(sessionOf('a'));
  device.routerParams = { slug: 'on-spot' };
  device.answer = ({ method, url }) =>
    method === 'GET'
      ? { statusCode: 200, data: found(url) }
      : {
          statusCode: 200,
          data: {
            positionBp: 0,
            reachedEnd: false,
            rightQuestionIds: [],
            doneAt: null,
            pieceVersion: 2,
          },
        };
});

it('is read section by section, goes on where one stopped, and reports once on leaving', async () => {
  const page = render(<ReaderPage />);
  await turn();
  expect(screen.getByText('第 1 节，共 2 节')).toBeTruthy();
  expect(screen.getByText('示例')).toBeTruthy();
  await tap(/下一节/);
  expect(screen.getByRole('heading', { name: '二、再决定' })).toBeTruthy();
  expect(reports()).toEqual([]);
  page.unmount();
  await turn();
  expect(reports()).toMatchObject([{ positionBp: 5000, answers: [] }]);
  render(<ReaderPage />);
  await turn();
  expect(screen.getByText('第 2 节，共 2 节')).toBeTruthy();
});

it('is understood once its question is right; a wrong answer says why and may be tried again', async () => {
  device.routerParams = { slug: 'on-spot', section: '1' };
  render(<ReaderPage />);
  await turn();
  expect(screen.getByText('行政处罚法 第五十一条（2021 年修订）')).toBeTruthy();
  expect(screen.getByText('已对存档文本')).toBeTruthy();
  await tap('上一节');
  expect(screen.getByText('第 1 节，共 2 节')).toBeTruthy();
  await tap(/下一节/);
  await tap(/做小题/);
  await tap(/一百元/, 'radio');
  await tap('看对错');
  expect(screen.getByText('公民二百元以下。')).toBeTruthy();
  await tap('再答一次');
  await tap(/二百元/, 'radio');
  await tap('看对错');
  await tap(/学懂了/);
  expect(screen.getByText('这一篇学懂了')).toBeTruthy();
  expect(reports().map((one) => one.answers)).toEqual([
    [{ questionId: 'c1', chosen: ['a'] }],
    [{ questionId: 'c1', chosen: ['b'] }],
  ]);
});

describe('on a full phone', () => {
  // A piece of its own each, since the phone keeps what was read in one.
  const opens = (slug: string, section: string) => {
    device.routerParams = { slug, section };
  };

  it('an answer is not shown as right before it is kept, and may be given again', async () => {
    opens('full-1', '1');
    render(<ReaderPage />);
    await turn();
    await tap(/做小题/);
    await tap(/二百元/, 'radio');
    device.storageLimit = 0;
    await tap('看对错');
    expect(screen.getByText('手机存储满了，没存下，请清理后再答')).toBeTruthy();
    expect(screen.queryByText('公民二百元以下。')).toBeNull();
    expect(screen.queryByRole('button', { name: /学懂了/ })).toBeNull();
    expect(screen.getByRole('radio', { name: /二百元/ }).getAttribute('aria-checked')).toBe('true');
    device.storageLimit = 10_000_000;
    await tap('看对错');
    await tap(/学懂了/);
    expect(reports().map((one) => one.answers)).toEqual([[{ questionId: 'c1', chosen: ['b'] }]]);
  });

  it('one reads on, is told on leaving, and what was read goes out with the next leaving', async () => {
    opens('full-2', '0');
    render(<ReaderPage />);
    await turn();
    device.storageLimit = 0;
    await tap(/下一节/);
    expect(screen.getByText('第 2 节，共 2 节')).toBeTruthy();
    const hide = () => act(() => hidePage());
    hide();
    await turn();
    expect(screen.getByText(/手机存储满了/)).toBeTruthy();
    expect(reports()).toEqual([]);
    device.storageLimit = 10_000_000;
    hide();
    await turn();
    expect(reports()).toMatchObject([{ positionBp: 5000, answers: [] }]);
  });
});

describe('a picture', () => {
  const shown = 'the bytes of a picture';
  const sha256 = createHash('sha256').update(JSON.stringify(shown)).digest('hex');
  const image = { name: 'two-ids.jpg', sha256, width: 1200, height: 900 };
  const drawn: Piece = {
    ...piece,
    body: '开头。\n\n![左边两个证，右边一个证](two-ids.jpg)\n\n## 一、先亮证\n\n说身份。',
    images: [image],
  };
  const kept = `http://usr/photos/piece-${sha256}`;
  const picture = () => screen.getByRole('img', { name: /左边两个证，右边一个证/ });
  const place = () => picture().style.paddingTop;
  const source = () => picture().querySelector('img')?.getAttribute('src');
  const downloads = () =>
    device.requests.filter(({ url }: FakeRequest) => url.includes('/images/')).length;

  function answer(bytes: () => unknown) {
    device.answer = ({ url }) => ({
      statusCode: 200,
      data: url.endsWith(`/study/images/${sha256}`) ? bytes() : drawn,
    });
  }

  it('is fetched once, shown in the place that was held for it, and stays without a network', async () => {
    answer(() => shown);
    const page = render(<ReaderPage />);
    await turn();
    expect([source(), place()]).toEqual([kept, '75%']);
    page.unmount();
    act(() => setNetwork('none'));
    render(<ReaderPage />);
    await turn();
    expect(source()).toBe(kept);
    expect(downloads()).toBe(1);
  });

  it('of a later section is on the phone as soon as the piece was opened', async () => {
    const ahead = 'the bytes of another picture';
    const hash = createHash('sha256').update(JSON.stringify(ahead)).digest('hex');
    device.networkType = 'wifi';
    device.answer = ({ url }) => ({
      statusCode: 200,
      data: url.endsWith(`/study/images/${hash}`)
        ? ahead
        : {
            ...drawn,
            slug: 'later',
            body: `${piece.body}\n\n![后面那张](later.jpg)`,
            images: [{ ...image, name: 'later.jpg', sha256: hash }],
          },
    });
    device.routerParams = { slug: 'later' };
    render(<ReaderPage />);
    await turn();
    expect(screen.getByText('第 1 节，共 2 节')).toBeTruthy();
    act(() => setNetwork('none'));
    await tap(/下一节/);
    const later = screen.getByRole('img', { name: '后面那张' });
    expect(later.querySelector('img')?.getAttribute('src')).toBe(`http://usr/photos/piece-${hash}`);
    expect(downloads()).toBe(1);
  });

  it('is told in words where it has not come, in the same place, and comes with the network', async () => {
    device.networkType = 'wifi';
    answer(() => {
      throw new Error('no network');
    });
    render(<ReaderPage />);
    await turn();
    expect(screen.getByText('左边两个证，右边一个证')).toBeTruthy();
    expect([source(), place()]).toEqual([undefined, '75%']);
    expect(picture().getAttribute('aria-label')).toContain('图还没取到');
    answer(() => shown);
    act(() => setNetwork('none'));
    act(() => setNetwork('wifi'));
    await turn();
    expect(source()).toBe(kept);
    expect(picture().getAttribute('aria-label')).toBe('左边两个证，右边一个证');
  });

  it('is not kept where a network on the way answers something else', async () => {
    answer(() => '<html>sign in first</html>');
    render(<ReaderPage />);
    await turn();
    expect(source()).toBeUndefined();
    expect(device.files.has(kept)).toBe(false);
  });

  it('is shown by a phone without room, until the app is closed', async () => {
    answer(() => shown);
    jest.spyOn(fileSystem, 'copyFile').mockImplementationOnce(({ fail }) => {
      fail?.({ errMsg: 'copyFile:fail the maximum size of the file storage limit is exceeded' });
    });
    render(<ReaderPage />);
    await turn();
    expect(source()).toMatch(/^http:\/\/tmp\//);
  });
});
