import { buildServer } from './lib/build.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { finish, start } from './lib/processes.mjs';
import { checkNode, main, root } from './lib/shell.mjs';

/**
 * `npm run bureau -- FILE [--new-code]`: puts a bureau's units and the first keeper of its roster into the
 * database of `MONGODB_URI` and `MONGODB_DB`. In the image: `node server/dist/bureau.js`.
 */
main(async () => {
  checkNode();
  await ensureInstalled();
  await buildServer();
  const args = ['server/dist/bureau.js', ...process.argv.slice(2)];
  const command = start(process.execPath, args, { cwd: root, stdio: 'inherit' });
  const code = await new Promise((done) => command.once('exit', done));
  await finish(code ?? 1);
});
