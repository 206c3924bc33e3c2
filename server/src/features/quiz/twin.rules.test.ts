import {
  MAX_OPTIONS,
  MAX_PARTS,
  MAX_TWIN_LETTERS,
  MAX_TWIN_LINES,
  type QuestionBody,
  type QuestionKey,
} from '@qiangji/shared-types';
import { sidesOf } from './twin.rules';

interface Question {
  body: QuestionBody;
  key: QuestionKey;
}

const single = (stem: string, texts: readonly string[], right: number): Question => ({
  body: {
    kind: 'single',
    stem,
    media: [],
    options: texts.map((text, i) => ({ id: `o${i}`, text })),
  },
  key: { kind: 'single', answer: [`o${right}`] },
});
const filled = (accepted: string[]): Question => ({
  body: { kind: 'fill_in', stem: '先[[b1]]', media: [], blanks: [{ id: 'b1' }] },
  key: { kind: 'fill_in', blanks: [{ id: 'b1', accepted }] },
});
const marked = ({ own, other }: ReturnType<typeof sidesOf>) =>
  [own, other].map(({ lines }) =>
    lines.map(({ name, text, right, against }) => [name, text, right, against]),
  );

describe('two questions that are very like each other', () => {
  it('tell which option is right on one side only, whatever the order and width of the options', () => {
    const own = single('先做什么', ['亮证', '开单 A'], 0);
    const other = single('先做什么 ', ['开单Ａ', '亮证', '拍照'], 0);
    expect(marked(sidesOf(own, other))).toEqual([
      [
        ['题型', '单选', null, 'same'],
        ['题干', '先做什么', null, 'same'],
        ['选项 A', '亮证', true, 'judged'],
        ['选项 B', '开单 A', false, 'judged'],
      ],
      [
        ['题型', '单选', null, 'same'],
        ['题干', '先做什么 ', null, 'same'],
        ['选项 A', '开单Ａ', true, 'judged'],
        ['选项 B', '亮证', false, 'judged'],
        ['选项 C', '拍照', false, 'missing'],
      ],
    ]);
  });

  it('tell the accepted answers, and what only one kind has', () => {
    const { own, other } = sidesOf(filled(['亮证', '出示证件']), filled(['亮证']));
    const differs = { name: '第 1 空', right: null, against: 'differs' };
    expect(own.lines.at(-1)).toEqual({ ...differs, text: '亮证、出示证件' });
    expect(other.lines.at(-1)).toEqual({ ...differs, text: '亮证' });
    const [choice] = marked(sidesOf(single('先＿＿＿', ['亮证', '开单'], 0), filled(['亮证'])));
    expect(choice?.map(([name, , , against]) => [name, against])).toEqual([
      ['题型', 'differs'],
      ['题干', 'same'],
      ['选项 A', 'missing'],
      ['选项 B', 'missing'],
    ]);
  });

  it('count pictures and compare them by which they are', () => {
    const own = single('看图', ['甲', '乙'], 0);
    const media = ['01a20eda-eb15-7ae4-9269-75d86b4aeaab'];
    const other = { ...own, body: { ...own.body, media } };
    expect(sidesOf(own, other).other.lines[2]).toEqual({
      ...{ name: '图片', text: '1 张', right: null, against: 'missing' },
    });
  });

  it('stay within their bounds, and a difference beyond them is still told', () => {
    const long = '长'.repeat(500);
    const texts = (end: string) =>
      Array.from({ length: MAX_OPTIONS }, (_, i) => `${i}${long}${end}`);
    const of = (end: string): Question => {
      const { body, key } = single(long + end, texts(end), 0);
      const parts = Array.from({ length: MAX_PARTS }, (_, i) => ({
        id: `p${i}`,
        body,
        key,
        points: 1,
      }));
      return {
        body: { kind: 'case', stem: long + end, media: [], parts } as QuestionBody,
        key: { kind: 'case', parts } as QuestionKey,
      };
    };
    const { own } = sidesOf(of('甲'), of('乙'));
    expect(own.lines).toHaveLength(MAX_TWIN_LINES);
    expect(own.more).toBe(2 + MAX_PARTS * (3 + MAX_OPTIONS) - MAX_TWIN_LINES);
    expect(Math.max(...own.lines.map(({ text }) => text.length))).toBe(MAX_TWIN_LETTERS);
    expect(own.lines[1]).toMatchObject({ name: '题干', against: 'differs' });
  });
});
