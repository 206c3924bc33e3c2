import { spawnSync } from 'node:child_process';
import path from 'node:path';

it('has the stylesheet and the names that scripts/icons.txt asks for', () => {
  const script = path.resolve(__dirname, '../../../scripts/icons.mjs');
  const { status, stderr } = spawnSync(process.execPath, [script, '--check'], { encoding: 'utf8' });
  expect(stderr).toBe('');
  expect(status).toBe(0);
});
