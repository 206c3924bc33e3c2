import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { authContract, type ErrorBody } from '@qiangji/shared-types';
import { OwnDatabase } from './lib/database';
import { freePort, Service } from './lib/service';

describe('while the database is away', () => {
  it('answers 503 with a code, and serves again without a restart once it is back', async () => {
    const home = mkdtempSync(join(tmpdir(), 'qj-away-'));
    const port = await freePort();
    let database = await OwnDatabase.start(home, port);
    const where = { uri: database.uri, database: 'qj_away' };
    await Service.seedPeople(where);
    const service = await Service.start(where);
    try {
      const { accessToken } = await service.signIn('officer');
      await database.kill();
      await service.until('/readyz', 503);
      const refused = await service.raw(authContract.demo, { body: { account: 'officer' } });
      expect(refused.status).toBe(503);
      expect((refused.body as ErrorBody).code).toBe('DATABASE_UNAVAILABLE');
      await service.until('/healthz', 200);

      database = await OwnDatabase.start(home, port);
      await service.until('/readyz', 200);
      const me = await service.call(authContract.me, {}, accessToken);
      expect(me.name).toBe('陈立');
    } finally {
      await service.kill('SIGTERM');
      await database.stop();
      rmSync(home, { recursive: true, force: true });
    }
  }, 180_000);
});
