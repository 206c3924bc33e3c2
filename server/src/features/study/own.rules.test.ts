import { UNCHANGED, wasRead } from './own.rules';

type Step = Parameters<typeof wasRead>[0][number];

const turn = (type: Step['type'], text = ''): Step => ({ type, text });
const [written, changed] = [turn('written'), turn('changed')];
const [published, down] = [turn('published'), turn('taken_down')];

it.each<[string, Step[], boolean]>([
  ['a draft', [written, changed], false],
  ['what is in use', [written, published], true],
  ['what was in use until it was taken down', [written, published, down], true],
  ['what was changed in use', [written, published, changed], true],
  ['what was changed in use and taken down since', [written, published, changed, down], true],
  ['what was written while it was taken down', [written, published, down, changed], false],
  ['the same, back in use', [written, published, down, changed, published], true],
  ['the same, back and down again', [written, published, down, changed, published, down], true],
  ['what came after that', [written, published, down, changed, published, down, changed], false],
  ['what was saved as it was', [written, published, down, turn('changed', UNCHANGED)], true],
])('says of %s whether people read it', (_, events, expected) => {
  expect(wasRead(events)).toBe(expected);
});
