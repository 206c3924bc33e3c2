import fc from 'fast-check';
import { highlight, plainText, searchPieces, type SearchedPiece } from './study.search';

const penalty: SearchedPiece = {
  slug: 'on-spot',
  title: '当场处罚怎么做',
  summary: '二百、三千、一百',
  body: '开头。\n\n## 一、能不能当场决定\n\n对公民**二百元以下**罚款。\n\n## 三、当场收缴\n\n一百元以下可以当场收缴，其余到银行缴。',
};
const recorder: SearchedPiece = {
  slug: 'recorder',
  title: '记录仪怎么用',
  summary: '全程开机',
  body: '## 一、开机\n\n从亮证前就开机，TF卡要有空间。',
};
const pieces = [penalty, recorder];

describe('search in the handbook', () => {
  it('finds the section and marks the words', () => {
    const [hit] = searchPieces(pieces, '当场收缴');
    expect(hit).toMatchObject({ slug: 'on-spot', section: 1, sectionTitle: '三、当场收缴' });
    expect(hit?.snippet.filter((run) => run.hit).map((run) => run.text)).toContain('当场收缴');
  });

  it('wants all words of a query and does not mind width, case or marks', () => {
    expect(searchPieces(pieces, '二百元 公民').map((hit) => hit.section)).toEqual([0]);
    expect(searchPieces(pieces, 'ｔｆ卡')[0]?.slug).toBe('recorder');
    expect(searchPieces(pieces, '二百元以下罚款')[0]?.section).toBe(0);
  });

  it('finds what is said a little differently', () => {
    expect(searchPieces(pieces, '当场收缴罚款')[0]?.slug).toBe('on-spot');
    expect(searchPieces(pieces, '渣土')).toEqual([]);
    expect(searchPieces(pieces, '  ')).toEqual([]);
  });

  it('puts a piece that is named so first', () => {
    expect(searchPieces(pieces, '记录仪')[0]?.slug).toBe('recorder');
  });
});

describe('marking', () => {
  it('loses no character, whatever is searched in whatever text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        fc.array(fc.string({ minLength: 1 })),
        (text, terms) => {
          expect(
            highlight(text, terms)
              .map((run) => run.text)
              .join(''),
          ).toBe(text);
        },
      ),
    );
    expect(highlight('一百元和一百', ['一百'])).toEqual([
      { text: '一百', hit: true },
      { text: '元和', hit: false },
      { text: '一百', hit: true },
    ]);
  });

  it('leaves out what is not read', () => {
    expect(
      plainText('## 一、标题\n\n**重**点，见[原文](https://a.cn/x)\n\n![图](b.png)\n- 项'),
    ).toBe('一、标题 重点，见原文 项');
  });
});
