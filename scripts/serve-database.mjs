import { resolve } from 'node:path';
import { startDatabase } from './database.mjs';
import { main, root, say } from './lib/shell.mjs';

/**
 * A database of the chain by itself, until Ctrl-C; `PORT` and `QIANGJI_HOME` choose where. With `--not-durable` for
 * tests that kill nothing.
 */
main(async () => {
  const home = resolve(root, process.env.QIANGJI_HOME ?? '.qiangji');
  const port = process.env.PORT ? Number(process.env.PORT) : undefined;
  const durable = !process.argv.includes('--not-durable');
  const database = await startDatabase({ home, port, durable });
  say(JSON.stringify({ uri: database.uri, pid: database.pid }));
});
