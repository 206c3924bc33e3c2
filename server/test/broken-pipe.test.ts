import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

let child: ChildProcess | undefined;

afterEach(() => child?.kill('SIGKILL'));

it('ends with 0 once a line meets a pipe that nobody reads any more', async () => {
  const main = join(__dirname, '..', 'src', 'main.ts');
  child = spawn(process.execPath, ['--require', join(__dirname, 'main-alone.cjs'), main], {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: {
      ...process.env,
      NODE_ENV: 'test',
      MONGODB_URI: 'mongodb://nobody.invalid',
      JWT_SECRET: 'only for a process without a reader',
      LOG_LEVEL: 'info',
      PORT: '1',
    },
  });
  const ended = once(child, 'exit');
  const [stdout, stderr] = [child.stdout!, child.stderr!];
  let heard = '';
  for (const stream of [stdout, stderr])
    stream.on('data', (chunk: Buffer) => (heard += chunk.toString()));
  while (!heard.includes('listening')) {
    const end = ended.then(() => Promise.reject(new Error(`it ended early: ${heard}`)));
    await Promise.race([once(stdout, 'data'), end]);
  }
  const closed = [once(stdout, 'close'), once(stderr, 'close')];
  stdout.destroy();
  stderr.destroy();
  await Promise.all(closed);
  child.send('a line for nobody');
  expect(await ended).toEqual([0, null]);
});
