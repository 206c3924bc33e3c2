import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

it('ends with 2 and one plain line where a production service would open demo accounts', async () => {
  const main = join(__dirname, '..', 'src', 'main.ts');
  const child = spawn(process.execPath, ['--require', join(__dirname, 'ts-hook.cjs'), main], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      NODE_ENV: 'production',
      DEMO: '1',
      MONGODB_URI: 'mongodb://nobody.invalid',
      JWT_SECRET: 'only for a process that never gets to serve',
      WECHAT_APP_ID: 'wx1',
      WECHAT_APP_SECRET: 'only for a process that never gets to serve',
      OPERATOR_NAME: '某局',
      PORT: '1',
    },
  });
  const ended = once(child, 'exit');
  const said = Promise.all([text(child.stdout), text(child.stderr)]);
  expect(await ended).toEqual([2, null]);
  expect(await said).toEqual([
    '',
    'DEMO=1 opens accounts without a password: unset it or NODE_ENV=production\n',
  ]);
});
