import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import type { OwnPiece, PieceDraft } from '@qiangji/shared-types';
import { setSession } from '@/platform/session/session.store';
import { device, resetDevice, type FakeRequest } from '../../../../../test/mocks/taro-device';
import { ownPieceOf } from '../../../../../test/piece-fixture';
import { sessionOf } from '../../../../../test/session-fixture';
import { startPhone } from '../../../../../test/start-phone';
import { turn } from '../../../../../test/turn';
import WritePage from './index';

const CHOICES = {
  topics: [{ topic: 'political', name: '政治学习', group: '方案与政治' }],
  samples: [{ slug: 'constitution-day', title: '国家宪法日' }],
};

interface Sent {
  path: string;
  opId: string;
  revision?: number;
  readAgain?: boolean;
  state?: string;
  draft: PieceDraft;
}

const sent = (): Sent[] =>
  device.requests
    // Pictures are sent as files.
    .filter(({ method, filePath }: FakeRequest) => method === 'POST' && filePath === undefined)
    .map(({ url, data }: FakeRequest) => ({
      ...(JSON.parse(String(data)) as Sent),
      path: url.replace(/^.*\/study/, ''),
    }));

/** What the service holds; what a write answers. */
let piece: OwnPiece;
let refused: { statusCode: number; code: string; message: string } | undefined;

function refusal({ statusCode, code, message }: NonNullable<typeof refused>) {
  return { statusCode, data: { code, message, details: [], requestId: 'r' } };
}

async function open(params: Record<string, string> = {}) {
  device.routerParams = params;
  const view = render(<WritePage />);
  await turn();
  return view;
}

const field = (label: string) => screen.getByLabelText(label);
const type = (label: string, value: string) =>
  fireEvent.change(field(label), { target: { value } });
const press = async (name: string | RegExp) => {
  fireEvent.click(screen.getByRole('button', { name }));
  await turn();
};

beforeAll(() => {
  process.env.TARO_ENV = 'h5';
});

beforeEach(() => {
  startPhone();
  resetDevice();
  setSession(sessionOf('a'));
  piece = ownPieceOf();
  refused = undefined;
  device.answer = ({ method, url }) => {
    if (url.endsWith('/choices')) return { statusCode: 200, data: CHOICES };
    if (method === 'POST' && refused) return refusal(refused);
    if (method === 'POST') piece = { ...piece, revision: piece.revision + 1 };
    return { statusCode: 200, data: piece };
  };
});

it('keeps a new piece as a draft with no more than a title and a topic', async () => {
  await open();
  expect(screen.getByRole('button', { name: '还没写标题' })).toBeTruthy();
  type('标题', '冬训');
  type('专题', 'political');
  await press('存草稿');
  const [first] = sent();
  expect(first).toMatchObject({ path: '/kept', draft: { title: '冬训', questions: [] } });
  expect(device.navigations.at(-1)).toContain('switchTab');
});

/** A whole piece with one question. */
async function writeWhole() {
  for (const [label, words] of [
    ['标题', '本局的宪法日'],
    ['专题', 'political'],
    ['一句话简介', '学什么'],
    ['正文', '正文。'],
  ] as const) {
    type(label, words);
  }
  await press('加一道小题');
  type('第 1 道小题，题目', '哪一天？');
  type('第 1 道小题，选项 A', '12 月 4 日');
  type('第 1 道小题，选项 B', '1 月 1 日');
  type('第 1 道小题，选项 C', '5 月 4 日');
  type('第 1 道小题，为什么', '那天是国家宪法日。');
  fireEvent.click(screen.getByRole('radio', { name: '第 1 道小题，选项 A 是对的' }));
}

it('begins in place of a sample, and is put into use once it is whole', async () => {
  await open({ replaces: 'constitution-day' });
  await writeWhole();
  await press('存下并发布');
  const [written, put] = sent();
  expect(written?.draft).toMatchObject({
    replaces: 'constitution-day',
    questions: [{ id: 'q1', answer: ['a'] }],
  });
  expect(put).toMatchObject({ path: '/kept/own-1/state', state: 'published', revision: 3 });
});

it('makes no second piece where it was kept and could not be put into use', async () => {
  const { answer } = device;
  device.answer = async (request) => {
    if (request.url.endsWith('/state')) {
      return refusal({ statusCode: 409, code: 'STATE_CONFLICT', message: '在用的已有 150 篇' });
    }
    const given = await answer(request);
    const { draft } = JSON.parse(request.data ?? '{}') as Partial<Sent>;
    return draft ? { ...given, data: { ...piece, draft, wasPublished: false } } : given;
  };
  const view = await open();
  await writeWhole();
  await press('存下并发布');
  expect(document.body.textContent).toContain('在用的已有 150 篇');
  expect((field('正文') as HTMLTextAreaElement).value).toBe('正文。');
  await press('存下并发布');
  const paths = ['/kept', '/kept/own-1/state', '/kept/own-1', '/kept/own-1/state'];
  expect(sent().map(({ path }) => path)).toEqual(paths);
  view.unmount();
  await open();
  expect((field('标题') as HTMLInputElement).value).toBe('');
});

it('asks of a piece in use whether a change is to be read again', async () => {
  await open({ slug: 'own-1' });
  type('正文', '改了一个字。');
  expect(screen.getByRole('button', { name: '先选改的是小处还是内容' })).toBeTruthy();
  fireEvent.click(screen.getByRole('radio', { name: /内容变了/ }));
  await press('存下改动');
  expect(sent()[0]).toMatchObject({
    ...{ path: '/kept/own-1', revision: 2, readAgain: true },
    draft: { body: '改了一个字。', title: '冬训安排' },
  });
});

it('loses no word where somebody else was first: theirs is shown, one’s own goes on from it', async () => {
  await open({ slug: 'own-1' });
  type('正文', '我写的。');
  fireEvent.click(screen.getByRole('radio', { name: /改小处/ }));
  piece = ownPieceOf({
    revision: 5,
    changedBy: '田法',
    draft: { ...piece.draft, title: '对方改的标题', body: '对方写的。' },
  });
  refused = { statusCode: 409, code: 'VERSION_CONFLICT', message: '田法刚改过这一篇' };
  await press('存下改动');
  expect(document.body.textContent).toContain('田法刚改过这一篇');
  expect((field('正文') as HTMLTextAreaElement).value).toBe('我写的。');
  expect(screen.getByText(/^田法，/)).toBeTruthy();
  refused = undefined;
  await press('留我写的，接着存');
  expect((field('标题') as HTMLInputElement).value).toBe('对方改的标题');
  await press('存下改动');
  expect(sent().at(-1)).toMatchObject({
    ...{ revision: 5, readAgain: false },
    draft: { title: '对方改的标题', body: '我写的。' },
  });
});

it('has what was half written back after the page was closed, and not what was kept', async () => {
  const first = await open({ slug: 'own-1' });
  type('正文', '写到一半');
  first.unmount();
  const second = await open({ slug: 'own-1' });
  expect((field('正文') as HTMLTextAreaElement).value).toBe('写到一半');
  expect(screen.getByText('已恢复没记完的内容')).toBeTruthy();
  fireEvent.click(screen.getByRole('radio', { name: /改小处/ }));
  await press('存下改动');
  second.unmount();
  await open({ slug: 'own-1' });
  expect(screen.queryByText('已恢复没记完的内容')).toBeNull();
});

it('is the same act where its answer was lost on the way', async () => {
  await open();
  type('标题', '冬训');
  type('专题', 'political');
  const { answer } = device;
  device.answer = (request) => {
    if (request.method === 'POST') throw new Error('timeout');
    return answer(request);
  };
  await press('存草稿');
  device.answer = answer;
  await press('存草稿');
  const [one, again] = sent();
  expect(again).toEqual(one);
});

it('fills title and body from pasted text, and shows the piece as it is read', async () => {
  await open();
  fireEvent.click(screen.getByRole('radio', { name: '看样子' }));
  expect(screen.getByText(/^写了正文/)).toBeTruthy();
  fireEvent.click(screen.getByRole('radio', { name: '写' }));
  await press('导入文件或贴文字');
  type('贴到这里', '冬训安排\n一、练什么\n队列。');
  await press('用这段文字');
  expect((field('标题') as HTMLInputElement).value).toBe('冬训安排');
  expect((field('正文') as HTMLTextAreaElement).value).toBe('## 一、练什么\n\n队列。');
  fireEvent.click(screen.getByRole('radio', { name: '看样子' }));
  expect(screen.getByRole('heading', { name: '一、练什么' })).toBeTruthy();
});

it('fills them from a file, and says what to do with one that is no text', async () => {
  const { default: Taro } = await import('@tarojs/taro');
  Object.assign(Taro, {
    chooseMessageFile: ({ success }: { success: (chosen: object) => void }) =>
      success({ tempFiles: [{ path: 'http://tmp/a.md', name: 'a.md', size: 3 }] }),
  });
  const choose = async (bytes: Uint8Array) => {
    device.files.set('http://tmp/a.md', bytes);
    await press('选 .md 或 .txt 文件');
  };
  await open();
  await press('导入文件或贴文字');
  await choose(Uint8Array.of(0xff, 0xff, 0x00));
  expect(document.body.textContent).toContain('读不出文字');
  await choose(new Uint8Array(Buffer.from('# 从文件来\n\n好。')));
  expect((field('标题') as HTMLInputElement).value).toBe('从文件来');
});

describe('a picture of it', () => {
  const body = () => (field('正文') as HTMLTextAreaElement).value;
  const add = async () => {
    device.files.set('http://tmp/1', Uint8Array.of(0xff, 0xd8, 0xff, 0xe0));
    device.photos = ['http://tmp/1'];
    await press('加配图');
  };

  it('is sent at once, told in words, moved to another section and taken out', async () => {
    await open({ slug: 'own-1' });
    await add();
    await waitFor(() => expect(body()).toMatch(/队列。\n\n!\[\]\([0-9a-f-]{36}\)\n$/));
    const upload = device.requests.find(({ filePath }) => filePath !== undefined);
    expect(upload?.url).toContain('purpose=study');
    expect(screen.getByRole('button', { name: /的图没写它是什么/ })).toBeTruthy();
    type('配图 1，图上是什么', '站成两排');
    expect(body()).toContain('![站成两排](');
    type('配图 1，放在', '0');
    expect(body()).toMatch(/^开头。\n\n!\[站成两排\]\(.*\)\n\n## 练什么/);
    fireEvent.click(screen.getByRole('radio', { name: '看样子' }));
    expect(screen.getByRole('img', { name: /站成两排/ })).toBeTruthy();
    fireEvent.click(screen.getByRole('radio', { name: '写' }));
    await press('去掉配图 1');
    expect(body()).toBe('开头。\n\n## 练什么\n\n队列。');
  });

  it('takes no word away that was typed while it was on its way', async () => {
    await open({ slug: 'own-1' });
    let arrived = () => {};
    const onItsWay = new Promise<void>((done) => (arrived = done));
    const { answer } = device;
    device.answer = async (request) => {
      if (request.filePath !== undefined) await onItsWay;
      return answer(request);
    };
    await add();
    await waitFor(() =>
      expect(device.requests.some(({ filePath }) => filePath !== undefined)).toBe(true),
    );
    type('正文', '另写的。');
    arrived();
    await waitFor(() => expect(body()).toMatch(/^另写的。\n\n!\[\]\([0-9a-f-]{36}\)\n$/));
  });

  it('that the service refuses leaves the text as it is, and says why', async () => {
    await open({ slug: 'own-1' });
    refused = { statusCode: 415, code: 'UNSUPPORTED_MEDIA', message: '这不是照片' };
    await add();
    await waitFor(() => expect(document.body.textContent).toContain('这不是照片'));
    expect(body()).not.toContain('![');
  });
});
