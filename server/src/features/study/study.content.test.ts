import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readEnv, setEnv } from '../../platform/env';
import { readShippedImages, readShippedPieces } from './study.content';

const shipped = join(__dirname, '..', '..', '..', 'content');
const PIECE = join('pieces', 'two-officers.md');
let dir: string;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'content-'));
  cpSync(join(shipped, PIECE), join(dir, PIECE));
  const settings = { MONGODB_URI: 'mongodb://unused', QIANGJI_CONTENT_DIR: dir };
  setEnv(readEnv({ NODE_ENV: 'test', ...settings }));
});

afterEach(() => rmSync(dir, { recursive: true, force: true }));

it('does not start with a piece whose picture is not listed, or says nothing in words', async () => {
  const text = readFileSync(join(dir, PIECE), 'utf8');
  writeFileSync(join(dir, PIECE), text.replace(/^images: .*$/m, 'images: []'));
  await expect(readShippedPieces()).rejects.toThrow(
    'pieces/two-officers.md shows two-ids.jpg and does not list it',
  );
  writeFileSync(join(dir, PIECE), text.replace(/!\[.*\]/, '![]'));
  await expect(readShippedPieces()).rejects.toThrow('does not say in words what two-ids.jpg shows');
});

it('does not start without a picture that a piece lists', async () => {
  const [piece] = await readShippedPieces();
  expect(piece?.images).toEqual(['two-ids.jpg']);
  await expect(readShippedImages(piece!.images!)).rejects.toThrow('two-ids.jpg');
});
