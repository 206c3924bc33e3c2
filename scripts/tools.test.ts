import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const project = join(__dirname, '..');
let folder: string;

beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'qj-tools-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('the check before a commit', () => {
  let copy: string;
  const env = () => {
    const { CI: _ci, ...rest } = process.env;
    // Whoever runs the tests from a hook of their own has a repository in the environment.
    const own = Object.entries(rest).filter(([name]) => !name.startsWith('GIT_'));
    return { ...Object.fromEntries(own), HOME: folder, GIT_CONFIG_NOSYSTEM: '1' };
  };
  const run = (command: string, ...args: string[]) => {
    const options = { cwd: copy, encoding: 'utf8' as const, env: env() };
    const { status, stdout, stderr } = spawnSync(command, args, options);
    return { status, said: stdout + stderr };
  };
  const commit = (text: string, path = 'scripts/added.mjs') => {
    mkdirSync(dirname(join(copy, path)), { recursive: true });
    writeFileSync(join(copy, path), text);
    run('git', 'add', path);
    return run('git', '-c', 'user.name=a', '-c', 'user.email=a@b', 'commit', '-m', 'added');
  };
  const commits = () => Number(run('git', 'rev-list', '--count', '--all').said);

  beforeEach(() => {
    copy = join(folder, 'checkout');
    mkdirSync(copy);
    for (const path of ['package.json', 'eslint.config.mjs', '.oxfmtrc.json', 'scripts/hooks']) {
      cpSync(join(project, path), join(copy, path), { recursive: true });
    }
    for (const path of ['scripts/install-hooks.mjs', 'scripts/lib']) {
      cpSync(join(project, path), join(copy, path), { recursive: true });
    }
    symlinkSync(join(project, 'node_modules'), join(copy, 'node_modules'));
    run('git', 'init', '-q');
    expect(run(process.execPath, 'scripts/install-hooks.mjs')).toMatchObject({ status: 0 });
  });

  it('keeps a fault out and lets what is right in', () => {
    const faulty = commit('const unused = 1;\n');
    expect(faulty.said).toContain('no-unused-vars');
    expect(faulty.status).not.toBe(0);
    const ugly = commit('export  const a = 1\n');
    expect(ugly.said).toContain('Format issues');
    expect(commits()).toBe(0);
    expect(commit('export const a = 1;\n')).toMatchObject({ status: 0 });
    expect(commits()).toBe(1);
  });

  it('lets in what nothing formats', () => {
    const data = ['package-lock.json', 'docs/policies.md', 'server/content/one.json'];
    for (const path of [...data, 'scripts/one.generated.ts']) {
      expect(commit('{}\n', path)).toMatchObject({ status: 0 });
    }
    expect(commits()).toBe(4);
  });
});

describe('npm run db:native', () => {
  /** Runs it with these programs alone on the path. */
  function build(programs: Record<string, string>) {
    const bin = join(folder, 'bin');
    mkdirSync(bin);
    for (const [name, body] of Object.entries(programs)) {
      writeFileSync(join(bin, name), `#!/bin/sh\n${body}\n`);
      chmodSync(join(bin, name), 0o755);
    }
    const env = { ...process.env, PATH: bin, XDG_CACHE_HOME: folder };
    const script = join(project, 'scripts', 'db-native.mjs');
    const options = { encoding: 'utf8' as const, env };
    const { status, stdout, stderr } = spawnSync(process.execPath, [script], options);
    return { status, said: stdout + stderr, env };
  }

  /** The server that the chain takes then; null where it goes on to the next. */
  function found(env: NodeJS.ProcessEnv): string | null {
    const ask = `import { findServer } from './scripts/lib/find-database.mjs';
      const machine = { env: {}, exists: (await import('node:fs')).existsSync, onPath: () => null,
        runs: () => true, downloadedMongod: async () => null, secantusPy: async () => null };
      console.log((await findServer({ prefer: 'secantusd-rs', machine })).command);`;
    const args = ['--input-type=module', '-e', ask];
    const { status, stdout } = spawnSync(process.execPath, args, {
      cwd: project,
      encoding: 'utf8',
      env,
    });
    return status === 0 ? stdout.trim() : null;
  }

  const rustc = (version: string) => `echo "rustc ${version} (x 2026-01-01)"`;
  /** Puts a server where it is told to, as cargo does. */
  const cargo = `
    while [ "$1" != --root ]; do shift; done
    /bin/mkdir -p "$2/bin"
    echo '#!/bin/sh' > "$2/bin/secantusd-rs"
    /bin/chmod +x "$2/bin/secantusd-rs"`;

  it('says what it needs where there is no Rust, or too old a one', () => {
    const none = build({});
    expect(none.status).toBe(1);
    expect(none.said).toContain('Rust 1.95 or newer is needed (rustup.rs)');
    rmSync(join(folder, 'bin'), { recursive: true });
    const old = build({ rustc: rustc('1.80.1'), cargo });
    expect(old.status).toBe(1);
    expect(old.said).toContain('this is rustc 1.80.1');
    expect(found(old.env)).toBeNull();
  });

  it('shows why a build failed, and leaves the chain as it was', () => {
    const failed = build({
      rustc: rustc('1.95.0'),
      cargo: 'echo "error: linking failed" >&2; exit 101',
    });
    expect(failed.status).toBe(1);
    expect(failed.said).toContain('error: linking failed');
    expect(found(failed.env)).toBeNull();
  });

  it('puts the server where the chain finds it', () => {
    const built = build({ rustc: rustc('1.95.0'), cargo });
    expect(built).toMatchObject({ status: 0 });
    const path = join(folder, 'qiangji', 'secantusd-rs', 'bin', 'secantusd-rs');
    expect(built.said).toContain(`built ${path}`);
    expect(found(built.env)).toBe(path);
  });
});
