import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Kit } from './kit';

const { HOME, MIDWAY_SERVER_ENV } = process.env;

afterEach(() => {
  process.env.HOME = HOME;
  if (MIDWAY_SERVER_ENV === undefined) delete process.env.MIDWAY_SERVER_ENV;
  else process.env.MIDWAY_SERVER_ENV = MIDWAY_SERVER_ENV;
});

it('starts for a user without a home folder, and writes no log files', async () => {
  delete process.env.HOME;
  // Only outside of tests does Midway look for the home folder.
  process.env.MIDWAY_SERVER_ENV = 'prod';
  const kit = await Kit.start();
  try {
    expect((await kit.raw('GET', '/readyz')).status).toBe(200);
    expect(readdirSync(join(__dirname, '..'))).not.toContain('logs');
  } finally {
    await kit.stop();
  }
});
