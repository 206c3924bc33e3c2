import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

interface Server {
  name: string;
  command: string;
}

type Finder = (name: string) => string | null;

interface DatabaseMachine {
  env: NodeJS.ProcessEnv;
  exists(path: string): boolean;
  onPath: Finder;
  runs(path: string): boolean;
  downloadedMongod(): Promise<string | null>;
  secantusPy(cache: string): Promise<Omit<Server, 'name'>>;
}

interface BrowserMachine {
  env: NodeJS.ProcessEnv;
  exists(path: string): boolean;
  onPath: Finder;
  apt(...packages: string[]): Promise<boolean>;
  playwrightsOwn(): Promise<string | null>;
  hasHanFont(): boolean;
}

async function load() {
  const [find, database, chromium] = await Promise.all([
    import('./lib/find-database.mjs'),
    import('./database.mjs'),
    import('./lib/chromium.mjs'),
  ]);
  return { ...find, ...database, ...chromium } as unknown as {
    nativePath(): string;
    findServer(asked: {
      owner?: string | null;
      prefer?: string;
      machine: DatabaseMachine;
    }): Promise<Server>;
    startDatabase(asked: object): Promise<{ uri: string; name: string; pid?: number }>;
    ensureChromium(machine: BrowserMachine): Promise<string>;
  };
}

beforeEach(() => {
  jest.spyOn(process.stdout, 'write').mockReturnValue(true);
});

describe('the database', () => {
  /** What a machine has; `asked`: what was fetched from elsewhere, in its order. */
  interface Has {
    env?: NodeJS.ProcessEnv;
    path?: string[];
    files?: string[];
    broken?: string[];
    download?: string;
    python?: false;
  }

  function machineWith({ env = {}, path = [], files = [], broken = [], download, python }: Has) {
    const fetched: string[] = [];
    const there = [...path.map((name) => `/bin/${name}`), ...files];
    const machine: DatabaseMachine = {
      env,
      exists: (file) => there.includes(file),
      onPath: (name) => (path.includes(name) ? `/bin/${name}` : null),
      runs: (file) => !broken.includes(file),
      downloadedMongod: async () => {
        fetched.push('mongod');
        return download ?? null;
      },
      secantusPy: async () => {
        fetched.push('secantusd-py');
        if (python === false) throw new Error('no database was found, and no python3');
        return { command: '/cache/secantusd-py' };
      },
    };
    return { machine, fetched };
  }

  const named = { MONGOMS_SYSTEM_BINARY: '/opt/mongod' };
  const everything = {
    path: ['mongod', 'secantusd-rs'],
    files: ['/opt/mongod'],
    download: '/dl/mongod',
  };

  it.each<[string, Has, string, string, string[]]>([
    ['the mongod that is named', { ...everything, env: named }, 'mongod', '/opt/mongod', []],
    ['mongod on PATH', everything, 'mongod', '/bin/mongod', []],
    [
      'mongod that is fetched',
      { ...everything, path: ['secantusd-rs'] },
      'mongod',
      '/dl/mongod',
      ['mongod'],
    ],
    [
      'the Rust server on PATH where no mongod is to be had',
      { path: ['secantusd-rs'] },
      'secantusd-rs',
      '/bin/secantusd-rs',
      ['mongod'],
    ],
    [
      'the Rust server where mongod does not run',
      { path: ['mongod', 'secantusd-rs'], broken: ['/bin/mongod'] },
      'secantusd-rs',
      '/bin/secantusd-rs',
      [],
    ],
    [
      'the Rust server that was built here',
      { files: ['NATIVE'] },
      'secantusd-rs',
      'NATIVE',
      ['mongod'],
    ],
    [
      'the Python server at last',
      {},
      'secantusd-py',
      '/cache/secantusd-py',
      ['mongod', 'secantusd-py'],
    ],
    [
      'the Python server where the Rust one does not run',
      { path: ['secantusd-rs'], broken: ['/bin/secantusd-rs'] },
      'secantusd-py',
      '/cache/secantusd-py',
      ['mongod', 'secantusd-py'],
    ],
    [
      'the one that the environment names',
      { ...everything, env: { QIANGJI_DATABASE_KIND: 'secantusd-rs' } },
      'secantusd-rs',
      '/bin/secantusd-rs',
      [],
    ],
  ])('is %s', async (_which, has, name, command, fetchedThen) => {
    const { findServer, nativePath } = await load();
    const native = (file: string) => (file === 'NATIVE' ? nativePath() : file);
    const { machine, fetched } = machineWith({ ...has, files: has.files?.map(native) });
    expect(await findServer({ machine })).toMatchObject({ name, command: native(command) });
    expect(fetched).toEqual(fetchedThen);
  });

  it('is never passed over in silence', async () => {
    const { findServer } = await load();
    const fails = async (has: Has, more: object = {}) =>
      findServer({ machine: machineWith(has).machine, ...more }).then(
        () => 'found one',
        (error: Error) => error.message,
      );
    expect(await fails({ env: named })).toMatch(
      'MONGOMS_SYSTEM_BINARY names /opt/mongod, which does not exist',
    );
    expect(await fails({ python: false })).toMatch('no database was found, and no python3');
    expect(await fails({}, { prefer: 'mongod' })).toMatch('the database mongod was not found');
    expect(await fails(everything, { prefer: 'oracle' })).toMatch(
      'there is no database oracle: mongod, secantusd-rs, secantusd-py',
    );
  });

  it.each<[string, Has, string]>([
    ['mongod', everything, 'mongod'],
    ['secantusd-rs', everything, 'secantusd-rs'],
    // The Python server's files go to the Rust one unharmed.
    ['secantusd-py', everything, 'secantusd-rs'],
    ['secantusd-py', {}, 'secantusd-py'],
  ])('of a directory that %s wrote is one that may open it', async (owner, has, name) => {
    const { findServer } = await load();
    const { machine } = machineWith(has);
    expect(await findServer({ owner, machine })).toMatchObject({ name });
  });

  it.each([
    ['mongod', {}, undefined, 'only mongod can open it without harm, and none was found'],
    ['secantusd-rs', { path: ['mongod'] }, undefined, 'only secantusd-rs can open it'],
    [
      'secantusd-rs',
      everything,
      'secantusd-py',
      'only secantusd-rs can open it without harm, not secantusd-py',
    ],
    ['mongod', everything, 'secantusd-rs', 'not secantusd-rs'],
  ])(
    'refuses a directory that %s wrote where only another is to be had',
    async (owner, has, prefer, words) => {
      const { findServer } = await load();
      const { machine, fetched } = machineWith(has);
      await expect(findServer({ owner, prefer, machine })).rejects.toThrow(words);
      expect(fetched).not.toContain('secantusd-py');
    },
  );

  describe('as it is started', () => {
    const before = { ...process.env };
    afterEach(() => {
      process.env = { ...before };
    });

    it('is the one that MONGODB_URI names, before any other, unless one is wanted outright', async () => {
      const { startDatabase } = await load();
      process.env.MONGODB_URI = 'mongodb://somewhere:1';
      const found = await startDatabase({ home: '/nowhere' });
      expect(found).toMatchObject({ uri: 'mongodb://somewhere:1', name: 'external' });
      await expect(startDatabase({ ephemeral: true, prefer: 'oracle' })).rejects.toThrow(
        'there is no database oracle',
      );
    });

    it('leaves a directory alone that the other server wrote', async () => {
      const { startDatabase } = await load();
      const home = mkdtempSync(join(tmpdir(), 'qj-chain-'));
      const marker = join(home, 'qiangji-owner');
      writeFileSync(marker, 'secantusd-rs\n');
      const asked = { home, dataDir: home, prefer: 'secantusd-py' };
      await expect(startDatabase(asked)).rejects.toThrow('the data was written by secantusd-rs');
      expect(readFileSync(marker, 'utf8')).toBe('secantusd-rs\n');
    });
  });
});

describe('the browser', () => {
  interface Has {
    env?: NodeJS.ProcessEnv;
    path?: string[];
    /** What apt puts on PATH; null: it does not work here. */
    apt?: string[] | null;
    own?: string;
    font?: boolean;
    /** apt brings one. */
    fontByApt?: boolean;
  }

  function machineWith({ env = {}, path = [], apt = null, own, font = true, fontByApt }: Has) {
    const steps: string[] = [];
    const there = [...path];
    let hasFont = font;
    const machine: BrowserMachine = {
      env,
      exists: (file) => file === '/opt/chromium',
      onPath: (name) => (there.includes(name) ? `/bin/${name}` : null),
      apt: async (...packages) => {
        steps.push(`apt ${packages.join(' ')}`);
        const brought = apt?.filter((name) => packages.includes(name));
        if (apt?.length && !brought?.length) return false;
        there.push(...(brought ?? []));
        hasFont ||= Boolean(fontByApt);
        return apt !== null || Boolean(fontByApt);
      },
      playwrightsOwn: async () => {
        steps.push('playwright');
        return own ?? null;
      },
      hasHanFont: () => hasFont,
    };
    return { machine, steps };
  }

  const SHELL = 'apt chromium-headless-shell fonts-noto-cjk fontconfig';
  const APT = 'apt chromium fonts-noto-cjk fontconfig';
  const FONT = 'apt fontconfig fonts-noto-cjk';

  it.each<[string, Has, string, string[]]>([
    [
      'the one that is named',
      { env: { QIANGJI_CHROMIUM: '/opt/chromium' }, path: ['chromium'] },
      '/opt/chromium',
      [],
    ],
    ['Chromium before Chrome', { path: ['google-chrome', 'chromium'] }, '/bin/chromium', []],
    [
      'Chrome where there is no other',
      { path: ['google-chrome-stable'], own: '/own' },
      '/bin/google-chrome-stable',
      [],
    ],
    [
      'the one without windows before all others',
      { path: ['google-chrome', 'chromium', 'chromium-headless-shell'] },
      '/bin/chromium-headless-shell',
      [],
    ],
    [
      'what apt installs',
      { apt: ['chromium-headless-shell', 'chromium'], own: '/own' },
      '/bin/chromium-headless-shell',
      [SHELL],
    ],
    [
      'the whole one where apt has no other',
      { apt: ['chromium'], own: '/own' },
      '/bin/chromium',
      [SHELL, APT],
    ],
    [
      'the lighter one, on a machine that is thrown away, although there is a whole one',
      { env: { CI: '1' }, path: ['chromium'], apt: ['chromium-headless-shell'] },
      '/bin/chromium-headless-shell',
      [SHELL],
    ],
    [
      'the whole one on such a machine, where apt does not work',
      { env: { CI: '1' }, path: ['chromium'] },
      '/bin/chromium',
      [SHELL],
    ],
    [
      'the named one on any machine',
      { env: { CI: '1', QIANGJI_CHROMIUM: '/opt/chromium' }, path: ['chromium'] },
      '/opt/chromium',
      [],
    ],
    [
      'Playwright’s own where apt does not work',
      { own: '/own' },
      '/own',
      [SHELL, APT, 'playwright'],
    ],
    [
      'Playwright’s own where apt worked and brought none',
      { apt: [], own: '/own' },
      '/own',
      [SHELL, APT, 'playwright'],
    ],
    [
      'one that gets a Chinese font first',
      { path: ['chromium'], font: false, fontByApt: true },
      '/bin/chromium',
      [FONT],
    ],
  ])('is %s', async (_which, has, path, stepsThen) => {
    const { ensureChromium } = await load();
    const { machine, steps } = machineWith(has);
    expect(await ensureChromium(machine)).toBe(path);
    expect(steps).toEqual(stepsThen);
  });

  it.each<[string, Has, string]>([
    [
      'it is named and is not there',
      { env: { QIANGJI_CHROMIUM: '/gone' }, path: ['chromium'] },
      'QIANGJI_CHROMIUM names /gone',
    ],
    ['there is none and none can be fetched', {}, 'the browser tests need Chromium'],
    [
      'no Chinese font is to be had',
      { path: ['chromium'], font: false },
      'the screenshots need a Chinese font',
    ],
    [
      'apt works and brings no Chinese font',
      { path: ['chromium'], font: false, apt: [] },
      'the screenshots need a Chinese font',
    ],
  ])('fails in plain words where %s', async (_why, has, words) => {
    const { ensureChromium } = await load();
    await expect(ensureChromium(machineWith(has).machine)).rejects.toThrow(words);
  });
});
