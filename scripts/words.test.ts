import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '..');
const SOURCES = ['miniapp/src', 'server/src', 'shared-types/src'];
/** What ships to be read; it quotes how one speaks on the street, which is politer than a screen. */
const CONTENT = 'server/content';

/** What no screen and no message says, and what is said in its place. */
const OTHER_NAMES: [word: string, instead: string][] = [
  ['您', '你'],
  ['定期自查', '月度自查'],
  ['整改超期', '改正超期'],
  ['已对公布文本', '已对存档文本'],
  ['执法队员', '执法员'],
];

/** Where another name is understood without being said: what a sheet that exists already may hold. */
const UNDERSTOOD = /server\/src\/features\/org\/roster(\.words|-import\.test)\.ts$/;

function filesOf(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(tsx?|md|json)$/.test(name))
    .map((name) => join(folder, name));
}

describe('the words of screens and messages', () => {
  const files = [...SOURCES, CONTENT].flatMap(filesOf).map((path) => ({
    path,
    text: readFileSync(join(root, path), 'utf8'),
  }));

  it('are read from the sources', () => {
    expect(files.filter(({ text }) => text.includes('你')).length).toBeGreaterThan(10);
  });

  it.each(OTHER_NAMES)('never %s, but %s: one thing has one name', (word) => {
    const asked = files
      .filter(({ path }) => word !== '您' || !path.startsWith(CONTENT))
      .filter(({ path }) => !UNDERSTOOD.test(path));
    expect(asked.filter(({ text }) => text.includes(word)).map(({ path }) => path)).toEqual([]);
  });
});
