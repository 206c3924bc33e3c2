import { noticeContract, type ReminderAnswer } from '@qiangji/shared-types';
import { Kit, phoneWrite } from '../../../test/kit';
import type { PersonKey } from '../../../test/org-fixture';
import { WechatStandIn } from '../../../test/wechat-stand-in';
import { now, nowDate, shiftClock } from '../../platform/clock';
import { env, setEnv } from '../../platform/env';
import { makeId } from '../../platform/ids';
import { JobService } from '../../platform/jobs';
import { MongoService } from '../../platform/mongo';
import { WechatDoor, wechatTokenCollection, WechatTokens } from '../../platform/wechat';
import { personCollection } from '../org';
import { ReminderSender, ReminderService, reminderCollection } from './index';
import { dataOf } from './reminder.rules';

const TEMPLATE = 'uV5LcT4kY0pQ2mN8rW6xZ1aB3cD7eF9gH0iJ2kL4mN6';
const SEND = '/cgi-bin/message/subscribe/send';
const TOKEN = '/cgi-bin/stable_token';
const MINUTE = 60_000;

const wechat = new WechatStandIn();
const PEOPLE = ['officer', 'officer2', 'officer3', 'auxiliary', 'leader'] as const;
type Who = (typeof PEOPLE)[number];

let kit: Kit;
/** Each test tells of another exam. */
let key: string;

beforeAll(async () => {
  kit = await Kit.start({
    WECHAT_BASE_URL: await wechat.start(),
    WECHAT_APP_ID: 'wx1',
    WECHAT_EXAM_TEMPLATE: `${TEMPLATE}:title=thing1,startBy=time2,minutes=number3,note=thing4`,
  });
  const people = (await kit.get(MongoService)).collection(personCollection);
  for (const who of PEOPLE) {
    const { _id } = kit.people[who];
    await people.updateOne({ _id }, { $set: { openid: `openid-${who}` } });
  }
});

beforeEach(async () => {
  key = `exam:${makeId()}`;
  wechat.refusing.clear();
  wechat.messages.length = 0;
  const mongo = await kit.get(MongoService);
  await mongo.db.collection('notice_permits').deleteMany({});
  await mongo.db.collection('notice_reminders').deleteMany({});
});

afterAll(async () => {
  await kit.stop();
  await wechat.stop();
});

const answerBody = (answer: ReminderAnswer, templateId = TEMPLATE) => ({
  body: { ...phoneWrite(), templateId, answer },
});

async function agree(...people: PersonKey[]): Promise<void> {
  for (const who of people) await kit.ok(noticeContract.answerReminder, answerBody('accept'), who);
}

async function tell(people: readonly Who[], minutesLeft = 10): Promise<void> {
  const service = await kit.get(ReminderService);
  await service.appendAll(
    people.map((who) => ({
      personId: kit.people[who]._id,
      unitPath: kit.people[who].unitPath,
      key,
      title: '第 3 期',
      startBy: new Date(now() + minutesLeft * MINUTE),
      minutes: 15,
      note: '在岗的不用考',
      page: 'features/exam/pages/before/index?id=x',
    })),
  );
}

async function send(): Promise<void> {
  await (await kit.get(ReminderSender)).sendWaiting(nowDate());
}

async function states(): Promise<Record<string, string>> {
  const mongo = await kit.get(MongoService);
  const rows = await mongo.collection(reminderCollection).find({ key }).toArray();
  const nameOf = (id: string) => PEOPLE.find((who) => kit.people[who]._id === id) ?? id;
  return Object.fromEntries(rows.map((row) => [nameOf(row.personId), row.state]));
}

const standing = (who: PersonKey) => kit.ok(noticeContract.findReminder, {}, who);
const toldOf = () => wechat.messages.map((one) => one.touser).sort();

describe('agreeing to a message', () => {
  it('is worth one each time, and a repeat is worth nothing more', async () => {
    await kit.ok(noticeContract.findReminder, {}, 'officer', (body) => {
      expect(body).toEqual({ templateId: TEMPLATE, left: 0, declined: false });
    });
    const first = answerBody('accept');
    await kit.ok(noticeContract.answerReminder, first, 'officer', (body) => {
      expect(body).toMatchObject({ left: 1, declined: false });
    });
    await kit.ok(noticeContract.answerReminder, first, 'officer');
    await agree('officer');
    expect(await standing('officer')).toMatchObject({ left: 2 });
    expect(await standing('officer2')).toMatchObject({ left: 0 });
    const other = { body: { ...first.body, answer: 'reject' } };
    await kit.fails(noticeContract.answerReminder, other, 'officer', 'OP_ID_REUSED');
  });

  it('and declining are told apart, the last word counts', async () => {
    await kit.ok(noticeContract.answerReminder, answerBody('reject'), 'officer');
    expect(await standing('officer')).toMatchObject({ left: 0, declined: true });
    await agree('officer');
    expect(await standing('officer')).toMatchObject({ left: 1, declined: false });
  });

  it('counts for nothing under another template, or where the service sends none', async () => {
    await kit.ok(noticeContract.answerReminder, answerBody('accept', 'of-a-year-ago'), 'officer');
    expect(await standing('officer')).toMatchObject({ left: 0, declined: false });
    await agree('officer');
    const before = env();
    setEnv({ ...before, wechat: { ...before.wechat, examTemplate: null } });
    expect(await standing('officer')).toEqual({ templateId: null, left: 0, declined: false });
    await tell(['officer']);
    setEnv(before);
    expect(await states()).toEqual({});
  });
});

describe('sending', () => {
  it('reaches those who asked for it, once, whoever sends and however often it is told', async () => {
    await agree('officer', 'officer', 'officer2');
    await tell(['officer', 'officer2', 'leader']);
    const twin = Object.assign(new ReminderSender(), await kit.get(ReminderSender));
    await Promise.all([send(), twin.sendWaiting(nowDate()), send()]);
    await tell(['officer', 'officer2']);
    await send();
    expect(toldOf()).toEqual(['openid-officer', 'openid-officer2']);
    expect(await states()).toEqual({ officer: 'sent', officer2: 'sent' });
    expect([(await standing('officer')).left, (await standing('officer2')).left]).toEqual([1, 0]);
  });

  it('says what, until when, how long, and nothing of the person', async () => {
    await agree('officer');
    await tell(['officer']);
    await send();
    const [message] = wechat.messages;
    expect(message).toEqual({
      touser: 'openid-officer',
      template_id: TEMPLATE,
      page: 'features/exam/pages/before/index?id=x',
      miniprogram_state: 'formal',
      lang: 'zh_CN',
      data: {
        thing1: { value: '第 3 期' },
        time2: { value: expect.stringMatching(/^\d{4}年\d+月\d+日 \d\d:\d\d$/) as string },
        number3: { value: '15' },
        thing4: { value: '在岗的不用考' },
      },
    });
  });

  it('cuts what WeChat would refuse as too long, between characters', () => {
    const template = { id: TEMPLATE, keys: { title: 'thing1', startBy: 'date2' } };
    const told = { title: `城管𠮷${'试'.repeat(30)}`, startBy: new Date(0), minutes: 1, note: '' };
    const { thing1, ...rest } = dataOf(template, told);
    expect([...thing1!]).toHaveLength(20);
    expect(thing1).toMatch(/^城管𠮷试+…$/);
    expect(rest).toEqual({ date2: '1970年1月1日 08:00' });
  });

  it('is a job of the service', async () => {
    await agree('officer');
    await tell(['officer']);
    expect(await (await kit.get(JobService)).runDue()).toContain('notice-reminders');
    expect(toldOf()).toEqual(['openid-officer']);
  });

  it('stops where the exam is withdrawn, or it would come too late', async () => {
    await agree('officer', 'officer2');
    await tell(['officer']);
    await (await kit.get(ReminderService)).withdraw(key);
    await tell(['officer2'], 10);
    shiftClock(11 * MINUTE);
    await send();
    shiftClock(0);
    expect(await states()).toEqual({ officer: 'withdrawn', officer2: 'late' });
    expect((await standing('officer2')).left).toBe(1);
    expect(toldOf()).toEqual([]);
  });

  it('finds no account where it was unbound', async () => {
    const mongo = await kit.get(MongoService);
    const people = mongo.collection(personCollection);
    const { _id } = kit.people.leader;
    await agree('leader');
    await tell(['leader']);
    await people.updateOne({ _id }, { $set: { openid: null } });
    await send();
    await people.updateOne({ _id }, { $set: { openid: 'openid-leader' } });
    expect(await states()).toEqual({ leader: 'gone' });
  });
});

describe('what WeChat refuses', () => {
  it('43101: the person takes none, and is not asked for more', async () => {
    wechat.refusing.add('openid-officer');
    await agree('officer', 'officer', 'officer2');
    await tell(['officer', 'officer2']);
    await send();
    expect(await states()).toEqual({ officer: 'refused', officer2: 'sent' });
    expect(await standing('officer')).toMatchObject({ left: 0, declined: true });
    key = `${key}-next`;
    await tell(['officer']);
    expect(await states()).toEqual({});
  });

  it.each([40001, 42001])('%i: another token, asked for once by all', async (errcode) => {
    await (await kit.get(WechatTokens)).current();
    wechat.voidToken();
    if (errcode === 42001) wechat.queue(SEND, { errcode, errmsg: 'access_token expired' });
    await agree(...PEOPLE);
    await tell(PEOPLE);
    const before = wechat.askedOf(TOKEN);
    await send();
    expect(toldOf()).toHaveLength(PEOPLE.length);
    expect(wechat.askedOf(TOKEN) - before).toBe(1);
  });

  it('a token that WeChat repeats though it is void is forced anew', async () => {
    await (await kit.get(WechatTokens)).current();
    wechat.voidToken({ repeated: true });
    await agree('officer');
    await tell(['officer']);
    await send();
    expect(toldOf()).toEqual(['openid-officer']);
    expect(wechat.asked.filter((one) => one.body.includes('"force_refresh":true'))).toHaveLength(1);
  });

  it('47003: none like it will go, the permits stay', async () => {
    const wrong = { errcode: 47003, errmsg: 'argument invalid! data.thing1.value invalid' };
    wechat.queue(SEND, ...PEOPLE.map(() => wrong));
    await agree(...PEOPLE);
    await tell(PEOPLE);
    await send();
    wechat.queue(SEND);
    await send();
    expect(new Set(Object.values(await states()))).toEqual(new Set(['failed']));
    expect(toldOf()).toEqual([]);
    for (const who of PEOPLE) expect(await standing(who)).toMatchObject({ left: 1 });
  });

  it.each([45009, -1])('%i: it goes later', async (errcode) => {
    await agree('officer');
    await tell(['officer']);
    wechat.queue(SEND, { errcode, errmsg: 'reach max api daily quota limit' });
    await send();
    expect(await states()).toEqual({ officer: 'waiting' });
    await send();
    expect(await states()).toEqual({ officer: 'sent' });
    expect((await standing('officer')).left).toBe(0);
  });

  it('no token at all: it goes later', async () => {
    await agree('officer');
    await tell(['officer']);
    wechat.voidToken();
    wechat.queue(TOKEN, { errcode: 45009 });
    await send();
    expect(await states()).toEqual({ officer: 'waiting' });
    await send();
    expect(await states()).toEqual({ officer: 'sent' });
  });

  it('silence: it may have gone, and never goes again', async () => {
    const door = await kit.get(WechatDoor);
    door.timeoutMs = 60;
    await agree('officer', 'officer');
    await tell(['officer']);
    wechat.queue(SEND, 'silence');
    await send();
    door.timeoutMs = 5_000;
    const asked = wechat.askedOf(SEND);
    await send();
    expect(await states()).toEqual({ officer: 'unknown' });
    expect(wechat.askedOf(SEND)).toBe(asked);
    expect((await standing('officer')).left).toBe(1);
  });

  it('an end in the middle: what was taken is never sent again', async () => {
    await agree('officer');
    await tell(['officer'], 60);
    const mongo = await kit.get(MongoService);
    await mongo
      .collection(reminderCollection)
      .updateOne({ key }, { $set: { state: 'sending', claimedAt: nowDate() } });
    await send();
    expect(await states()).toEqual({ officer: 'sending' });
    shiftClock(5 * MINUTE);
    await send();
    shiftClock(0);
    expect(await states()).toEqual({ officer: 'unknown' });
    expect(toldOf()).toEqual([]);
  });
});

describe('the access token', () => {
  const process = async () => {
    const { door, repository } = await kit.get(WechatTokens);
    return Object.assign(new WechatTokens(), { door, repository });
  };

  it('is asked for once by all processes, and lies sealed in the database', async () => {
    const mongo = await kit.get(MongoService);
    await mongo.collection(wechatTokenCollection).deleteMany({});
    const before = wechat.askedOf(TOKEN);
    const [one, other] = [await process(), await process()];
    const tokens = await Promise.all([one, other, one, other].map((each) => each.current()));
    expect(new Set(tokens).size).toBe(1);
    expect(wechat.askedOf(TOKEN) - before).toBe(1);
    const kept = await mongo.collection(wechatTokenCollection).findOne({ _id: 'wx1' });
    expect(JSON.stringify(kept)).not.toContain(tokens[0]);
    expect(kept?.until.getTime()).toBeGreaterThan(now() + 100 * MINUTE);
  });

  it('is another one for all processes where it went stale', async () => {
    const [one, other] = [await process(), await process()];
    const stale = await one.current();
    expect(await other.current()).toBe(stale);
    wechat.voidToken();
    const before = wechat.askedOf(TOKEN);
    const fresh = await Promise.all([one.insteadOf(stale), other.insteadOf(stale)]);
    expect(new Set(fresh).size).toBe(1);
    expect(fresh[0]).not.toBe(stale);
    expect(wechat.askedOf(TOKEN) - before).toBe(1);
  });
});
