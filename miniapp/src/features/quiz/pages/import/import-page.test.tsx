import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import Taro from '@tarojs/taro';
import type { QuestionImport } from '@qiangji/shared-types';
import { useCache } from '@/platform/resource/cache';
import { setSession } from '@/platform/session/session.store';
import { device, resetDevice, type FakeRequest } from '../../../../../test/mocks/taro-device';
import { sessionOf } from '../../../../../test/session-fixture';
import { settle } from '../../../../../test/settle';
import { startPhone } from '../../../../../test/start-phone';
import ImportPage from './index';

const ID = '01a20eda-eb15-7ae4-9269-75d86b4aeaab';
const FILE = 'http://tmp/题.xlsx';

const found: QuestionImport = {
  id: ID,
  fileName: '题.xlsx',
  format: 'xlsx',
  state: 'reading',
  progress: 0,
  total: null,
  refusal: null,
  columns: [],
  counts: { good: 0, bad: 0, fresh: 0, changed: 0, unchanged: 0, twins: 0 },
  preview: [],
  problems: [],
  twins: [],
  notes: [],
  kept: null,
};

/** What the service says at each look, one after the other; the last one stays. Null: no answer. */
let looks: (Partial<QuestionImport> | null)[];

function answer({ method, url }: FakeRequest) {
  if (!url.includes('/imports')) return { statusCode: 200, data: { topics: [] } };
  const look = looks.length > 1 ? looks.shift() : looks[0];
  if (!look) throw new Error('no answer');
  const made = method === 'POST' && !url.includes(ID);
  return { statusCode: made ? 201 : 200, data: { ...found, ...look } };
}

const text = () => document.body.textContent ?? '';

/** How much of the bar is filled; undefined where it is hatched, null where there is none. */
function filled(): string | null | undefined {
  const bar = document.querySelector('.qj-bar');
  if (!bar) return null;
  return bar.querySelector<HTMLElement>('.qj-bar__fill')?.style.width;
}

/** Until it is so; the page's own pause between two looks is waited for, nothing else. */
async function until(isSo: () => boolean): Promise<void> {
  const limit = Date.now() + 15_000;
  while (!isSo() && Date.now() < limit) await act(settle);
  expect([isSo(), text()]).toEqual([true, expect.anything()]);
}

async function handIn(): Promise<void> {
  render(<ImportPage />);
  fireEvent.click(screen.getByRole('button', { name: '选文件' }));
  await until(() => device.requests.some(({ method }) => method === 'POST'));
}

beforeAll(() => {
  startPhone();
  Object.assign(Taro, {
    chooseMessageFile: ({ success }: { success: (chosen: object) => void }) =>
      success({ tempFiles: [{ path: FILE, name: '题.xlsx', size: 3 }] }),
  });
});

beforeEach(() => {
  resetDevice();
  useCache.setState({}, true);
  setSession(sessionOf('a'));
  device.files.set(FILE, Uint8Array.of(1, 2, 3));
  device.answer = answer;
});

afterEach(cleanup);

it('shows how far a file was read, step by step, and then what is wrong in it', async () => {
  const problems = [{ place: '第 3 行，答案', reason: 'no_such_option', message: '没有选项 F' }];
  looks = [
    {},
    { progress: 5, total: 20 },
    null,
    { progress: 15, total: 20 },
    {
      state: 'ready',
      progress: 20,
      total: 20,
      counts: { ...found.counts, good: 19, bad: 1, fresh: 19 },
      problems,
    },
  ];
  await handIn();
  await until(() => text().includes('正在读：题.xlsx'));
  expect([filled(), text()]).toEqual([undefined, expect.stringContaining('题数还不知道')]);
  await until(() => text().includes('5 / 20 题'));
  expect(filled()).toBe('25%');
  // A look that finds nobody says so, and the next one goes on.
  await until(() => text().includes('暂时没有回应，文件在服务器上，会接着看'));
  expect(filled()).toBe('25%');
  await until(() => text().includes('15 / 20 题'));
  expect(filled()).toBe('75%');
  expect(text()).not.toContain('暂时没有回应');
  await until(() => text().includes('只收对的 19 题'));
  expect(filled()).toBeNull();
  expect(text()).toContain('第 3 行，答案');
  expect(text()).toContain('没有选项 F');

  looks = [
    { state: 'keeping', progress: 0, total: 19 },
    { state: 'keeping', progress: 10, total: 19 },
    { state: 'done', progress: 19, total: 19, kept: { added: 18, changed: 0, left: 1 } },
  ];
  fireEvent.click(screen.getByRole('button', { name: '只收对的 19 题' }));
  await until(() => text().includes('正在收进题库：题.xlsx'));
  expect(filled()).toBe('0%');
  await until(() => text().includes('10 / 19 题'));
  expect(filled()).toBe('52.6%');
  await until(() => text().includes('收好了'));
  expect(filled()).toBeNull();
  expect(text()).toContain('新增 18 题，没动 1 题');
});

it('ends with why, where the file as a whole was refused', async () => {
  looks = [{}, { state: 'refused', refusal: '只认 .xlsx 表格，请用模板另存后再传' }];
  await handIn();
  await until(() => text().includes('只认 .xlsx 表格'));
  expect(filled()).toBeNull();
  expect(text()).not.toContain('正在读');
  const again = screen.getByRole('button', { name: '选文件' });
  expect(again.getAttribute('aria-disabled')).not.toBe('true');
});

it('says by which encoding a text was read, and to look at its letters where that was a guess', async () => {
  const counts = { ...found.counts, good: 1, fresh: 1 };
  looks = [{ state: 'ready', counts, encoding: 'GBK' }];
  await handIn();
  await until(() => text().includes('按 GBK 读的，看看下面的字对不对'));
});

it('says why a file did not even reach the service', async () => {
  looks = [null];
  await handIn();
  await until(() => text().includes('网络没有回应，内容没丢'));
  expect(filled()).toBeNull();
});
