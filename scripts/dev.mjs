import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { buildServer } from './lib/build.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { checkNode, main, onEnd, root, say, start, step } from './lib/shell.mjs';

/** The demo with reloading: sources are watched, the service restarts, pages rebuild. */
main(async () => {
  checkNode();
  const port = Number(process.env.PORT ?? 7001);
  const home = resolve(root, process.env.QIANGJI_HOME ?? '.qiangji');
  mkdirSync(home, { recursive: true });
  await ensureInstalled();
  const { startDatabase } = await import('./database.mjs');
  const database = await startDatabase({ home });
  await buildServer();
  const env = {
    ...process.env,
    NODE_ENV: 'development',
    MONGODB_URI: database.uri,
    MONGODB_DB: process.env.MONGODB_DB ?? 'qiangji_demo',
    JWT_SECRET: process.env.JWT_SECRET ?? 'development only, not a secret at all',
    DEMO: '1',
    PORT: String(port),
  };
  await step('seeding the demo', process.execPath, ['server/dist/seed.js'], { env });
  const swc = (workspace) =>
    start(
      'npx',
      ['swc', 'src', '-d', 'dist', '--strip-leading-paths', '--config-file', '.swcrc', '-w'],
      {
        cwd: join(root, workspace),
        env,
      },
    );
  const children = [
    swc('shared-types'),
    swc('server'),
    start(
      process.execPath,
      ['--watch-path=server/dist', '--watch-path=shared-types/dist', 'server/dist/main.js'],
      {
        cwd: root,
        env,
      },
    ),
    start('npm', ['run', 'dev:h5', '-w', 'miniapp'], { cwd: root, env }),
  ];
  onEnd(async () => {
    for (const child of children) child.kill('SIGTERM');
    await database.stop();
  });
  say(`watching; the pages are at http://127.0.0.1:${port} once they are built`);
});
