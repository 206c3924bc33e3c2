import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { root } from './process.mjs';

/**
 * A database of the product's own chain that a bench may kill: `home` is where its files are, so that the
 * next one on the same port finds them again.
 */
export async function startOwnDatabase(home, port) {
  const env = { ...process.env, QIANGJI_HOME: home, PORT: String(port) };
  delete env.MONGODB_URI;
  const script = join(root, 'scripts/serve-database.mjs');
  const runner = spawn(process.execPath, [script], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  const kill = () => runner.kill('SIGKILL');
  process.on('exit', kill);
  const gone = new Promise((done) => runner.once('exit', done));
  const { uri, pid } = await new Promise((done, failed) => {
    let output = '';
    runner.stdout.on('data', (chunk) => {
      output += chunk;
      const line = output.split('\n').find((one) => one.startsWith('{') && one.endsWith('}'));
      if (line) done(JSON.parse(line));
    });
    runner.once('exit', () => failed(new Error(`the database did not start: ${output}`)));
  });
  const stop = async () => {
    runner.kill('SIGTERM');
    await gone;
    process.removeListener('exit', kill);
  };
  return {
    uri,
    stop,
    /** As a power cut would. */
    kill: async () => {
      process.kill(pid, 'SIGKILL');
      await stop();
    },
  };
}
