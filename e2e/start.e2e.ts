import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addDays, authContract, dayOf, demoAccounts, type Session } from '@qiangji/shared-types';
import { connect, OwnDatabase } from './lib/database';
import { freePort, root } from './lib/service';

/** How soon a first start serves (ms), packages aside. */
const FIRST_MS = 6 * 60_000;
/** How soon a second start serves (ms), on whatever database. */
const SECOND_MS = 15_000;
/** Whatever comes at all comes in this time (ms); what was said until then tells what hangs. */
const SAYS_MS = 180_000;

/** What each step that may take long says of itself, in this order. */
const STEPS = [
  /^database: \S+ on port \d+/,
  /^building the service/,
  /^building the pages for browsers/,
  /^seeding the demo \.\.\./,
  /^seeding the demo: done in \d+ s/,
];

const home = mkdtempSync(join(tmpdir(), 'qj-start-'));
let port: number;

jest.setTimeout(FIRST_MS + 2 * SAYS_MS);

beforeAll(async () => {
  port = await freePort();
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

/** Command lines of processes that name this test's folder: the database, and whoever looks after it. */
function ofThisHome(): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        const line = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replace(/\0/g, ' ');
        return line.includes(home) ? [line] : [];
      } catch {
        // It ended meanwhile.
        return [];
      }
    });
}

/** `npm start` or `npm run dev` as a newcomer runs it, with a port and a folder of its own and no database given. */
function start(script: 'start' | 'dev' = 'start') {
  // Coloured as in a terminal: what is read from other programs' words must not hang on their colour.
  const given = { PORT: String(port), QIANGJI_HOME: home, FORCE_COLOR: '1' };
  const env: NodeJS.ProcessEnv = { ...process.env, ...given };
  for (const name of ['MONGODB_URI', 'MONGODB_DB', 'JWT_SECRET', 'DEMO', 'NODE_ENV'])
    delete env[name];
  const began = performance.now();
  const child = spawn(process.execPath, [`scripts/${script}.mjs`], { cwd: root, env });
  let said = '';
  const gone = new Promise<number | null>((done) => child.once('exit', done));
  const looks: (() => void)[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      for (const look of looks) look();
    });
  }
  /** Until it has said this so often; answers how long that took from the beginning (ms). */
  const says = (words: string, times = 1, limitMs = SAYS_MS) =>
    new Promise<number>((done, failed) => {
      const tell = (what: string) => failed(new Error(`${what}:\n${said}`));
      const late = setTimeout(() => tell(`it did not say “${words}”`), limitMs);
      const look = () => {
        if (said.split(words).length <= times) return;
        clearTimeout(late);
        done(performance.now() - began);
      };
      looks.push(look);
      look();
      void gone.then((code) => tell(`it ended with ${code}`));
    });
  return { child, gone, says, said: () => said };
}

/** What a newcomer reads: progress, whom one may be, and last of all the address. */
function expectTold(said: string): void {
  const lines = said.trimEnd().split('\n');
  const places = STEPS.map((step) => lines.findIndex((line) => step.test(line)));
  expect(places).not.toContain(-1);
  expect(places).toEqual([...places].sort((a, b) => a - b));
  const accounts = lines.slice(-6, -1).map((line) => line.trim().split(' ')[0]);
  expect(accounts).toEqual([...demoAccounts]);
  expect(lines.at(-1)).toBe(`ready http://127.0.0.1:${port}`);
}

const SCRIPT = /<script[^>]+src="?([^" >]+)/;

/** The page is asked for each time, what it loads once: another build has other names. */
async function expectPages(): Promise<void> {
  const page = await fetch(url('/'));
  expect(page.headers.get('content-type')).toContain('text/html');
  expect(page.headers.get('cache-control')).toBe('no-cache');
  const [, script = ''] = SCRIPT.exec(await page.text()) ?? [];
  const code = await fetch(new URL(script, url('/')));
  expect(code.headers.get('cache-control')).toContain('immutable');
  expect(code.headers.get('content-type')).toContain('javascript');
}

interface SeedMark {
  _id: string;
  day?: string;
}

/** More days than a demo may be old without a word. */
const OLD_DAYS = 5;

/** As though the demo had been seeded some days ago; answers the day. */
async function letItAge(): Promise<string> {
  const day = addDays(dayOf(Date.now()), -OLD_DAYS);
  const database = await OwnDatabase.start(home, await freePort());
  const client = await connect(database.uri);
  // As scripts/lib/demo.mjs calls the demo's database.
  const marks = client.db('qiangji_demo').collection<SeedMark>('seed_marks');
  const aged = await marks.updateOne({ _id: 'demo', day: { $exists: true } }, { $set: { day } });
  expect(aged.matchedCount).toBe(1);
  await client.close();
  await database.stop();
  return day;
}

const url = (path: string) => `http://127.0.0.1:${port}${path}`;

it('makes a demo from nothing, leaves nothing running behind, and is soon there again', async () => {
  const address = `ready http://127.0.0.1:${port}`;
  const first = start();
  const firstMs = await first.says(address, 1, FIRST_MS);
  process.stdout.write(`npm start, the first time: ${(firstMs / 1000).toFixed(1)} s (goal 360)\n`);
  expect(firstMs).toBeLessThan(FIRST_MS);
  expectTold(first.said());
  const body = JSON.stringify({ account: 'officer' });
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(url(authContract.demo.path), { method: 'POST', headers, body });
  expect(((await answer.json()) as Session).me.name).toBe('陈立');
  await expectPages();
  expect(ofThisHome().length).toBeGreaterThan(0);
  first.child.kill('SIGINT');
  expect(await first.gone).toBe(0);
  await expect(fetch(url('/healthz'))).rejects.toThrow();
  expect(ofThisHome()).toEqual([]);
  expect(first.said()).not.toContain('the demo is of ');

  const day = await letItAge();
  const second = start();
  const ms = await second.says(address);
  process.stdout.write(`npm start, the second time: ${(ms / 1000).toFixed(1)} s (goal 15)\n`);
  expectTold(second.said());
  expect(second.said()).toContain(`\nthe demo is of ${day}, `);
  expect(ms).toBeLessThan(SECOND_MS);
  second.child.kill('SIGINT');
  expect(await second.gone).toBe(0);
  expect(ofThisHome()).toEqual([]);
});

/** A page of demo builds alone: whatever became of this test, no product shows what it writes there. */
const PAGE = join(root, 'miniapp', 'src', 'features', 'gallery', 'pages', 'index', 'index.tsx');

/** Names of the scripts that the service hands out now and that hold these words. */
async function scriptsWith(words: string): Promise<string[]> {
  const files = readdirSync(join(root, 'miniapp', 'dist', 'h5-dev', 'js'));
  const names = files.filter((name) => name.endsWith('.js'));
  const scripts = await Promise.all(
    names.map(async (name) => (await fetch(url(`/js/${name}`))).text()),
  );
  return names.filter((_, at) => scripts[at]?.includes(words));
}

const pageSource = readFileSync(PAGE, 'utf8');
// Also where the test is given up in the middle of it.
afterEach(() => {
  if (readFileSync(PAGE, 'utf8') !== pageSource) writeFileSync(PAGE, pageSource);
});

/** Changes the page for as long as something is done. */
async function withPageSaying(words: string, act: () => Promise<void>): Promise<void> {
  const changed = pageSource.replace('title="样张"', `title="${words}"`);
  if (changed === pageSource) throw new Error(`${PAGE} has no such title`);
  writeFileSync(PAGE, changed);
  await act();
  writeFileSync(PAGE, pageSource);
}

/** A page that changes is served as it then is once the pages are said to be built, and as it was when it changes back. */
async function expectRebuilt({ says, said }: ReturnType<typeof start>): Promise<void> {
  const words = `rebuilt-${process.pid}`;
  const built = 'the pages are built: reload';
  const times = () => said().split(built).length - 1;
  // Not by the next word alone: webpack may build once more than was asked of it, on what it wrote itself.
  const untilServedIn = async (scripts: number, seen: number) => {
    for (let next = seen + 1; ; next += 1) {
      await says(built, next);
      if ((await scriptsWith(words)).length === scripts) return;
    }
  };
  expect(await scriptsWith(words)).toEqual([]);
  let seen = times();
  await withPageSaying(words, async () => {
    await untilServedIn(1, seen);
    seen = times();
  });
  await untilServedIn(0, seen);
}

it('serves anew in development when a source of the service or of a page changes, and ends with all that it started', async () => {
  const serving = `serving http://127.0.0.1:${port}`;
  const dev = start('dev');
  await dev.says(serving);
  const html = await (await fetch(url('/'))).text();
  const [, script = ''] = SCRIPT.exec(html) ?? [];
  expect((await fetch(new URL(script, url('/')))).status).toBe(200);
  expect((await fetch(url('/readyz'))).status).toBe(200);
  // As an editor that saves without a change: nothing of the sources becomes another.
  const now = new Date();
  utimesSync(join(root, 'server', 'src', 'main.ts'), now, now);
  await dev.says(serving, 2);
  expect((await fetch(url('/readyz'))).status).toBe(200);
  const began = performance.now();
  await expectRebuilt(dev);
  const tookMs = performance.now() - began;
  process.stdout.write(`npm run dev, a page changed and back: ${(tookMs / 1000).toFixed(1)} s\n`);
  dev.child.kill('SIGINT');
  expect(await dev.gone).toBe(0);
  await expect(fetch(url('/healthz'))).rejects.toThrow();
  expect(ofThisHome()).toEqual([]);
});
