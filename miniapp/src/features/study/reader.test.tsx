import { act, fireEvent, render, screen } from '@testing-library/react';
import type { Piece } from '@qiangji/shared-types';
import { device, resetDevice, type FakeRequest } from '../../../test/mocks/taro-device';
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

beforeAll(() => {
  resetDevice();
  startPhone();
});

beforeEach(() => {
  resetDevice();
  setSession(sessionOf('a'));
  device.routerParams = { slug: 'on-spot' };
  device.answer = ({ method }) =>
    method === 'GET'
      ? { statusCode: 200, data: piece }
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
