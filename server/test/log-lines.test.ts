import { Collection } from 'mongodb';
import {
  authContract,
  contracts,
  examResultContract,
  feedbackContract,
  orgContract,
  PRIVACY_VERSION,
  type Contract,
  type PolicyName,
} from '@qiangji/shared-types';
import { recordChanged, onRecordChanged } from '../src/platform/events';
import { AuthService } from '../src/features/auth';
import { personCollection } from '../src/features/org';
import type { Actor } from '../src/platform/actor';
import { shiftClock } from '../src/platform/clock';
import { makeId } from '../src/platform/ids';
import { JobService } from '../src/platform/jobs';
import { MidwayLines } from '../src/platform/log/midway-lines';
import { registry } from '../src/platform/metrics';
import { MongoService } from '../src/platform/mongo';
import { WechatDoor } from '../src/platform/wechat';
import { policies } from '../src/policies';
import { openShift } from './duty-fixture';
import { Kit, phoneWrite } from './kit';
import { personKeys, UNITS, type PersonKey } from './org-fixture';
import { enter } from './relation-duty';
import { rosterBook, type RosterLine } from './roster-book';
import { sampleRequest, type Sample } from './sample';
import { WechatStandIn } from './wechat-stand-in';

/** Every line of every logger, as it would be written. */
const mockLines: string[] = [];
jest.mock('pino', () => {
  const pino = jest.requireActual<typeof import('pino')>('pino');
  const sink = { write: (line: string) => void mockLines.push(line), flushSync: () => undefined };
  const made = (options: import('pino').LoggerOptions) => pino(options, sink);
  return Object.assign(made, pino, { default: made, destination: () => sink });
});

const JWT_SECRET = 'a secret of the house that no line may say';
const APP_SECRET = 'wechat-app-secret-8c21';
const SESSION_KEY = 'tiihtNczf5v6AKRyjwEUhQ==';
const all = Object.values(contracts).flatMap((feature) => Object.values(feature) as Contract[]);

/** Nobody would write these by chance. */
const TEXTS = {
  entry: '商户王老五在人行道上摆摊',
  feedback: '我们队长天天让我们加班',
  appeal: '第三题的答案应当选乙才对',
  ofWechat: 'errmsg-with-openid-inside',
};
const ROSTER: RosterLine[] = [
  ['A001', '欧阳锋', '执法员', '队员', '湖塘中队', '13911119999', 'SC-77431', '2027-06-30', ''],
  ['A001', '独孤求败', '神仙', '队员', '没有这个队', '1391111', 'SC-77432', '不是日子', '甲'],
];

const wechat = new WechatStandIn();
let kit: Kit;
/** What no line may hold, by what it is. */
const secrets = new Map<string, string>([
  ['the secret of tokens', JWT_SECRET],
  ['WeChat’s secret', APP_SECRET],
  ['a session key', SESSION_KEY],
  ['WeChat’s token', 'ACCESS_TOKEN_'],
  ...Object.entries(TEXTS),
  ...ROSTER.flatMap(([, name, , , , phone, number], row) =>
    Object.entries({ name, phone, number }).map(
      ([what, text]) => [`${what} of row ${row}`, String(text)] as const,
    ),
  ),
]);

const numberOf = (index: number) => `苏D-执法-${4_000 + index}`;

beforeAll(async () => {
  process.env.RATE_BURST = '100000';
  kit = await Kit.start({
    LOG_LEVEL: 'trace',
    JWT_SECRET,
    WECHAT_APP_ID: 'wx1',
    WECHAT_APP_SECRET: APP_SECRET,
    WECHAT_BASE_URL: await wechat.start(),
  });
  (await kit.get(WechatDoor)).timeoutMs = 50;
  const persons = (await kit.get(MongoService)).collection(personCollection);
  for (const [index, key] of personKeys.entries()) {
    const { _id, name, phone } = kit.people[key];
    const enforcementId = { number: numberOf(index), validUntil: '2099-12-31' };
    await persons.updateOne({ _id }, { $set: { enforcementId } });
    secrets.set(`name of ${key}`, name);
    secrets.set(`phone number of ${key}`, phone!);
    secrets.set(`enforcement ID of ${key}`, enforcementId.number);
    secrets.set(`access token of ${key}`, await kit.tokenOf(key));
  }
}, 60_000);

afterEach(() => {
  shiftClock(0);
  jest.restoreAllMocks();
});

afterAll(async () => {
  await kit.stop();
  await wechat.stop();
});

/** Which secrets were said since; takes the lines away. */
function said(): string[] {
  const text = mockLines.splice(0).join('');
  return [...secrets].filter(([, secret]) => text.includes(secret)).map(([what]) => what);
}

function actorOf(key: PersonKey): Actor {
  const { _id, kind, unitPath, grants } = kit.people[key];
  return { personId: _id, sessionId: '', kind, unitPath, grants, consentVersion: null };
}

/** Somebody whom the route lets in; nobody where it asks for none. */
function callerOf({ policy }: Contract): PersonKey | null {
  if (policy === 'public') return null;
  const people = personKeys.filter((key) => key !== 'noConsent');
  return people.find((key) => policies[policy as PolicyName].allows(actorOf(key))) ?? null;
}

/** What somebody hostile or hasty sends: who they are in all the wrong places. */
function spilling(contract: Contract): Sample[] {
  const { officer } = kit.people;
  const sample = sampleRequest(contract);
  const words = { [officer.name]: officer.phone, phone: officer.phone, text: TEXTS.entry };
  return [
    { ...sample, query: { ...sample.query, ...words } },
    ...(sample.body === undefined
      ? []
      : [
          { ...sample, body: { ...(sample.body as object), ...words } },
          { ...sample, body: [officer.name, TEXTS.feedback] },
        ]),
    ...(sample.params === undefined
      ? []
      : [
          {
            ...sample,
            params: Object.fromEntries(
              Object.keys(sample.params).map((name) => [name, `${officer.name}${officer.phone}`]),
            ),
          },
        ]),
  ];
}

/** As a library would: who it is about stands in the message. */
function telling(): Error {
  const { officer } = kit.people;
  const words = `${officer.name} ${TEXTS.appeal}\nand ${numberOf(0)}`;
  const message = `E11000 duplicate key error dup key: { phone: "${officer.phone}" } ${words}`;
  return Object.assign(new Error(message), { code: officer.phone });
}

it('finds what is there, and hears every line', async () => {
  const { officer } = kit.people;
  secrets.set('who is no secret', officer._id);
  await kit.ok(authContract.me, {}, 'officer');
  expect(said()).toEqual(['who is no secret']);
  secrets.delete('who is no secret');
});

describe('no line says who somebody is or what they wrote', () => {
  it('where they sign in by WeChat, whatever WeChat answers', async () => {
    const openid = 'openid-of-somebody-7';
    secrets.set('openid', openid);
    const code = `login:${openid}`;
    const first = await kit.ok(authContract.wechat, { body: { code } }, null);
    if (first.status !== 'bind_required') throw new Error('bound already');
    secrets.set('bind token', first.bindToken);
    const { bindToken } = first;
    const bind = { bindToken, privacyVersion: PRIVACY_VERSION };
    const params = { personId: kit.people.officer2._id };
    const issued = await kit.ok(orgContract.issueBindingCode, { params }, 'office');
    secrets.set('binding code', issued.bindingCode);
    const phoneCode = `phone:${kit.people.officer2.phone}`;
    const statuses = [];
    for (const body of [
      { ...bind, by: 'code', bindingCode: 'WRONGCODE' },
      { ...bind, by: 'phone', phoneCode: `phone:13900001111` },
      { ...bind, by: 'phone', phoneCode: kit.people.officer.phone },
      { ...bind, by: 'code', bindingCode: issued.bindingCode },
      { ...bind, by: 'phone', phoneCode },
    ]) {
      statuses.push((await kit.call(authContract.bind, { body }, null)).status);
    }
    expect(statuses).toContain(200);
    const answers = [
      { errcode: 40029, errmsg: `${TEXTS.ofWechat} ${openid}` },
      { errcode: 45011, errmsg: TEXTS.ofWechat },
      { errcode: -1, errmsg: TEXTS.ofWechat },
      { errcode: 88_001, errmsg: TEXTS.ofWechat, openid, session_key: SESSION_KEY },
      { session_key: SESSION_KEY },
      'gateway_error' as const,
      'silence' as const,
    ];
    for (const answer of answers) {
      wechat.queue('/sns/jscode2session', answer, answer);
      const { status } = await kit.call(authContract.wechat, { body: { code } }, null);
      expect(status).toBeGreaterThanOrEqual(400);
    }
    expect(mockLines.join('')).toContain('WeChat is silent');
    expect(said()).toEqual([]);
  });

  it('where tokens are renewed, reused, cut short or made up', async () => {
    const auth = await kit.get(AuthService);
    const session = await auth.openSession(kit.people.leader);
    secrets.set('refresh token', session.refreshToken);
    const renewed = await auth.refresh(session.refreshToken);
    secrets.set('renewed token', renewed.refreshToken);
    for (const refreshToken of [renewed.refreshToken, session.refreshToken, 'made-up-token']) {
      await kit.call(authContract.refresh, { body: { refreshToken } }, null);
    }
    for (const token of [session.accessToken.slice(0, -2), kit.people.leader.name, '13800000099']) {
      const headers = { authorization: `Bearer ${encodeURIComponent(token)}` };
      await kit.call(authContract.me, {}, null, headers);
    }
    expect(said()).toEqual([]);
  });

  it('where they write entries, feedback and appeals', async () => {
    const shiftId = await openShift(kit, 'officer');
    await enter(kit, shiftId, 'officer', { text: TEXTS.entry });
    const words = { ...phoneWrite(), text: TEXTS.feedback, anonymous: true, mediaIds: [] };
    await kit.ok(feedbackContract.send, { body: words }, 'officer');
    const appeal = { ...phoneWrite(), attemptId: makeId(), text: TEXTS.appeal };
    const where = { examId: makeId(), code: 'q-1' };
    await kit.call(examResultContract.appealQuestion, { params: where, body: appeal }, 'officer');
    expect(said()).toEqual([]);
  });

  it('where a roster is imported, its rows good or bad', async () => {
    const imported = async (file: Blob) =>
      (await kit.call(orgContract.importRoster, { file }, 'office')).status;
    const bad = await rosterBook(ROSTER);
    const good = await rosterBook(ROSTER.slice(0, 1));
    expect(await imported(bad)).toBe(400);
    expect(await imported(new Blob([kit.people.officer.name]))).toBe(400);
    const write = jest.spyOn(Collection.prototype, 'bulkWrite').mockRejectedValue(telling());
    expect(await imported(good)).toBe(500);
    write.mockRestore();
    expect(await imported(good)).toBe(200);
    expect(said()).toEqual([]);
  });

  it.each(all.map((contract) => [contract.id, contract] as const))(
    'where %s refuses what was sent, or breaks with it in the message',
    async (id, contract) => {
      const as = callerOf(contract);
      for (const sample of spilling(contract)) await kit.call(contract, sample, as);
      const { officer } = kit.people;
      const body = `{"text":"${TEXTS.feedback}","name":${officer.name}`;
      if (contract.body) {
        const headers = { 'content-type': 'application/json' };
        await kit.raw(contract.method, contract.path, { as: as ?? undefined, headers, body });
      }
      const mongo = await kit.get(MongoService);
      const thrown = telling();
      for (const name of ['Error', 'MongoServerError', 'MongoNetworkError']) {
        jest.spyOn(mongo, 'collection').mockImplementation(() => {
          throw Object.assign(thrown, { name });
        });
        await kit.call(contract, sampleRequest(contract), as);
      }
      expect(mockLines.join('')).toContain(`"route":"${id}"`);
      expect(said()).toEqual([]);
    },
  );

  it('where work that nobody waits for fails', async () => {
    const jobs = await kit.get(JobService);
    const fails = () => Promise.reject(telling());
    await jobs.register({ name: 'failing', everyMs: 60_000, leaseMs: 60_000, run: fails });
    await jobs.runDue();
    const stop = onRecordChanged(fails);
    const { officer } = kit.people;
    const change = { personId: officer._id, unitPath: UNITS.squadron, day: '2026-01-05' };
    await recordChanged({ feature: 'study', ...change });
    stop();
    // Sessions are looked at again, and everything that a job reads is away.
    const mongo = await kit.get(MongoService);
    jest.spyOn(mongo, 'collection').mockImplementation(() => {
      throw telling();
    });
    shiftClock(2_000);
    expect((await kit.call(authContract.me, {}, 'officer')).status).toBe(500);
    await jobs.runDue();
    const midway = new MidwayLines().createLogger('appLogger');
    midway.error(telling());
    midway.warn('%s', officer.name);
    const lines = mockLines.join('');
    for (const words of [
      'job failed',
      'a listener failed',
      'sessions are looked at again',
      'job could not be leased',
      'midway failed',
      'midway warned',
    ]) {
      expect(lines).toContain(words);
    }
    expect(said()).toEqual([]);
  });

  it('and no figure says it in a label', async () => {
    await kit.raw('GET', `/api/v1/${encodeURIComponent(kit.people.officer.name)}`);
    await kit.raw('GET', `/${kit.people.officer.phone}`);
    const figures = await registry.metrics();
    expect(figures).toContain('route="auth.me"');
    expect(figures).toContain('code="INTERNAL"');
    // A figure itself may have any digits, behind the last space of its line.
    const labels = figures.replace(/ [-+.\dA-Za-z]+$/gm, '');
    expect([...secrets].filter(([, secret]) => labels.includes(secret))).toEqual([]);
    expect(said()).toEqual([]);
  });
});
