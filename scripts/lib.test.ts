import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

type Packages = Record<string, { version?: string; optional?: boolean; link?: boolean }>;

async function load() {
  const [tally, owner, stamp, install, watch] = await Promise.all([
    import('./lib/tally.mjs'),
    import('./lib/owner.mjs'),
    import('./lib/stamp.mjs'),
    import('./lib/install.mjs'),
    import('./lib/watch-h5.mjs'),
  ]);
  return { ...tally, ...owner, ...stamp, ...install, ...watch } as unknown as {
    readJestLine(line: string): Counts | null;
    jestResult(counts: Counts | null, exitCode: number): Counts;
    total(results: Counts[]): Counts;
    closingLine(sum: Counts): string;
    mayOpen(server: string, owner: string | null): boolean;
    claim(server: string, dataDir: string): void;
    ownerOf(dataDir: string): string | null;
    hashOf(paths: string[], extra?: string): string;
    unlessStamped(
      stamp: string,
      hash: string,
      result: string,
      work: () => Promise<void>,
    ): Promise<boolean>;
    missingPackages(locked: Packages, installed: Packages): string[];
    outcomeOf(text: string): 'built' | 'failed' | null;
  };
}

it('says how long something took as people do', async () => {
  const { minutes } = (await import('./lib/shell.mjs')) as { minutes: (ms: number) => string };
  expect([400, 59_400, 59_600, 843_000].map(minutes)).toEqual([
    '0 s',
    '59 s',
    '1 min 0 s',
    '14 min 3 s',
  ]);
});

it('takes a Node that its tools run on, and says which it needs of any other', async () => {
  const { checkNode } = (await import('./lib/shell.mjs')) as unknown as {
    checkNode: (version?: string) => void;
  };
  for (const version of ['18.20.8', '20.0.0', '20.9.0', '20.18.3']) {
    expect(() => checkNode(version)).toThrow(`Node 20.19 or newer is needed, this is v${version}`);
  }
  for (const version of ['20.19.0', '22.12.0', '24.0.1']) checkNode(version);
  checkNode();
  const { engines } = JSON.parse(readFileSync(join(__dirname, '..', 'package.json'), 'utf8')) as {
    engines: { node: string };
  };
  expect(engines.node).toBe('>=20.19');
});

describe('the sum of a test run', () => {
  it("reads Jest's closing line and no other", async () => {
    const { readJestLine } = await load();
    expect(readJestLine('Tests:       1 failed, 2 skipped, 10 passed, 13 total')).toEqual({
      passed: 10,
      failed: 1,
      skipped: 2,
    });
    expect(readJestLine('Test Suites: 1 failed, 1 total')).toBeNull();
  });

  it('counts a run that crashed or ran nothing as a failure', async () => {
    const { jestResult } = await load();
    expect(jestResult(null, 0).failed).toBe(1);
    expect(jestResult({ passed: 5, failed: 0, skipped: 0 }, 1).failed).toBe(1);
    expect(jestResult({ passed: 5, failed: 2, skipped: 0 }, 1).failed).toBe(2);
    expect(jestResult({ passed: 5, failed: 0, skipped: 0 }, 0).failed).toBe(0);
  });

  it('closes with one plain line', async () => {
    const { closingLine, total } = await load();
    const sum = total([
      { passed: 1, failed: 0, skipped: 0 },
      { passed: 7, failed: 1, skipped: 0 },
    ]);
    expect(closingLine(sum)).toBe('8 passed, 1 failed');
  });
});

describe('a data directory', () => {
  it('goes from the Python server to the Rust one and never back', async () => {
    const { claim, mayOpen, ownerOf } = await load();
    const folder = mkdtempSync(join(tmpdir(), 'qj-owner-'));
    claim('secantusd-py', folder);
    claim('secantusd-rs', folder);
    expect(ownerOf(folder)).toBe('secantusd-rs');
    expect(() => claim('secantusd-py', folder)).toThrow(/cannot read without harm/);
    expect(mayOpen('mongod', 'secantusd-rs')).toBe(false);
    expect(mayOpen('mongod', null)).toBe(true);
  });
});

describe('the stamp of a build', () => {
  it('changes with a byte, a name and the extra words', async () => {
    const { hashOf } = await load();
    const folder = mkdtempSync(join(tmpdir(), 'qj-stamp-'));
    writeFileSync(join(folder, 'a.ts'), '1');
    const first = hashOf([folder]);
    expect(hashOf([folder])).toBe(first);
    expect(hashOf([folder], 'demo')).not.toBe(first);
    writeFileSync(join(folder, 'a.ts'), '2');
    expect(hashOf([folder])).not.toBe(first);
  });

  it('is worked for again after a failure, a new input, or a lost result, and not otherwise', async () => {
    const { unlessStamped } = await load();
    const folder = mkdtempSync(join(tmpdir(), 'qj-stamp-'));
    const stamp = join(folder, 'stamp');
    const result = join(folder, 'result');
    const make = async () => writeFileSync(result, 'made');
    const fail = async () => {
      throw new Error('half-way');
    };
    expect(await unlessStamped(stamp, 'a', result, make)).toBe(true);
    expect(await unlessStamped(stamp, 'a', result, fail)).toBe(false);
    await expect(unlessStamped(stamp, 'b', result, fail)).rejects.toThrow('half-way');
    expect(await unlessStamped(stamp, 'a', result, make)).toBe(true);
    rmSync(result);
    expect(await unlessStamped(stamp, 'a', result, make)).toBe(true);
  });
});

describe('the installed packages', () => {
  it('are wanted again where a version differs; other systems’ binaries and our own workspaces are not', async () => {
    const { missingPackages } = await load();
    const locked = {
      '': {},
      server: { version: '0.1.0' },
      'node_modules/@qiangji/server': { link: true },
      'node_modules/a': { version: '1.0.0' },
      'node_modules/b': { version: '2.0.0' },
      'miniapp/node_modules/c': { version: '3.0.0' },
      'node_modules/win32': { version: '1.0.0', optional: true },
    };
    const installed = {
      'node_modules/a': { version: '1.0.0' },
      'node_modules/b': { version: '1.9.0' },
    };
    expect(missingPackages(locked, installed)).toEqual([
      'node_modules/b',
      'miniapp/node_modules/c',
    ]);
  });
});

it.each([
  ['✔ Webpack\n  Compiled successfully in 1.83s', 'built'],
  ['webpack 5.91.0 compiled with 2 warnings in 900 ms', 'built'],
  ['webpack 5.91.0 compiled with 1 error in 2376 ms', 'failed'],
  ['webpack 5.91.0 compiled \u001b[1m\u001b[32msuccessfully\u001b[39m\u001b[22m in 9 ms', 'built'],
  ['\u001b[31mFailed\u001b[39m to compile', 'failed'],
  ['✖ Webpack\n  Failed to compile', 'failed'],
  ['● Webpack ███ setup (7%)\n compile', null],
])('reads from what a watching build says how it went: %j', async (text, outcome) => {
  const { outcomeOf } = await load();
  expect(outcomeOf(text)).toBe(outcome);
});
