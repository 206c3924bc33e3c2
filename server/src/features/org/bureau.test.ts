import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { authContract, orgContract, PRIVACY_VERSION, type Session } from '@qiangji/shared-types';
import ExcelJS from 'exceljs';
import { Kit } from '../../../test/kit';
import { WechatStandIn } from '../../../test/wechat-stand-in';
import { MongoService } from '../../platform/mongo';
import { readPlan, rootOf } from './bureau.plan';
import { BureauService } from './bureau.service';
import { personCollection, unitCollection } from './org.collection';
import { COLUMNS } from './roster.words';

const EXAMPLE = readFileSync(join(__dirname, '../../../../docs/bureau.example.json'), 'utf8');
const wechat = new WechatStandIn();
let kit: Kit;

beforeAll(async () => {
  kit = await Kit.start({ WECHAT_BASE_URL: await wechat.start(), WECHAT_APP_ID: 'wx1' });
});

beforeEach(async () => {
  const mongo = await kit.get(MongoService);
  await mongo.collection(personCollection).deleteMany({});
  await mongo.collection(unitCollection).deleteMany({});
});

afterAll(async () => {
  await kit.stop();
  await wechat.stop();
});

const found = async (json: string, newCode = false) =>
  (await kit.get(BureauService)).found(readPlan(json), { newCode });

async function bind(openid: string, bindingCode: string): Promise<Session> {
  const code = `login:${openid}`;
  const result = await kit.ok(authContract.wechat, { body: { code } }, null);
  if (result.status !== 'bind_required') throw new Error('already bound');
  const { bindToken } = result;
  const privacyVersion = PRIVACY_VERSION;
  const body = { by: 'code' as const, bindToken, bindingCode, privacyVersion };
  return kit.ok(authContract.bind, { body }, null);
}

async function rosterOf(rows: Record<string, string>[]): Promise<Blob> {
  const workbook = new ExcelJS.Workbook();
  const sheet = workbook.addWorksheet('名册');
  sheet.addRow([...COLUMNS]);
  for (const row of rows) sheet.addRow(COLUMNS.map((column) => row[column] ?? ''));
  return new Blob([await workbook.xlsx.writeBuffer()]);
}

describe('an empty database', () => {
  it('is entered by the first keeper, who then imports the roster', async () => {
    const { added, keeper, code } = await found(EXAMPLE);
    expect(added).toHaveLength(5);
    expect(keeper.grants).toEqual([{ role: 'campaign_office', unitPath: '/wh' }]);
    const session = await bind('first-keeper', code!.bindingCode);
    expect(session.me).toMatchObject({ name: '高文', unitName: '“强转树”行动办' });
    const headers = { authorization: `Bearer ${session.accessToken}` };
    await kit.call(authContract.consent, { body: { version: PRIVACY_VERSION } }, null, {
      ...headers,
      'content-type': 'application/json',
    });
    const officer = { 姓名: '陈立', 类别: '执法员', 职务: '队员', 单位: '湖塘中队' };
    const file = await rosterOf([
      { 工号: 'A101', ...officer, 手机号: '13800138000' },
      { 工号: 'A102', ...officer, 姓名: '马骏', 岗位授权: '中队长、联络员' },
    ]);
    const imported = await kit.call(orgContract.importRoster, { file }, null, headers);
    expect(imported.body).toEqual({
      created: 2,
      updated: 0,
      unchanged: 0,
      ended: 0,
      suspended: 0,
    });
    const roster = await kit.call(orgContract.listRoster, {}, null, headers);
    const people = (roster.body as { items: { name: string }[] }).items.map((one) => one.name);
    expect(people.sort()).toEqual(['陈立', '马骏', '高文']);
  });

  it('is filled once: a second run changes nothing and sends no bound keeper away', async () => {
    const first = await found(EXAMPLE);
    const renewed = await found(EXAMPLE);
    expect(renewed).toMatchObject({ added: [], changed: [], unnamed: [] });
    expect(renewed.code?.bindingCode).not.toBe(first.code?.bindingCode);
    const session = await bind('keeper-2', renewed.code!.bindingCode);
    expect((await found(EXAMPLE)).code).toBeNull();
    const headers = { authorization: `Bearer ${session.accessToken}` };
    expect((await kit.call(authContract.me, {}, null, headers)).status).toBe(200);
    expect((await found(EXAMPLE, true)).code).not.toBeNull();
    const mongo = await kit.get(MongoService);
    expect(await mongo.collection(personCollection).countDocuments()).toBe(1);
  });
});

describe('a bureau that exists', () => {
  it('gets units and new names, and keeps its liaisons and what the file does not name', async () => {
    await found(EXAMPLE);
    const mongo = await kit.get(MongoService);
    const units = mongo.collection(unitCollection);
    const liaison = { $set: { liaisonId: 'p1' } };
    await units.updateOne({ _id: '/wh/brigade/hutang' }, liaison);
    const plan = JSON.parse(EXAMPLE) as { units: { path: string; name: string }[] };
    const kept = plan.units.filter((unit) => unit.path !== '/wh/legal');
    kept.find((unit) => unit.path === '/wh/brigade/hutang')!.name = '湖塘一中队';
    kept.push({ path: '/wh/brigade/xueyan', name: '雪堰中队', kind: 'squadron' } as never);
    const outcome = await found(JSON.stringify({ ...plan, units: kept }));
    expect(outcome).toMatchObject({
      added: ['/wh/brigade/xueyan'],
      changed: ['/wh/brigade/hutang'],
      unnamed: ['/wh/legal'],
    });
    expect(await units.findOne({ _id: '/wh/brigade/hutang' })).toMatchObject({
      name: '湖塘一中队',
      liaisonId: 'p1',
    });
  });

  it('entrusts nobody whose staff number is another’s, elsewhere or suspended', async () => {
    await found(EXAMPLE);
    const another = EXAMPLE.replace('高文', '高武').replace('武湖区', '改名区');
    await expect(found(another)).rejects.toThrow('belongs to somebody with another name');
    await expect(found(EXAMPLE.replaceAll('/wh', '/xb'))).rejects.toThrow('another bureau');
    const mongo = await kit.get(MongoService);
    expect(await mongo.collection(unitCollection).countDocuments({ name: /改名/ })).toBe(0);
    await mongo.collection(personCollection).updateOne({}, { $set: { active: false } });
    await expect(found(EXAMPLE)).rejects.toThrow('is suspended');
  });
});

describe('a plan', () => {
  it('is refused with every fault named', () => {
    expect(rootOf(readPlan(EXAMPLE))).toBe('/wh');
    expect(() => readPlan('{')).toThrow('not JSON');
    expect(() => readPlan(EXAMPLE.replace('"kind": "bureau"', '"kind": "section"'))).toThrow(
      'exactly one must be of kind "bureau", not 0',
    );
    const astray = EXAMPLE.replace('/wh/legal', '/xb/legal').replace(
      '"path": "/wh/brigade"',
      '"path": "/wh/brigades"',
    );
    expect(() => readPlan(astray)).toThrow(
      /\/xb\/legal is not below the bureau \/wh\n.*hutang is below \/wh\/brigade, which is not/,
    );
    expect(() => readPlan(EXAMPLE.replace('"A001"', '""'))).toThrow(/^keeper\.staffNumber: /);
    const nowhere = EXAMPLE.replace('"unitPath": "/wh/office"', '"unitPath": "/wh/nowhere"');
    expect(() => readPlan(nowhere)).toThrow('keeper: the unit /wh/nowhere is not in the file');
  });
});
