import { studyContract } from '@qiangji/shared-types';
import type { MongoClient } from 'mongodb';
import { connect } from './lib/database';
import { makeId, Service } from './lib/service';

const WRITES = 1_000;
const KILL_AFTER = 400;
const AT_ONCE = 100;

const database = `qj_durability_${process.pid}`;
let client: MongoClient;

beforeAll(async () => {
  client = await connect();
  await Service.seed({ database });
}, 120_000);

afterAll(async () => {
  await client.db(database).dropDatabase();
  await client.close();
});

interface Op {
  slug: string;
  opId: string;
  body: object;
  acknowledged: boolean;
}

/** Sends all ops that were not acknowledged, a hundred at once; a lost connection leaves an op open. */
async function send(service: Service, ops: Op[], token: string, acknowledged: () => void) {
  const open = ops.filter((op) => !op.acknowledged);
  let next = 0;
  const worker = async () => {
    for (let op = open[next++]; op; op = open[next++]) {
      const answer = await service
        .raw(studyContract.appendProgress, { params: { slug: op.slug }, body: op.body }, token)
        .catch(() => null);
      if (answer?.status === 200) {
        op.acknowledged = true;
        acknowledged();
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

describe('kill -9 in the middle of a thousand writes', () => {
  it('loses no acknowledged write and doubles none', async () => {
    const limits = { RATE_BURST: '5000', RATE_PER_SECOND: '5000' };
    let service = await Service.start({ database, env: limits });
    const { accessToken } = await service.signIn('officer');
    const { items } = await service.call(
      studyContract.listPieces,
      { query: { limit: 100 } },
      accessToken,
    );
    const ops = Array.from({ length: WRITES }, (_, index): Op => {
      const opId = makeId();
      const { slug, version } = items[index % items.length]!;
      const deviceAt = new Date().toISOString();
      const body = { opId, deviceAt, pieceVersion: version, positionBp: index, answers: [] };
      return { opId, slug, body, acknowledged: false };
    });
    const reports = client.db(database).collection<{ opId: string }>('study_reports');

    let count = 0;
    let killed: Promise<unknown> = Promise.resolve();
    await send(service, ops, accessToken, () => {
      count += 1;
      if (count === KILL_AFTER) killed = service.kill('SIGKILL');
    });
    await killed;
    const acknowledged = ops.filter((op) => op.acknowledged).map((op) => op.opId);
    expect(acknowledged.length).toBeGreaterThanOrEqual(KILL_AFTER);
    expect(acknowledged.length).toBeLessThan(WRITES);
    const kept = await reports.countDocuments({ opId: { $in: acknowledged } });
    expect(kept).toBe(acknowledged.length);

    // The phone does not know which of the others arrived: it sends them all again.
    service = await Service.start({ database, env: limits });
    const again = await service.signIn('officer');
    await send(service, ops, again.accessToken, () => undefined);
    expect(ops.every((op) => op.acknowledged)).toBe(true);
    const stored = (await reports.find({ opId: { $in: ops.map((op) => op.opId) } }).toArray()).map(
      (row) => row.opId,
    );
    expect(stored.length).toBe(WRITES);
    expect(new Set(stored).size).toBe(WRITES);
    process.stdout.write(
      `kill -9: ${acknowledged.length} acknowledged before, ${WRITES} after, 0 lost, 0 doubled\n`,
    );
    expect(await service.kill('SIGTERM')).not.toBe(1);
  }, 180_000);
});
