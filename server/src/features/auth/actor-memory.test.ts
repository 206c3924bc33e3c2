import { authContract, orgContract, PRIVACY_VERSION } from '@qiangji/shared-types';
import { Kit } from '../../../test/kit';
import type { PersonKey } from '../../../test/org-fixture';
import { now, nowDate, shiftClock } from '../../platform/clock';
import { MongoService } from '../../platform/mongo';
import { OrgRepository, personCollection } from '../org';
import { ActorMemory } from './actor-memory.service';
import { sessionCollection } from './auth.collection';
import { AuthRepository } from './auth.repository';
import { AuthService } from './auth.service';

let kit: Kit;

beforeAll(async () => {
  kit = await Kit.start();
});
afterEach(() => shiftClock(0));
afterAll(() => kit.stop());

const me = async (as: 'officer' | 'leader') => (await kit.call(authContract.me, {}, as)).status;

/** As another process would: in the database alone. */
async function elsewhere() {
  const mongo = await kit.get(MongoService);
  return {
    people: mongo.collection(personCollection),
    sessions: mongo.collection(sessionCollection),
  };
}

it('reads who acts once for a crowd that comes back every minute', async () => {
  const repository = await kit.get(AuthRepository);
  expect(await me('officer')).toBe(200);
  const read = jest.spyOn(repository, 'listSessions');
  for (let minute = 1; minute <= 9; minute += 1) {
    shiftClock(minute * 60_000);
    expect(await me('officer')).toBe(200);
  }
  expect(read).not.toHaveBeenCalled();
  // However wrong a clock is, not for ever.
  shiftClock(11 * 60_000);
  expect(await me('officer')).toBe(200);
  expect(read).toHaveBeenCalledTimes(1);
  read.mockRestore();
});

it('hears of a session that another process has ended, and of a person whom it has changed', async () => {
  const { people, sessions } = await elsewhere();
  const { officer, leader } = kit.people;
  expect([await me('officer'), await me('leader')]).toEqual([200, 200]);
  await sessions.updateMany({ personId: officer._id }, { $set: { revokedAt: nowDate() } });
  const moved = { $set: { updatedAt: nowDate() }, $inc: { authVersion: 1 } };
  await people.updateOne({ _id: leader._id }, moved);
  shiftClock(1_600);
  expect([await me('officer'), await me('leader')]).toEqual([401, 401]);
  kit.tokens.clear();
});

it('hears after a quiet hour of what was changed in it, before it lets anybody in', async () => {
  const { sessions } = await elsewhere();
  expect(await me('officer')).toBe(200);
  shiftClock(10 * 60_000 - 5_000);
  const { _id } = kit.people.officer;
  const ended = new Date(now() - 5 * 60_000);
  await sessions.updateMany({ personId: _id }, { $set: { revokedAt: ended } });
  expect(await me('officer')).toBe(401);
  kit.tokens.clear();
});

it('lets nobody in by what it remembers while it cannot look', async () => {
  const repository = await kit.get(AuthRepository);
  expect(await me('officer')).toBe(200);
  const away = jest.spyOn(repository, 'listRevoked').mockRejectedValue(new Error('away'));
  shiftClock(1_600);
  expect(await me('officer')).toBe(500);
  away.mockRestore();
  expect(await me('officer')).toBe(200);
});

it('does not remember a session beyond its own end', async () => {
  const memory = await kit.get(ActorMemory);
  const auth = await kit.get(AuthService);
  const { accessToken } = await auth.openSession(kit.people.officer);
  const actor = await auth.authenticate(accessToken);
  const soon = new Date(now() + 1_000);
  memory.keep(
    { ...actor, sessionId: 'soon' },
    { expiresAt: soon, asOf: new Date(0), readAt: now() },
  );
  expect(await memory.get('soon')).toMatchObject({ personId: actor.personId });
  shiftClock(1_001);
  expect(await memory.get('soon')).toBeUndefined();
  expect(memory.personOf('soon')).toBe(actor.personId);
  memory.forget('soon');
  expect(memory.personOf('soon')).toBeUndefined();
  expect(await memory.get('never seen')).toBeUndefined();
});

it('hears of whatever a keeper or the person themselves writes about them', async () => {
  const people = await kit.get(OrgRepository);
  const heard = async (who: PersonKey, write: () => Promise<unknown>) => {
    const { _id } = kit.people[who];
    const before = (await people.listPersonsByIds([_id]))[0]!.updatedAt;
    await write();
    const since = await people.listChanged(new Date(before.getTime() + 1));
    expect(since.map((one) => one._id)).toContain(_id);
  };
  const params = { personId: kit.people.officer3._id };
  const body = { version: PRIVACY_VERSION } as const;
  await heard('officer2', () => kit.ok(authContract.consent, { body }, 'officer2'));
  await heard('officer2', () => kit.ok(authContract.withdrawConsent, {}, 'officer2'));
  const post = { params, body: { post: '班长' } };
  await heard('officer3', () => kit.ok(orgContract.changePerson, post, 'office'));
  await heard('officer3', () => kit.ok(orgContract.unbindPerson, { params }, 'office'));
});

it('does not take a look for good that began before somebody was changed', async () => {
  const repository = await kit.get(AuthRepository);
  const { sessions } = await elsewhere();
  expect(await me('officer')).toBe(200);
  let finish = () => {};
  const slow = jest.spyOn(repository, 'listRevoked').mockImplementationOnce(
    () =>
      new Promise((done) => {
        finish = () => done([]);
      }),
  );
  shiftClock(120_000);
  const asked = me('officer');
  const limit = performance.now() + 5_000;
  while (slow.mock.calls.length === 0 && performance.now() < limit) {
    await new Promise((done) => setImmediate(done));
  }
  expect(slow).toHaveBeenCalledTimes(1);
  // The look hangs; meanwhile the session is ended elsewhere.
  const personId = kit.people.officer._id;
  await sessions.updateMany({ personId }, { $set: { revokedAt: nowDate() } });
  shiftClock(128_000);
  finish();
  expect(await asked).toBe(401);
  kit.tokens.clear();
});
