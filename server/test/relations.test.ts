import { isDeepStrictEqual } from 'node:util';
import { contracts, type Contract, type ErrorBody, type PolicyName } from '@qiangji/shared-types';
import { isWithin, type Actor } from '../src/platform/actor';
import { MongoService } from '../src/platform/mongo';
import { policies } from '../src/policies';
import { Kit } from './kit';
import { personKeys, UNITS, type PersonKey } from './org-fixture';
import { asksFor, requestFor } from './relation-request';
import type { Asked, Listed } from './relation-row';
import { ROWS } from './relation-rows';
import { makeWorld, type World, type WorldRecord } from './relation-world';

const all = Object.values(contracts).flatMap((feature) => Object.values(feature) as Contract[]);

const rows = all.flatMap((contract) => {
  const row = ROWS[contract.id];
  return Array.isArray(row) ? row.map((one) => ({ contract, one })) : [];
});
const asked = rows.flatMap(({ contract, one }) =>
  'of' in one ? [[contract.id, one.of, contract, one] as const] : [],
);
const listed = rows.flatMap(({ contract, one }) =>
  'holds' in one ? [[contract.id, one.holds, contract, one] as const] : [],
);
const people = personKeys.filter((key) => key !== 'noConsent');

/** What a call may change, and what is put back after it. */
const WRITTEN = [
  'duty_shifts',
  'duty_entries',
  'duty_plans',
  'self_check_corrections',
  'spot_checks',
  'spot_check_draws',
  'feedback',
  'leaves',
  'org_persons',
  'exam_papers',
  'exam_exams',
  'exam_sittings',
  'exam_attempts',
  'exam_writing',
  'exam_markings',
  'exam_appeals',
  'study_own_pieces',
] as const;

let kit: Kit;
let world: World;
let putBack: () => Promise<void>;

beforeAll(async () => {
  process.env.RATE_BURST = '100000';
  kit = await Kit.start();
  world = await makeWorld(kit);
  const { db } = await kit.get(MongoService);
  const kept = await Promise.all(
    WRITTEN.map(async (name) => {
      const rows = db.collection<{ _id: string }>(name);
      return { rows, documents: await rows.find().toArray() };
    }),
  );
  putBack = async () => {
    await Promise.all(
      kept.map(async ({ rows, documents }) => {
        const now = new Map((await rows.find().toArray()).map((one) => [one._id, one]));
        const changed = documents.filter((one) => !isDeepStrictEqual(one, now.get(one._id)));
        for (const document of changed) {
          await rows.replaceOne({ _id: document._id }, document, { upsert: true });
        }
      }),
    );
  };
}, 120_000);

afterAll(async () => {
  await kit.stop();
});

function actorOf(key: PersonKey): Actor {
  const { _id, kind, unitPath, grants } = kit.people[key];
  return { personId: _id, sessionId: '', kind, unitPath, grants, consentVersion: null };
}

/** Whether a person should reach a record through a route. */
function mayReach(
  contract: Contract,
  row: Asked | Listed,
  actor: Actor,
  record: WorldRecord,
): boolean {
  if (row.narrower) return row.narrower.reaches(actor, record);
  const scope = policies[contract.policy as PolicyName].scope(actor);
  return (
    (scope.personId !== undefined && record.owners.includes(scope.personId)) ||
    (scope.unitPaths ?? []).some((unit) => isWithin(record.unitPath, unit))
  );
}

/** Somebody else of the same bureau. */
function colleagueOf(key: PersonKey): string {
  const { unitPath, _id } = kit.people[key];
  const { outsider, outsiderLeader, leader, liaison } = kit.people;
  const both = isWithin(unitPath, UNITS.otherBureau)
    ? [outsider, outsiderLeader]
    : [leader, liaison];
  return both.find((person) => person._id !== _id)!._id;
}

async function reached(
  contract: Contract,
  row: Asked,
  key: PersonKey,
  record: WorldRecord,
): Promise<boolean> {
  const { status, body } = await kit.call(
    contract,
    requestFor(contract, row, record, colleagueOf(key)),
    key,
  );
  if (status === 401 || status >= 500) throw new Error(`${contract.id} answered ${status}`);
  if (status < 300 && contract.method !== 'GET') {
    await putBack();
    // A change of a person ends their sessions.
    if (row.of === 'person') kit.tokens.clear();
  }
  if ((body as Partial<ErrorBody>).code === (row.hiddenBy ?? 'NOT_FOUND')) return false;
  return row.lists ? JSON.stringify(body).includes(record.id) : true;
}

/** Which records of a kind one answer names; it has to be a whole one. */
async function held(contract: Contract, row: Listed, key: PersonKey): Promise<WorldRecord[]> {
  const query = { ...(asksFor(contract, 'limit') ? { limit: 100 } : {}), ...row.query };
  const { status, body } = await kit.call(contract, { query }, key);
  const { nextCursor } = body as { nextCursor?: string | null };
  if (status !== 200 || nextCursor) throw new Error(`${contract.id} answered ${status} or a part`);
  const text = JSON.stringify(body);
  return world[row.holds].filter(({ id }) => text.includes(JSON.stringify(id)));
}

const allowedBy = (contract: Contract) =>
  people.filter((key) => policies[contract.policy as PolicyName].allows(actorOf(key)));

describe('whose records a route reaches', () => {
  it('is said of every route by a row or a reason why there are none, and no row is left over', () => {
    expect(Object.keys(ROWS).sort()).toEqual(all.map((contract) => contract.id).sort());
  });

  it.each(asked)('%s reaches of each %s exactly what its policy says', async (...given) => {
    const [, , contract, row] = given;
    const wrong: string[] = [];
    let within = 0;
    let beyond = 0;
    for (const key of allowedBy(contract)) {
      for (const record of world[row.of]) {
        const may = mayReach(contract, row, actorOf(key), record);
        const did = await reached(contract, row, key, record);
        if (may !== did) wrong.push(`${key} ${did ? 'reached' : 'missed'} ${record.place}`);
        if (may) within += 1;
        else beyond += 1;
      }
    }
    expect(wrong).toEqual([]);
    expect(within).toBeGreaterThan(0);
    expect(beyond).toBeGreaterThan(0);
  });

  it.each(listed)('%s holds of each %s exactly what its policy says', async (...given) => {
    const [, , contract, row] = given;
    const placesOf = (records: readonly WorldRecord[]) => records.map(({ place }) => place);
    const should: Record<string, string[]> = {};
    const does: Record<string, string[]> = {};
    for (const key of allowedBy(contract)) {
      const actor = actorOf(key);
      const may = world[row.holds].filter((record) => mayReach(contract, row, actor, record));
      should[key] = placesOf(may);
      does[key] = placesOf(await held(contract, row, key));
    }
    expect(does).toEqual(should);
    const reachedOf = Object.values(should).map((places) => places.length);
    expect(Math.max(...reachedOf)).toBeGreaterThan(0);
    expect(Math.min(...reachedOf)).toBeLessThan(world[row.holds].length);
  });
});
