import {
  addQuestion,
  emptyPiece,
  importedText,
  lacksToKeep,
  lacksToPublish,
  ofType,
  previewOf,
} from './piece.form';

const whole = {
  ...emptyPiece(null),
  ...{ title: '本局的一篇', topic: 'political', summary: '一句话', body: '正文' },
  questions: [
    {
      ...{ id: 'q1', type: 'single' as const, stem: '哪个？', answer: ['a'], explanation: '甲' },
      options: [
        { id: 'a', text: '甲' },
        { id: 'b', text: '乙' },
      ],
    },
  ],
};

it('says in words what keeps a form from being kept, and from being read', () => {
  expect(lacksToKeep(emptyPiece(null))).toBe('还没写标题');
  expect(lacksToKeep({ ...whole, topic: '' })).toBe('还没选专题');
  expect(lacksToKeep({ ...whole, body: '字'.repeat(100_000) })).toContain('正文太长');
  expect(lacksToKeep({ ...whole, body: '<script>alert(1)</script>' })).toContain('正文第 1 行');
  expect(lacksToKeep({ ...whole, summary: '', questions: [] })).toBeUndefined();
  expect(lacksToPublish({ ...whole, questions: [] })).toContain('至少出一道小题');
  expect(lacksToPublish(whole)).toBeUndefined();
});

it('gives no question an id that the piece has had', () => {
  const [first] = whole.questions;
  expect(addQuestion([], [first!]).map(({ id }) => id)).toEqual(['q2']);
  expect(addQuestion(addQuestion([first!])).map(({ id }) => id)).toEqual(['q1', 'q2', 'q3']);
});

it('keeps words and answer of a question whose kind is changed, where they still fit', () => {
  const [first] = whole.questions;
  const many = ofType(first!, 'multiple');
  expect(many).toMatchObject({ options: first!.options, answer: ['a'] });
  expect(ofType({ ...many, answer: ['b', 'a'] }, 'single').answer).toEqual(['b']);
  const judged = ofType(many, 'true_false');
  expect(judged.options.map(({ text }) => text)).toEqual(['对', '错']);
  expect(judged.answer).toEqual([]);
  expect(ofType(judged, 'single').options.every(({ text }) => text === '')).toBe(true);
});

describe('what is imported', () => {
  it('is Markdown as it is, its first heading the title', () => {
    const text = '\r\n# 冬训\r\n\r\n开头。\r\n\r\n## 一、练什么\r\n\r\n- 队列';
    expect(importedText(text)).toEqual({
      title: '冬训',
      body: '开头。\n\n## 一、练什么\n\n- 队列',
    });
  });

  it('is what an office program copies, a line a paragraph and a numbered line a heading', () => {
    const text = '冬训安排𠮷\n一、练什么\n\u3000\u3000队列和手势。\n二、怎么练\n每周两次。';
    expect(importedText(text)).toEqual({
      title: '冬训安排𠮷',
      body: '## 一、练什么\n\n队列和手势。\n\n## 二、怎么练\n\n每周两次。',
    });
  });
});

it('shows a form as its readers will see it, no sample and nobody’s progress', () => {
  expect(previewOf({ ...whole, title: '' }, undefined)).toMatchObject({
    ...{ title: '还没写标题', sample: false, progress: null, images: [], body: '正文' },
    questionCount: 1,
  });
});
