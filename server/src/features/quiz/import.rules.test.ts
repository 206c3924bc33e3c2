import { sameContent } from './content.rules';
import { IMPORT_HEADINGS, readQuestions } from './import.rules';

const topics = new Map([
  ['亮证持证', 'enforcement_id'],
  ['enforcement_id', 'enforcement_id'],
]);

const good = {
  题型: '单选',
  题干: '出示证件的时机是：',
  选项A: '决定送达时',
  选项B: '开始询问之前',
  答案: 'b',
  解析: '先亮证，再询问。',
  专题: '亮证持证',
};

function row(number: number, cells: Record<string, string>) {
  const empty = Object.fromEntries(IMPORT_HEADINGS.map((name) => [name, '']));
  return { number, cells: { ...empty, ...cells } };
}

function wrong(change: Record<string, string>) {
  return readQuestions([row(2, { ...good, ...change })], topics).details;
}

describe('questions from a filled template', () => {
  it('are read with options known by identity', () => {
    const rows = [
      row(2, good),
      row(3, {
        ...good,
        题型: '多选题',
        题干: '哪些要两人？',
        选项C: '检查',
        答案: 'A、C',
        难度: '3',
      }),
      row(4, { ...good, 题型: '判断', 题干: '可以一个人查。', 选项A: '', 选项B: '', 答案: '×' }),
    ];
    const { questions, details } = readQuestions(rows, topics);
    expect(details).toEqual([]);
    expect(
      questions.map(({ content: { key, difficulty } }) => [
        key.kind,
        'answer' in key && key.answer,
        difficulty,
      ]),
    ).toEqual([
      ['single', ['b'], 2],
      ['multiple', ['a', 'c'], 3],
      ['true_false', ['b'], 2],
    ]);
    expect(questions[2]?.content.body).toHaveProperty('options', [
      { id: 'a', text: '对' },
      { id: 'b', text: '错' },
    ]);
  });

  it('get the same code for the same question, so that a file twice adds nothing twice', () => {
    const read = () => readQuestions([row(2, good)], topics).questions[0]?.code;
    expect(read()).toBe(read());
    expect(readQuestions([row(2, { ...good, 编号: 'w-001' })], topics).questions[0]?.code).toBe(
      'w-001',
    );
  });

  it('are refused by place, each wrong cell of each row', () => {
    const rows = [
      row(2, { ...good, 题型: '填空' }),
      row(3, { ...good, 答案: 'AB', 解析: '' }),
      row(4, { ...good, 题型: '多选', 答案: 'A' }),
      row(5, { ...good, 答案: 'E' }),
      row(6, { ...good, 选项D: '都行' }),
      row(7, { ...good, 专题: '不存在' }),
    ];
    const places = readQuestions(rows, topics).details.map(
      ({ path, reason }) => `${path}：${reason}`,
    );
    expect(places).toEqual([
      '第 2 行，题型：not_allowed',
      '第 3 行，解析：missing',
      '第 3 行，答案：not_single',
      '第 4 行，答案：not_multiple',
      '第 5 行，答案：no_such_option',
      '第 6 行，选项C：missing',
      '第 7 行，专题：not_allowed',
    ]);
  });

  it('need law, article and version together, and sensible cells', () => {
    expect(wrong({ 法规: '行政处罚法' }).map((one) => one.path)).toEqual([
      '第 2 行，条款',
      '第 2 行，版本',
    ]);
    expect(wrong({ 选项B: '决定送达时' })[0]).toMatchObject({
      path: '第 2 行，选项B',
      reason: 'repeated',
    });
    expect(wrong({ 难度: '9' })[0]).toMatchObject({ path: '第 2 行，难度' });
    expect(wrong({ 编号: '甲-1' })[0]).toMatchObject({ path: '第 2 行，编号' });
    expect(wrong({ 题干: '字'.repeat(501) })[0]).toMatchObject({ reason: 'too_long' });
    expect(wrong({ 题型: '判断', 答案: '也许' })[0]).toMatchObject({ path: '第 2 行，答案' });
    expect(wrong({ 答案: '' })[0]).toMatchObject({ path: '第 2 行，答案', reason: 'missing' });
  });

  it('may not come twice in one file, and a file without rows says so', () => {
    const twice = readQuestions([row(2, good), row(5, good)], topics);
    expect(twice.details[0]).toMatchObject({ path: '第 5 行，题干', reason: 'repeated' });
    expect(readQuestions([], topics).details[0]).toMatchObject({ reason: 'no_rows' });
  });

  it('are a new version only when something that is asked has changed', () => {
    const content = readQuestions([row(2, good)], topics).questions[0]!.content;
    const { key } = readQuestions([row(2, { ...good, 题型: '多选', 答案: 'AB' })], topics)
      .questions[0]!.content;
    const turned = { kind: 'multiple' as const, answer: ['b', 'a'] };
    expect(sameContent({ ...content, key }, { ...content, key: turned })).toBe(true);
    expect(sameContent(content, { ...content, explanation: '改了' })).toBe(false);
  });
});
