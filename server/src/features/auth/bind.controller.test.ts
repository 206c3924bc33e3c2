import {
  authContract,
  orgContract,
  PRIVACY_VERSION,
  type Session,
  type WechatResult,
} from '@qiangji/shared-types';
import { Kit } from '../../../test/kit';
import type { PersonKey } from '../../../test/org-fixture';
import { WechatStandIn } from '../../../test/wechat-stand-in';
import { shiftClock } from '../../platform/clock';
import { MongoService } from '../../platform/mongo';
import { WechatDoor } from '../../platform/wechat';
import { personCollection, RosterService } from '../org';
import { bindTicketCollection } from './auth.collection';
import { MAX_TRIES, TICKET_TTL_MS } from './bind.service';

const LOGIN = '/sns/jscode2session';
const PHONE = '/wxa/business/getuserphonenumber';
const TOKEN = '/cgi-bin/stable_token';

const wechat = new WechatStandIn();
let kit: Kit;

beforeAll(async () => {
  kit = await Kit.start({ WECHAT_BASE_URL: await wechat.start(), WECHAT_APP_ID: 'wx1' });
});

afterEach(() => shiftClock(0));

afterAll(async () => {
  await kit.stop();
  await wechat.stop();
});

const login = (openid: string) =>
  kit.ok(authContract.wechat, { body: { code: `login:${openid}` } }, null);

async function ticketOf(openid: string): Promise<string> {
  const result: WechatResult = await login(openid);
  if (result.status !== 'bind_required') throw new Error('already bound');
  return result.bindToken;
}

const phoneOf = (who: PersonKey) => `phone:${kit.people[who].phone}`;
const byPhone = (bindToken: string, phoneCode: string) => ({
  body: { by: 'phone' as const, bindToken, phoneCode, privacyVersion: PRIVACY_VERSION },
});
const byCode = (bindToken: string, bindingCode: string) => ({
  body: { by: 'code' as const, bindToken, bindingCode, privacyVersion: PRIVACY_VERSION },
});

async function codeFor(who: PersonKey): Promise<string> {
  const params = { personId: kit.people[who]._id };
  return (await kit.ok(orgContract.issueBindingCode, { params }, 'office')).bindingCode;
}

describe('signing in with WeChat', () => {
  it('asks an unknown account to bind, and knows it ever after', async () => {
    await kit.ok(authContract.wechat, { body: { code: 'login:o1' } }, null, (result) => {
      expect(result).toMatchObject({ status: 'bind_required' });
      expect(JSON.stringify(result)).not.toMatch(/o1|session_key|tiiht/);
    });
    const input = byPhone(await ticketOf('o1'), phoneOf('officer'));
    await kit.ok(authContract.bind, input, null, (session) => {
      expect(session.me.name).toBe('陈立');
    });
    const again = await login('o1');
    expect(again.status).toBe('signed_in');
    await kit.fails(authContract.bind, input, null, 'WECHAT_CODE_INVALID');
  });

  it('binds nobody to no account, whatever a ticket of another version holds', async () => {
    const roster = await kit.get(RosterService);
    const { _id, phone } = kit.people.siblingOfficer;
    for (const openid of ['', undefined as unknown as string]) {
      const refused = { code: 'WECHAT_CODE_INVALID' };
      await expect(roster.bindByPhone(phone!, openid)).rejects.toMatchObject(refused);
      const code = await codeFor('siblingOfficer');
      await expect(roster.bindByCode(code, openid)).rejects.toMatchObject(refused);
    }
    const { db } = await kit.get(MongoService);
    const tickets = db.collection<{ _id: string }>(bindTicketCollection.name);
    const token = await ticketOf('o-older');
    await tickets.updateMany({}, { $unset: { sealedOpenid: 1 }, $set: { openid: 'o-older' } });
    const input = byPhone(token, phoneOf('siblingOfficer'));
    await kit.fails(authContract.bind, input, null, 'WECHAT_CODE_INVALID');
    const persons = (await kit.get(MongoService)).collection(personCollection);
    expect(await persons.findOne({ _id })).toMatchObject({ openid: null });
  });

  it('binds nobody who has not agreed to the notice in force, and notes the agreement with it', async () => {
    const { _id } = kit.people.noConsent;
    const persons = (await kit.get(MongoService)).collection(personCollection);
    const { body } = byPhone(await ticketOf('o-agree'), phoneOf('noConsent'));
    const old = { body: { ...body, privacyVersion: '2020-01' } };
    await kit.fails(authContract.bind, old, null, 'CONSENT_REQUIRED');
    expect(await persons.findOne({ _id })).toMatchObject({ openid: null, consent: null });
    await kit.ok(authContract.bind, { body }, null, ({ me }) => {
      expect(me.consentVersion).toBe(PRIVACY_VERSION);
    });
    const kept = await persons.findOne({ _id });
    expect(kept).toMatchObject({ openid: 'o-agree', consent: { version: PRIVACY_VERSION } });
  });

  it('keeps neither session key nor bind token, and the account only as the token opens it', async () => {
    const bindToken = await ticketOf('o-keep');
    const mongo = await kit.get(MongoService);
    const tickets = await mongo.collection(bindTicketCollection).find({}).toArray();
    expect(tickets.length).toBeGreaterThan(0);
    expect(JSON.stringify(tickets)).not.toContain('tiiht');
    expect(JSON.stringify(tickets)).not.toContain(bindToken);
    expect(JSON.stringify(tickets)).not.toContain('o-keep');
  });

  it('refuses numbers that are not on the roster, suspended or bound elsewhere', async () => {
    const stranger = byPhone(await ticketOf('o2'), 'phone:13900009999');
    await kit.fails(authContract.bind, stranger, null, 'NOT_ON_ROSTER');
    const taken = byPhone(await ticketOf('o3'), phoneOf('officer'));
    const error = await kit.fails(authContract.bind, taken, null, 'NOT_ON_ROSTER');
    expect(error.message).toContain('绑定码');
    const mongo = await kit.get(MongoService);
    const filter = { _id: kit.people.officer3._id };
    await mongo.collection(personCollection).updateOne(filter, { $set: { active: false } });
    const suspended = byPhone(await ticketOf('o4'), phoneOf('officer3'));
    await kit.fails(authContract.bind, suspended, null, 'NOT_ON_ROSTER');
  });

  it('lets a ticket lapse after ten minutes and after five tries', async () => {
    const old = await ticketOf('o5');
    shiftClock(TICKET_TTL_MS + 1);
    await kit.fails(
      authContract.bind,
      byPhone(old, phoneOf('officer2')),
      null,
      'WECHAT_CODE_INVALID',
    );
    shiftClock(0);
    const tried = await ticketOf('o6');
    for (let n = 0; n < MAX_TRIES; n++) {
      await kit.fails(authContract.bind, byCode(tried, 'WRONGCODE'), null, 'BINDING_CODE_INVALID');
    }
    const right = await codeFor('officer2');
    await kit.fails(authContract.bind, byCode(tried, right), null, 'WECHAT_CODE_INVALID');
  });
});

describe('a binding code', () => {
  it('is good once, however many try at the same moment, and is not kept as it is', async () => {
    const code = await codeFor('auxiliary');
    expect(code.length).toBeGreaterThanOrEqual(8);
    const mongo = await kit.get(MongoService);
    const filter = { _id: kit.people.auxiliary._id };
    const person = await mongo.collection(personCollection).findOne(filter);
    expect(JSON.stringify(person)).not.toContain(code);
    const tickets = await Promise.all([1, 2, 3, 4].map((n) => ticketOf(`rush${n}`)));
    const answers = await Promise.all(
      tickets.map((ticket) => kit.call(authContract.bind, byCode(ticket, code), null)),
    );
    expect(answers.map((one) => one.status).sort()).toEqual([200, 400, 400, 400]);
  });

  it('is read as people type it, lapses after a day, and is voided by the next', async () => {
    const [first, second] = [await codeFor('inspector'), await codeFor('inspector')];
    const ticket = await ticketOf('o7');
    await kit.fails(authContract.bind, byCode(ticket, first), null, 'BINDING_CODE_INVALID');
    const typed = ` ${second.slice(0, 5).toLowerCase()}-${second.slice(5)}`;
    await kit.ok(authContract.bind, byCode(ticket, typed), null);
    const late = await codeFor('leader');
    shiftClock(86_400_000 + 1);
    const day = byCode(await ticketOf('o8'), late);
    await kit.fails(authContract.bind, day, null, 'BINDING_CODE_INVALID');
  });

  it('moves a person to a new WeChat account, and the old one no longer signs in', async () => {
    const before = await kit.ok(
      authContract.bind,
      byCode(await ticketOf('old'), await codeFor('clerk')),
      null,
    );
    await kit.ok(authContract.bind, byCode(await ticketOf('new'), await codeFor('clerk')), null);
    expect((await login('old')).status).toBe('bind_required');
    expect((await login('new')).status).toBe('signed_in');
    const headers = { authorization: `Bearer ${before.accessToken}` };
    const answer = await kit.call(authContract.me, {}, null, headers);
    expect(answer.body).toMatchObject({ code: 'SESSION_REVOKED' });
  });
});

describe('unbinding', () => {
  const kept = async (who: PersonKey) => {
    const mongo = await kit.get(MongoService);
    return mongo.collection(personCollection).findOne({ _id: kit.people[who]._id });
  };
  const gone = { openid: null, phone: null, bindingCode: null };
  const bound = async (who: PersonKey) =>
    kit.ok(authContract.bind, byCode(await ticketOf(`un-${who}`), await codeFor(who)), null);
  const meOf = (session: Session) =>
    kit.call(authContract.me, {}, null, { authorization: `Bearer ${session.accessToken}` });

  it('by oneself deletes account and number at once, and ends every session', async () => {
    const input = byPhone(await ticketOf('un-siblingOfficer'), phoneOf('siblingOfficer'));
    const phone = await kit.ok(authContract.bind, input, null);
    await codeFor('siblingOfficer');
    expect(await kept('siblingOfficer')).toMatchObject({ openid: 'un-siblingOfficer' });
    await kit.ok(authContract.unbind, {}, 'siblingOfficer', (answer) => {
      expect(answer).toEqual({ done: true });
    });
    expect(await kept('siblingOfficer')).toMatchObject({ ...gone, active: true });
    await kit.fails(authContract.me, {}, 'siblingOfficer', 'SESSION_REVOKED');
    shiftClock(2_000);
    expect((await meOf(phone)).body).toMatchObject({ code: 'SESSION_REVOKED' });
    const number = byPhone(await ticketOf('un-siblingOfficer'), phoneOf('siblingOfficer'));
    await kit.fails(authContract.bind, number, null, 'NOT_ON_ROSTER');
    shiftClock(0);
    await bound('siblingOfficer');
  });

  it('is done by a keeper within reach, and told to whom it concerns', async () => {
    const phone = await bound('liaison');
    const params = { personId: kit.people.liaison._id };
    await kit.fails(orgContract.unbindPerson, { params }, 'leader', 'FORBIDDEN');
    await kit.fails(orgContract.unbindPerson, { params }, 'outsiderOffice', 'NOT_FOUND');
    expect(await kept('liaison')).toMatchObject({ openid: 'un-liaison' });
    await kit.ok(orgContract.unbindPerson, { params }, 'office', (person) => {
      expect(person).toMatchObject({ name: '连络', bound: false, active: true });
    });
    expect(await kept('liaison')).toMatchObject(gone);
    shiftClock(2_000);
    expect((await meOf(phone)).body).toMatchObject({ code: 'SESSION_REVOKED' });
    shiftClock(0);
    const again = await bound('liaison');
    const headers = { authorization: `Bearer ${again.accessToken}` };
    const readers = await kit.call(authContract.listMyReaders, {}, null, headers);
    const told = (readers.body as { items: { what: string }[] }).items.map((one) => one.what);
    expect(told).toContain('unbind');
  });

  it('comes with a suspension', async () => {
    await bound('siblingLeader');
    const params = { personId: kit.people.siblingLeader._id };
    const change = { params, body: { active: false } };
    expect((await kit.ok(orgContract.changePerson, change, 'office')).bound).toBe(false);
    expect(await kept('siblingLeader')).toMatchObject({ ...gone, active: false });
    expect((await login('un-siblingLeader')).status).toBe('bind_required');
  });
});

describe('when WeChat refuses or fails', () => {
  const body = { code: 'login:o9' };

  it('tells codes that are wrong from its being busy or away', async () => {
    const wrong = { body: { code: 'nonsense' } };
    await kit.fails(authContract.wechat, wrong, null, 'WECHAT_CODE_INVALID');
    wechat.queue(LOGIN, { errcode: 45011, errmsg: 'api minute-quota reach limit' });
    await kit.fails(authContract.wechat, { body }, null, 'WECHAT_BUSY');
    wechat.queue(LOGIN, { errcode: -1 }, { errcode: -1 });
    await kit.fails(authContract.wechat, { body }, null, 'WECHAT_UNAVAILABLE');
    wechat.queue(LOGIN, { errcode: 40013, errmsg: 'invalid appid' });
    await kit.fails(authContract.wechat, { body }, null, 'WECHAT_UNAVAILABLE');
  });

  it('tells the same of the phone number, and lets the ticket be tried again after it', async () => {
    const input = byPhone(await ticketOf('o-busy'), phoneOf('inspector2'));
    for (const [errcode, code] of [
      [45011, 'WECHAT_BUSY'],
      [-1, 'WECHAT_UNAVAILABLE'],
      [40029, 'WECHAT_CODE_INVALID'],
    ] as const) {
      // Busy is worth a second question, and then there is an answer: it stays busy here.
      wechat.queue(PHONE, { errcode }, ...(errcode === -1 ? [{ errcode }] : []));
      await kit.fails(authContract.bind, input, null, code);
    }
    wechat.queue(PHONE, { errcode: -1 });
    await kit.ok(authContract.bind, input, null);
  });

  it('asks once more where it was busy, broken or silent, and no oftener', async () => {
    const door = await kit.get(WechatDoor);
    door.timeoutMs = 60;
    for (const failure of [{ errcode: -1 }, 'gateway_error', 'silence'] as const) {
      wechat.queue(LOGIN, failure);
      await kit.ok(authContract.wechat, { body }, null);
    }
    const before = wechat.askedOf(LOGIN);
    wechat.queue(LOGIN, 'silence', 'silence');
    await kit.fails(authContract.wechat, { body }, null, 'WECHAT_UNAVAILABLE');
    expect(wechat.askedOf(LOGIN) - before).toBe(2);
    door.timeoutMs = 5_000;
  });

  it('keeps one access token, and fetches another where it went stale', async () => {
    const before = wechat.askedOf(TOKEN);
    wechat.queue(PHONE, { errcode: 42001, errmsg: 'access_token expired' });
    wechat.queue(TOKEN, { access_token: 'ANOTHER', expires_in: 7200 });
    const input = byPhone(await ticketOf('o10'), phoneOf('legalOfficer'));
    await kit.ok(authContract.bind, input, null);
    expect(wechat.askedOf(TOKEN) - before).toBe(1);
    const again = byPhone(await ticketOf('o11'), 'phone:13900009999');
    await kit.fails(authContract.bind, again, null, 'NOT_ON_ROSTER');
    expect(wechat.askedOf(TOKEN) - before).toBe(1);
    const bad = byPhone(await ticketOf('o12'), 'nonsense');
    await kit.fails(authContract.bind, bad, null, 'WECHAT_CODE_INVALID');
  });
});
