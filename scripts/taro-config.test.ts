import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { settleTaroConfig } from './lib/taro-config.mjs';

let home: string;
const folder = () => join(home, '.taro4.0');
const file = () => join(folder(), 'index.json');

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'qiangji-home-'));
});

afterEach(() => rmSync(home, { recursive: true }));

it('is in place whole before Taro looks for it, and leaves nothing beside it', () => {
  settleTaroConfig(home);
  expect(JSON.parse(readFileSync(file(), 'utf8'))).toEqual({});
  expect(readdirSync(folder())).toEqual(['index.json']);
});

it('mends one that a build left empty, and lets what somebody set stand', () => {
  mkdirSync(folder());
  writeFileSync(file(), '');
  settleTaroConfig(home);
  expect(readFileSync(file(), 'utf8')).toBe('{}\n');
  writeFileSync(file(), '{"useRemoteSchema":false}');
  settleTaroConfig(home);
  expect(readFileSync(file(), 'utf8')).toBe('{"useRemoteSchema":false}');
});

it('is the file that Taro goes by', async () => {
  const helper = (await import('@tarojs/helper')) as Record<string, unknown>;
  expect([helper.TARO_CONFIG_FOLDER, helper.TARO_BASE_CONFIG]).toEqual(['.taro4.0', 'index.json']);
});
