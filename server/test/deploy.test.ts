import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { readEnv } from '../src/platform/env';

const root = join(__dirname, '..', '..');
const read = (name: string) => readFileSync(join(root, name), 'utf8');

/** Lines of the Dockerfile, those that go on with a backslash in one. */
const lines = read('Dockerfile')
  .replace(/\\\n\s*/g, '')
  .split('\n');

const wordsOf = (order: string) =>
  lines.filter((line) => line.startsWith(`${order} `)).map((line) => line.split(/\s+/).slice(1));

interface Compose {
  services: Record<
    string,
    {
      environment?: Record<string, string>;
      depends_on?: string[] | Record<string, unknown>;
      networks?: string[];
      configs?: { source: string }[];
      volumes?: string[];
    }
  >;
  configs: Record<string, { content: string }>;
  volumes: Record<string, null>;
  networks: Record<string, null>;
}

const compose = parse(read('compose.yaml'), { merge: true }) as Compose;

describe('the image', () => {
  it('copies what there is, and of what is built the folders that the builds write', () => {
    const copies = wordsOf('COPY');
    const plain = copies.filter(([first]) => !first?.startsWith('--from'));
    const sources = plain.flatMap((words) => words.slice(0, -1));
    expect(sources.length).toBeGreaterThan(5);
    expect(sources.filter((source) => !existsSync(join(root, source)))).toEqual([]);
    const built = copies.flatMap(([from, source = '']) =>
      from === '--from=build' ? source.replace('/app/', '') : [],
    );
    expect(built.sort()).toEqual([
      'miniapp/dist/h5',
      'server/content',
      'server/dist',
      'shared-types/dist',
      'shared-types/index.cjs',
    ]);
  });

  it('runs scripts that there are, and the service as everywhere', async () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    const asked = lines.flatMap((line) =>
      [...line.matchAll(/npm run ([\w:]+)/g)].map(([, name]) => name ?? ''),
    );
    expect(asked).toEqual(['build:server', 'build:h5']);
    for (const name of asked) expect(Object.keys(scripts)).toContain(name);
    const flags = read('scripts/lib/service-flags.mjs');
    const command = JSON.parse(wordsOf('CMD').at(-1)!.join(' ')) as string[];
    const [node, flag = '', main] = command;
    expect([node, main]).toEqual(['node', 'server/dist/main.js']);
    expect(flags).toContain(`'${flag}'`);
  });

  it('is asked for its health where the service answers', () => {
    const [[port]] = wordsOf('EXPOSE') as [[string]];
    expect(lines.join('\n')).toContain(`PORT=${port}`);
    expect(lines.join('\n')).toContain(`http://127.0.0.1:${port}/readyz`);
    expect(compose.configs.caddyfile?.content).toContain(`dynamic a service ${port}`);
  });
});

describe('compose.yaml', () => {
  it('names only what it defines', () => {
    const named = (pick: (one: Compose['services'][string]) => string[] = () => []) =>
      Object.values(compose.services).flatMap(pick);
    const dependencies = named(({ depends_on: on = [] }) =>
      Array.isArray(on) ? on : Object.keys(on),
    );
    for (const name of dependencies) expect(Object.keys(compose.services)).toContain(name);
    const networks = named(({ networks: own = [] }) => own);
    expect(new Set(networks)).toEqual(new Set(Object.keys(compose.networks)));
    const volumes = named(({ volumes: own = [] }) => own.map((one) => one.split(':')[0] ?? ''));
    expect(new Set(volumes)).toEqual(new Set(Object.keys(compose.volumes)));
    const configs = named(({ configs: own = [] }) => own.map(({ source }) => source));
    expect(new Set(configs)).toEqual(new Set(Object.keys(compose.configs)));
  });

  it('gives the service an environment that it starts with, and no name that it does not know', () => {
    const { environment = {} } = compose.services.service!;
    const known = read('server/src/platform/env.ts');
    for (const name of Object.keys(environment)) {
      expect(known).toMatch(new RegExp(`'${name}'|source\\.${name}\\b`));
    }
    const filled = Object.entries(environment).map(([name, value]) => [
      name,
      // What is to be set is set; what may be left out is not.
      value.replace(/\$\{(\w+):\?[^}]*\}/g, 'x'.repeat(40)).replace(/\$\{\w+:-\}/g, ''),
    ]);
    const env = readEnv(Object.fromEntries(filled) as NodeJS.ProcessEnv);
    expect(env).toMatchObject({ nodeEnv: 'production', demo: false, trustProxy: true });
    const asked = Object.entries(environment).filter(([, value]) => value.includes(':?'));
    for (const [name] of asked) {
      const without = Object.fromEntries(filled.filter(([other]) => other !== name));
      if (name === 'MONGODB_URI') continue;
      expect(() => readEnv(without as NodeJS.ProcessEnv)).toThrow();
    }
  });
});
