import { authContract, noticeContract, PRIVACY_VERSION, type Session } from '@qiangji/shared-types';
import { Kit } from '../../../test/kit';
import { AccessLog } from '../../platform/access-log';
import { shiftClock } from '../../platform/clock';
import { env, setEnv } from '../../platform/env';
import { makeId } from '../../platform/ids';
import { MongoService } from '../../platform/mongo';
import { personCollection } from '../org';
import { ACCESS_TTL_MS, REFRESH_TTL_MS } from './auth.rules';

let kit: Kit;

beforeAll(async () => {
  kit = await Kit.start({ DEMO: '1', FILING_NUMBER: '苏ICP备00000000号' });
  const mongo = await kit.get(MongoService);
  const filter = { _id: kit.people.auxiliary._id };
  await mongo.collection(personCollection).updateOne(filter, { $set: { staffNumber: 'D0002' } });
});

afterEach(() => shiftClock(0));

afterAll(async () => {
  await kit.stop();
});

const bearer = (session: Session) => ({ authorization: `Bearer ${session.accessToken}` });
const signIn = () => kit.ok(authContract.demo, { body: { account: 'auxiliary' } }, null);
const refresh = (refreshToken: string) =>
  kit.ok(authContract.refresh, { body: { refreshToken } }, null);

async function statusOf(session: Session): Promise<string> {
  const answer = await kit.call(authContract.me, {}, null, bearer(session));
  return answer.status === 200 ? 'ok' : (answer.body as { code: string }).code;
}

describe('a session', () => {
  it('opens for a demo account where the service runs as a demo', async () => {
    await kit.ok(authContract.demo, { body: { account: 'auxiliary' } }, null, (session) => {
      expect(session.me).toMatchObject({ name: '周敏', kind: 'auxiliary', unitName: '湖塘中队' });
    });
    await kit.fails(authContract.demo, { body: { account: 'leader' } }, null, 'NOT_FOUND');
  });

  it('opens for nobody by that door where it does not, though the person is there', async () => {
    const own = env();
    setEnv({ ...own, demo: false });
    await kit.fails(authContract.demo, { body: { account: 'auxiliary' } }, null, 'NOT_FOUND');
    setEnv(own);
    expect((await signIn()).me.name).toBe('周敏');
  });

  it('is told who it is, without phone number or openid', async () => {
    await kit.ok(authContract.me, {}, 'leader', (me) => {
      expect(me).toMatchObject({ name: '马骏', consentVersion: PRIVACY_VERSION });
      expect(JSON.stringify(me)).not.toContain(kit.people.leader.phone ?? '-');
    });
  });

  it('ages, and is renewed by its refresh token', async () => {
    const session = await signIn();
    shiftClock(ACCESS_TTL_MS + 1_000);
    expect(await statusOf(session)).toBe('TOKEN_EXPIRED');
    const renewed = await kit.ok(
      authContract.refresh,
      { body: { refreshToken: session.refreshToken } },
      null,
      (body) => {
        expect(body.refreshToken).not.toBe(session.refreshToken);
      },
    );
    expect(await statusOf(renewed)).toBe('ok');
    shiftClock(ACCESS_TTL_MS + REFRESH_TTL_MS + 2_000);
    const body = { refreshToken: renewed.refreshToken };
    await kit.fails(authContract.refresh, { body }, null, 'SESSION_REVOKED');
  });

  it('answers a lost reply again, and ends where an old refresh token comes back', async () => {
    const first = await signIn();
    const second = await refresh(first.refreshToken);
    expect((await refresh(first.refreshToken)).refreshToken).toBe(second.refreshToken);
    const third = await refresh(second.refreshToken);
    const body = { refreshToken: first.refreshToken };
    await kit.fails(authContract.refresh, { body }, null, 'REFRESH_REUSED');
    const last = { refreshToken: third.refreshToken };
    await kit.fails(authContract.refresh, { body: last }, null, 'SESSION_REVOKED');
  });

  it('ends at the first turn where two hold its token and each renews the newest they have', async () => {
    const stolen = await signIn();
    const by = (refreshToken: string, attemptId: string) => ({ body: { refreshToken, attemptId } });
    const thief = await kit.ok(authContract.refresh, by(stolen.refreshToken, makeId()), null);
    const owner = by(stolen.refreshToken, makeId());
    await kit.fails(authContract.refresh, owner, null, 'REFRESH_REUSED');
    const next = by(thief.refreshToken, makeId());
    await kit.fails(authContract.refresh, next, null, 'SESSION_REVOKED');
    expect(await statusOf(thief)).toBe('SESSION_REVOKED');
  });

  it('ends the same where one of the two says no attempt, or both come at once', async () => {
    const one = await signIn();
    await refresh(one.refreshToken);
    const late = { body: { refreshToken: one.refreshToken, attemptId: makeId() } };
    await kit.fails(authContract.refresh, late, null, 'REFRESH_REUSED');
    const two = await signIn();
    const both = await Promise.all(
      [makeId(), makeId()].map((attemptId) =>
        kit.call(
          authContract.refresh,
          { body: { refreshToken: two.refreshToken, attemptId } },
          null,
        ),
      ),
    );
    expect(both.map(({ status }) => status).sort()).toEqual([200, 401]);
    expect(await statusOf(two)).toBe('SESSION_REVOKED');
  });

  it('answers an attempt whose reply was lost the same, however often, also twice at once', async () => {
    const { refreshToken } = await signIn();
    const input = { body: { refreshToken, attemptId: makeId() } };
    const ask = () => kit.ok(authContract.refresh, input, null);
    const answers = [...(await Promise.all([ask(), ask()])), await ask()];
    expect(new Set(answers.map((one) => one.refreshToken)).size).toBe(1);
    expect((await refresh(answers[0]!.refreshToken)).me.name).toBe('周敏');
  });

  it('refuses a forged refresh token', async () => {
    const { refreshToken } = await signIn();
    const forged = refreshToken.replace(/\.0\./, '.1.');
    await kit.fails(
      authContract.refresh,
      { body: { refreshToken: forged } },
      null,
      'UNAUTHENTICATED',
    );
  });

  it('ends at once where one logs out', async () => {
    const session = await signIn();
    expect(await statusOf(session)).toBe('ok');
    await kit.call(authContract.logout, {}, null, bearer(session));
    expect(await statusOf(session)).toBe('SESSION_REVOKED');
    await kit.ok(authContract.logout, {}, 'siblingOfficer', (body) => {
      expect(body).toEqual({ done: true });
    });
  });
});

describe('privacy consent', () => {
  it('comes before anything else, and can be taken back', async () => {
    await kit.fails(noticeContract.listMine, {}, 'noConsent', 'CONSENT_REQUIRED');
    const body = { version: PRIVACY_VERSION } as const;
    await kit.ok(authContract.consent, { body }, 'noConsent', (me) => {
      expect(me.consentVersion).toBe(PRIVACY_VERSION);
    });
    await kit.ok(noticeContract.listMine, {}, 'noConsent');
    await kit.ok(authContract.withdrawConsent, {}, 'noConsent', (answer) => {
      expect(answer).toEqual({ done: true });
    });
    await kit.fails(authContract.me, {}, 'noConsent', 'SESSION_REVOKED');
    const mongo = await kit.get(MongoService);
    const filter = { _id: kit.people.noConsent._id };
    const person = await mongo.collection(personCollection).findOne(filter);
    expect(person?.consent).toBeNull();
  });
});

describe('what is held on me', () => {
  it('is counted by kind, and who looked is named', async () => {
    await kit.ok(authContract.myHoldings, {}, 'officer', ({ holdings }) => {
      expect(holdings).toEqual(
        expect.arrayContaining([
          { name: 'media', count: 0 },
          { name: 'feedback', count: 0 },
          { name: 'study', count: 0 },
          { name: 'quiz', count: 0 },
          { name: 'notices', count: 0 },
        ]),
      );
    });
    const log = await kit.get(AccessLog);
    const { officer, leader } = kit.people;
    await log.append({ readerId: leader._id, subjectId: officer._id, what: 'review_person' });
    await log.append({ readerId: officer._id, subjectId: officer._id, what: 'review_person' });
    await kit.ok(authContract.listMyReaders, {}, 'officer', (page) => {
      expect(page.items).toHaveLength(1);
      expect(page.items[0]).toMatchObject({
        what: 'review_person',
        readerName: '马骏',
        readerUnit: '湖塘中队',
      });
    });
    const others = await kit.ok(authContract.listMyReaders, {}, 'officer2');
    expect(others.items).toEqual([]);
  });
});

it('tells anybody who runs the service and what its filing number is', async () => {
  await kit.ok(authContract.appInfo, {}, null, (info) => {
    expect(info).toMatchObject({ demo: true, filingNumber: '苏ICP备00000000号' });
    expect(info.privacyVersion).toBe(PRIVACY_VERSION);
  });
});
