import type { Workbook } from 'exceljs';

/** A file as somebody hands it in. */
export interface HandedIn {
  name: string;
  type: string;
  bytes: Buffer;
}

const asked = (stem: string) => ({ stem, media: [] });
const options = ['先亮证，说明来意', '先把东西搬上车', '先打电话请示'].map((text, i) => ({
  id: 'abc'.charAt(i),
  text,
}));
const model = {
  kind: 'short_answer',
  model: '先停手，请有执法证的队员到场；把看到的记下来，交给执法员接手；不开单、不收钱。',
  criteria: [
    { id: 'c1', text: '停手，请执法员到场', points: 5 },
    { id: 'c2', text: '记录并移交', points: 5 },
  ],
};

/** A question of every kind that has no options, with one that cannot be read and one that is known. */
const QUESTIONS = [
  {
    code: 'own-duty-b1',
    body: {
      kind: 'fill_in',
      ...asked('交班前，日志要在 [[when]] 写完；没办完的事写进 [[where]]，交给接班的人。'),
      blanks: [{ id: 'when' }, { id: 'where' }],
    },
    key: {
      kind: 'fill_in',
      blanks: [
        { id: 'when', accepted: ['当班', '当班内'] },
        { id: 'where', accepted: ['遗留事项', '遗留的事'] },
      ],
    },
  },
  {
    code: 'own-duty-n1',
    body: { kind: 'numeric', ...asked('每次执法行动，至少要带几部执法记录设备？'), unit: '部' },
    key: { kind: 'numeric', value: 2, tolerance: 0 },
  },
  {
    code: 'own-duty-s1',
    body: {
      kind: 'short_answer',
      ...asked('协管员独自巡查时碰到店家占道，店家不肯搬。这时候该怎么做，哪些事不能做？'),
      maxLength: 300,
    },
    key: model,
  },
  {
    code: 'own-duty-c1',
    body: {
      kind: 'case',
      ...asked(
        '中班快结束时，接到电话说菜场门口有人打架，围观的人越来越多。你和一名协管员离得最近，车上有两部记录仪，一部快没电了。',
      ),
      parts: [
        {
          id: 'p1',
          points: 3,
          body: { kind: 'single', ...asked('到场以后先做哪一件？'), options },
        },
        {
          id: 'p2',
          points: 2,
          body: { kind: 'numeric', ...asked('到场时至少要有几部记录设备开着？'), unit: '部' },
        },
        {
          id: 'p3',
          points: 5,
          body: {
            kind: 'short_answer',
            ...asked('下班时间到了，事情没处理完，怎么交班？'),
            maxLength: 300,
          },
        },
      ],
    },
    key: {
      kind: 'case',
      parts: [
        { id: 'p1', key: { kind: 'single', answer: ['a'] } },
        { id: 'p2', key: { kind: 'numeric', value: 2, tolerance: 0 } },
        { id: 'p3', key: model },
      ],
    },
  },
  {
    code: 'own-duty-x1',
    body: { kind: 'single', ...asked('这一题的答案指了一个没有的选项'), options },
    key: { kind: 'single', answer: ['e'] },
  },
  {
    code: 'own-duty-t1',
    body: {
      kind: 'numeric',
      ...asked('告知听证权后，当事人要在几个工作日内提出听证的要求？'),
      unit: '日',
    },
    key: { kind: 'numeric', value: 5, tolerance: 0 },
  },
];

export function dutyFile(): HandedIn {
  const questions = QUESTIONS.map((one) => ({
    ...one,
    explanation: '按大队的勤务规定，当班的事当班记清、交清。',
    topic: 'duty_log',
    difficulty: 2,
  }));
  const file = { format: 'qiangji-questions', version: 1, questions };
  return {
    name: '勤务题.json',
    type: 'application/json',
    bytes: Buffer.from(JSON.stringify(file)),
  };
}

/** A table whose headings are not ours. */
export async function foreignTable(book: Workbook): Promise<HandedIn> {
  const sheet = book.addWorksheet('题目');
  sheet.addRow(['序号', '问题内容', '甲', '乙', '丙', '正确选项', '说明', '出处']);
  sheet.addRow([
    1,
    '巡查时先做什么？',
    '亮证',
    '搬东西',
    '打电话',
    'A',
    '先亮证，再说明。',
    '勤务手册 第 3 页',
  ]);
  sheet.addRow([
    2,
    '交班时日志写到哪里？',
    '当班',
    '第二天',
    '周末',
    'A',
    '当班写完。',
    '勤务手册 第 9 页',
  ]);
  return {
    name: '别的单位的题.xlsx',
    type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    bytes: Buffer.from(await book.xlsx.writeBuffer()),
  };
}
