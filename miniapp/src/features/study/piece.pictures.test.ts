import fc from 'fast-check';
import {
  addPicture,
  dropPicture,
  movePicture,
  picturesIn,
  sayPicture,
  textSections,
} from './piece.pictures';

const idOf = (n: number) => `0190a000-0000-7000-8000-0000000000${String(n).padStart(2, '0')}`;
const BODY = '开头。\n\n## 练什么\n\n队列。\n\n## 怎么练\n\n每周两次。\n';
const titles = (body: string) => textSections(body).map(({ title }) => title);

it('puts a picture where it was asked, says what it shows, moves it and takes it out', () => {
  const added = addPicture(BODY, idOf(1));
  expect(added).toBe(`${BODY.trimEnd()}\n\n![](${idOf(1)})\n`);
  const said = sayPicture(added, idOf(1), '站成[两]排\n看齐');
  const [picture] = picturesIn(said);
  expect(picture).toEqual({ mediaId: idOf(1), words: '站成【两】排 看齐', section: 2 });
  const moved = movePicture(said, picture!, 1);
  expect(moved).toContain(`队列。\n\n![站成【两】排 看齐](${idOf(1)})\n\n## 怎么练`);
  expect(dropPicture(moved, idOf(1)).trimEnd()).toBe(BODY.trimEnd());
});

it('begins an empty text, and leaves what is no picture of ours', () => {
  expect(addPicture('', idOf(1))).toBe(`![](${idOf(1)})\n`);
  expect(picturesIn('![图](a.jpg)')).toEqual([]);
  expect(dropPicture('![图](a.jpg)', 'a')).toBe('![图](a.jpg)');
  // A beginning that held nothing but the picture is gone with it.
  const first = movePicture(
    `![甲](${idOf(1)})\n\n## 一\n\n字`,
    picturesIn(`![甲](${idOf(1)})`)[0]!,
    1,
  );
  expect(first).toBe(`## 一\n\n字\n\n![甲](${idOf(1)})\n`);
});

it('keeps every word and heading of a text, whatever is put in, moved and taken out', () => {
  const line = fc.constantFrom('## 一', '## 二', '字', '', '- 条', '两行\n字');
  const body = fc.array(line, { maxLength: 8 }).map((lines) => lines.join('\n\n'));
  const wordsOf = (text: string) => text.split('\n').filter((one) => one.trim() !== '');
  fc.assert(
    fc.property(body, fc.nat(8), fc.nat(8), (text, from, to) => {
      const added = addPicture(text, idOf(1), from, '图');
      const [picture] = picturesIn(added);
      const moved = movePicture(added, picture!, to);
      expect(picturesIn(moved)).toHaveLength(1);
      expect(titles(moved).filter(Boolean)).toEqual(titles(text).filter(Boolean));
      expect(wordsOf(dropPicture(moved, idOf(1)))).toEqual(wordsOf(text));
    }),
  );
});
