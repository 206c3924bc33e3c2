/** @jest-environment ./miniapp/test/weapp/harness/environment.ts */
import type { MongoClient } from 'mongodb';
import type { Session } from '@qiangji/shared-types';
import { connect } from '../../../e2e/lib/database';
import { makeId, Service } from '../../../e2e/lib/service';
import { WechatStandIn } from '../../../server/test/wechat-stand-in';
import { distDir } from './dist';
import { launch, newPhone, type WeappRun } from './harness';
import { dropOwn } from '../../../server/test/throwaway';

const database = `qj_sign_in_${process.pid}`;
const PHONE = '/wxa/business/getuserphonenumber';
const NUMBER = '13800138000';
const wechat = new WechatStandIn();
let client: MongoClient;
let service: Service;
let keeperCode: string;
let app: WeappRun;

/** A real bureau and its service as in production: nobody enters without WeChat. */
beforeAll(async () => {
  const env = {
    NODE_ENV: 'production',
    DEMO: '',
    OPERATOR_NAME: '武湖区城市管理局',
    WECHAT_BASE_URL: await wechat.start(),
    WECHAT_APP_ID: 'wx1',
    WECHAT_APP_SECRET: 'only for a stand-in',
  };
  client = await connect();
  const told = await Service.found('docs/bureau.example.json', { database, env });
  keeperCode = /Beijing time: (\S+)/.exec(told)?.[1] ?? '';
  service = await Service.start({ database, env });
}, 180_000);

afterEach(() => app.kill());

afterAll(async () => {
  await service?.kill('SIGTERM');
  await wechat.stop();
  await dropOwn(client.db(database));
  await client.close();
});

/** WeChat of this person, opened on a phone that has never seen the app. */
async function openedBy(openid: string, privacyAgreed = true): Promise<void> {
  const phone = { ...newPhone(), openid, privacyAgreed };
  app = await launch({ distDir, baseUrl: service.url, phone });
  await app.waitFor('微信登录');
}

/** Who is in, by the phone's own session. */
async function entered(): Promise<string> {
  await app.waitFor(() => app.route === 'tabs/today/index');
  const session = app.phone.storage.get('qj/session/current') as string;
  return (JSON.parse(session) as Session).me.name;
}

async function agree(): Promise<void> {
  await app.waitFor('第一次用，先认一认你是谁');
  await app.tap({ role: 'switch', name: '看过隐私说明，同意' });
  await app.waitFor('用名册上的手机号绑定');
}

async function bindBy(code: string): Promise<void> {
  await app.input('或填绑定码', code);
  await app.waitFor('用绑定码绑定');
  await app.tap('用绑定码绑定');
}

const vouch = (detail: object) => app.event('用名册上的手机号绑定', 'getphonenumber', detail);

it('lets the first keeper in by the code of the founding, and asks WeChat for nothing before privacy is agreed to', async () => {
  await openedBy('keeper', false);
  expect(app.text()).not.toContain('演示账号');
  await app.tap('微信登录');
  await app.waitFor('要用到你的隐私信息');
  await app.tap('先不用');
  await app.waitFor('没同意隐私保护指引');
  expect(wechat.asked).toEqual([]);
  await app.tap('微信登录');
  await app.waitFor('要用到你的隐私信息');
  await app.event('同意', 'agreeprivacyauthorization', {});
  await agree();
  await bindBy('WRONGCODE2');
  await app.waitFor(() => app.network.log.includes('POST /api/v1/auth/bind 400'));
  await bindBy(keeperCode);
  expect(await entered()).toBe('高文');
  expect(app.errors).toEqual([]);
});

it('knows the keeper on another phone by WeChat alone', async () => {
  await openedBy('keeper');
  await app.tap('微信登录');
  expect(await entered()).toBe('高文');
  expect(app.errors).toEqual([]);
});

it('binds by the number on the roster, after a refusal, a busy WeChat and a code that is over', async () => {
  const people = client.db(database).collection<{ _id: string }>('org_persons');
  const keeper = await people.findOne({});
  const more = { staffNumber: 'A101', name: '陈立', phone: NUMBER, consent: null, grants: [] };
  const free = { openid: undefined, bindingCode: undefined };
  await people.insertOne({ ...keeper, ...more, ...free, _id: makeId() });

  await openedBy('officer');
  await app.tap('微信登录');
  await agree();
  await vouch({ errMsg: 'getPhoneNumber:fail user deny' });
  await app.waitFor('没取到手机号');
  expect(wechat.askedOf(PHONE)).toBe(0);
  wechat.queue(PHONE, { errcode: 45011, errmsg: 'api minute-quota reach limit' });
  await vouch({ code: `phone:${NUMBER}` });
  await app.waitFor('微信登录太频繁');
  await vouch({ code: 'used' });
  await app.waitFor('微信登录凭证已失效');
  // WeChat has to vouch for the account anew; that privacy was agreed to still stands.
  await app.tap({ role: 'button', name: '微信登录' });
  await app.waitFor('用名册上的手机号绑定');
  await vouch({ code: `phone:${NUMBER}` });
  expect(await entered()).toBe('陈立');
  expect(app.errors).toEqual([]);
});
