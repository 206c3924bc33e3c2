import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { distDir, report } from './dist';
import type { WeappRun } from './harness';
import { WeChatStorage, type Phone } from './harness/phone';
import { sandbox } from './harness/sandbox';
import { packageSizes } from './harness/sizes';
import { launchSignedIn } from './signed-in';

let app: WeappRun | undefined;
afterEach(() => {
  app?.kill();
  app = undefined;
});

it('is what WeChat DevTools finds by the project file of this repository', () => {
  const root = path.resolve(__dirname, '../../..');
  const project = JSON.parse(fs.readFileSync(path.join(root, 'project.config.json'), 'utf8')) as {
    compileType: string;
    miniprogramRoot: string;
  };
  expect(project.compileType).toBe('miniprogram');
  const named = path.resolve(root, project.miniprogramRoot);
  expect(named).toBe(distDir);
  expect(fs.existsSync(path.join(named, 'app.json'))).toBe(true);
});

it('fits into WeChat’s packages', () => {
  const sizes = packageSizes(distDir);
  report('weapp package sizes (bytes)', sizes);
  expect(sizes.main).toBeLessThan(1_000_000);
  for (const [root, size] of Object.entries(sizes.subPackages)) {
    expect([root, size < 500_000]).toEqual([root, true]);
  }
  expect(sizes.all).toBeLessThan(6_000_000);
});

it('starts without network, walks through the tabs and throws nothing', async () => {
  app = await launchSignedIn();
  for (const tab of ['学练', '执勤', '督察', '我的', '今日']) {
    await app.tap({ label: tab });
    expect(app.text()).toContain(tab);
  }
  expect(app.errors).toEqual([]);
});

it('gives every control that is tapped a role and a name', async () => {
  app = await launchSignedIn();
  const nameless = [...app.tree().all()].filter(
    (node) =>
      node.attribute('aria-role') === 'button' && !node.attribute('aria-label') && !node.text,
  );
  expect(nameless.map(({ raw }) => raw.cl)).toEqual([]);
  expect(app.has({ label: '学练' })).toBe(true);
});

it('runs where there is nothing that WeChat lacks', () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'qj-sandbox-'));
  const names = ['window', 'document', 'fetch', 'crypto', 'URL', 'TextEncoder', 'localStorage'];
  const seen: Record<string, string> = {};
  fs.writeFileSync(
    path.join(folder, 'probe.js'),
    `for (const name of ${JSON.stringify(names)}) seen[name] = typeof globalThis[name];
     for (const [name, run] of [['eval', () => eval('1')], ['Function', () => new Function('')]]) {
       try { run(); seen[name] = 'works'; } catch { seen[name] = 'throws'; }
     }`,
  );
  sandbox(folder, { seen }).require('./probe');
  fs.rmSync(folder, { recursive: true });
  expect(seen).toEqual({
    ...Object.fromEntries(names.map((name) => [name, 'undefined'])),
    eval: 'throws',
    Function: 'throws',
  });
});

it('refuses what WeChat’s storage refuses', () => {
  const storage = new WeChatStorage({ storage: new Map() } as Phone);
  expect(() => storage.set('big', 'x'.repeat(1_048_576))).toThrow('entry size limit');
  const million = 'x'.repeat(1_000_000);
  for (let i = 0; i < 10; i += 1) storage.set(`k${i}`, million);
  expect(() => storage.set('k10', million)).toThrow('exceed storage max size');
  expect(storage.get('absent')).toBe('');
});
