import fc from 'fast-check';
import type { BankQuestionDetail } from '@qiangji/shared-types';
import { keyedQuestion } from '../../../../shared-types/src/quiz/question.test-kit';
import { addOption, draftOf, emptyForm, formOf, lacksInForm } from './edit.form';

describe('a question in the form', () => {
  it('comes out as it went in, whatever its kind', () => {
    fc.assert(
      fc.property(keyedQuestion, (keyed) => {
        const question = {
          ...keyed,
          explanation: '道理',
          topic: 'uniform',
          law: { name: '法', article: '条', version: '版' },
          difficulty: 3,
          author: null,
        };
        const form = formOf(question as BankQuestionDetail);
        expect(draftOf(form)).toEqual(question);
        expect(lacksInForm(form)).toBeUndefined();
      }),
    );
  });

  it('says what it still lacks, one thing at a time', () => {
    const single = { ...emptyForm('single', 'uniform'), stem: '哪个对？' };
    expect(lacksInForm(single)).toBe('选项没写全');
    const options = single.options.map((one) => ({ ...one, text: one.id }));
    expect(lacksInForm({ ...single, options })).toBe('还没选哪个对');
    const right = options.map((one, i) => ({ ...one, right: i === 1 }));
    expect(lacksInForm({ ...single, options: right })).toBeUndefined();
    expect(lacksInForm({ ...single, options: right, lawName: '法' })).toBe(
      '法规、条款、版本要一起填',
    );
    const numeric = { ...emptyForm('numeric', 'uniform'), stem: '几日？' };
    expect(lacksInForm(numeric)).toBe('答案要填一个数');
    const fillIn = { ...emptyForm('fill_in', 'uniform'), stem: '先____再说' };
    expect(lacksInForm(fillIn)).toBe('在空的地方写 ____，再填每空的答案');
    expect(lacksInForm({ ...fillIn, blanks: ['亮证|出示证件'] })).toBeUndefined();
  });

  it('gives a new option an id that no other has', () => {
    const options = addOption([{ id: 'b', text: '乙', right: false }]);
    expect(addOption(options).map((one) => one.id)).toEqual(['b', 'a', 'c']);
  });
});
