import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '..');
const SOURCES = ['miniapp/src', 'server/src', 'shared-types/src'];

/** What no screen and no message says, and what is said in its place. */
const OTHER_NAMES: [word: string, instead: string][] = [
  ['您', '你'],
  ['定期自查', '月度自查'],
  ['整改超期', '改正超期'],
  ['已对公布文本', '已对存档文本'],
];

function filesOf(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => join(folder, name));
}

describe('the words of screens and messages', () => {
  const files = SOURCES.flatMap(filesOf).map((path) => ({
    path,
    text: readFileSync(join(root, path), 'utf8'),
  }));

  it('are read from the sources', () => {
    expect(files.filter(({ text }) => text.includes('你')).length).toBeGreaterThan(10);
  });

  it.each(OTHER_NAMES)('never %s, but %s: one thing has one name', (word) => {
    expect(files.filter(({ text }) => text.includes(word)).map(({ path }) => path)).toEqual([]);
  });
});
