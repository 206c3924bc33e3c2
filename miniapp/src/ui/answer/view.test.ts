import type { QuestionBody } from '@qiangji/shared-types';
import { chooseOption, isFieldRight, keyWords, lacksInAnswer, withBlank, withPart } from './view';

const fillIn = {
  kind: 'fill_in' as const,
  stem: '[[x]]前告知，[[y]]后送达',
  media: [],
  blanks: [{ id: 'y' }, { id: 'x' }],
};
const fillInKey = {
  kind: 'fill_in' as const,
  blanks: [
    { id: 'x', accepted: ['决定', '处罚决定'] },
    { id: 'y', accepted: ['宣告'] },
  ],
};
const numeric = { kind: 'numeric' as const, stem: '几日', media: [], unit: '日' };
const scenario: QuestionBody = {
  kind: 'case',
  stem: '街面',
  media: [],
  parts: [
    { id: 'p1', points: 2, body: numeric },
    { id: 'p2', points: 3, body: fillIn },
  ],
};

describe('an answer on its way', () => {
  it('says what it lacks, kind by kind', () => {
    expect(lacksInAnswer(fillIn, null)).toBe('还有 2 空没填');
    const one = withBlank(null, 'x', '决定');
    expect(lacksInAnswer(fillIn, one)).toBe('还有 1 空没填');
    expect(lacksInAnswer(fillIn, withBlank(one, 'y', '宣告'))).toBeUndefined();
    expect(lacksInAnswer(numeric, { kind: 'numeric', text: '三日' })).toBe('只填数字');
    expect(lacksInAnswer(numeric, { kind: 'numeric', text: '３日' })).toBeUndefined();
    const part = withPart(null, 'p1', { kind: 'numeric', text: '3' });
    expect(lacksInAnswer(scenario, part)).toBe('还有 1 小题没答完');
    const all = withPart(part, 'p2', withBlank(one, 'y', '宣告'));
    expect(lacksInAnswer(scenario, all)).toBeUndefined();
  });

  it('is chosen one at a time, or several where several may be right', () => {
    expect(chooseOption('single', ['a'], 'b')).toEqual(['b']);
    expect(chooseOption('multiple', ['a'], 'b')).toEqual(['a', 'b']);
    expect(chooseOption('multiple', ['a', 'b'], 'a')).toEqual(['b']);
  });

  it('is marked field by field, and the key is put into words', () => {
    const given = withBlank(withBlank(null, 'x', ' 处罚决定 '), 'y', '送达');
    expect(isFieldRight(fillIn, fillInKey, given, 'x')).toBe(true);
    expect(isFieldRight(fillIn, fillInKey, given, 'y')).toBe(false);
    expect(keyWords(fillIn, fillInKey)).toBe('第 1 空：决定 或 处罚决定；第 2 空：宣告');
    const key = { kind: 'numeric' as const, value: 15, tolerance: 1 };
    expect(keyWords(numeric, key)).toBe('15 日，上下差 1 以内都算对');
    expect(isFieldRight(numeric, key, { kind: 'numeric', text: '16' })).toBe(true);
  });
});
