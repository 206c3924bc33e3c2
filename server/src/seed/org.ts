import { addDays, PRIVACY_VERSION, type Grant, type PersonKind } from '@qiangji/shared-types';
import type { PersonDocument, UnitDocument } from '../features/org';
import type { SeededRandom } from './random';

export const BUREAU = '/wh';
export const BRIGADE = `${BUREAU}/brigade`;

export const SQUADRONS = [
  { code: 'hutang', name: '湖塘中队', town: { code: 'hutang', name: '湖塘镇' } },
  { code: 'huayuan', name: '花园中队', town: { code: 'hutang', name: '湖塘镇' } },
  { code: 'qingyang', name: '青洋中队', town: { code: 'qingyang', name: '青洋街道' } },
  { code: 'xinqiao', name: '新桥中队', town: { code: 'qingyang', name: '青洋街道' } },
  { code: 'binhe', name: '滨河中队', town: { code: 'binhe', name: '滨河开发区' } },
  { code: 'yungang', name: '云港中队', town: { code: 'binhe', name: '滨河开发区' } },
] as const;

export function squadronPath(code: string): string {
  return `${BRIGADE}/${code}`;
}

const SURNAMES = [
  ...'王李张刘陈杨黄赵周吴徐孙朱马胡郭林何高梁郑罗宋谢唐韩曹许邓萧冯曾程蔡彭潘袁于董余苏叶吕魏蒋田杜丁沈姜范江傅钟卢汪戴崔任陆廖姚方金邱夏谭韦贾邹石熊孟秦阎薛侯雷白龙段郝孔邵史毛常万顾赖武康贺严尹钱施牛洪龚',
];
const GIVEN = [
  ...'立强敏洁峰骏佳明浩海国文华丽军伟芳娜静勇艳杰磊洋超秀霞平刚桂英建辉鹏宇婷雪梅慧玲斌波宁龙飞亮红燕林青云志俊东欣怡晨阳博涛凯',
];

/** Invented names: any likeness to a person is chance. */
function nameOf(random: SeededRandom, taken: Set<string>): string {
  for (;;) {
    const length = random.chance(0.6) ? 2 : 1;
    const name = random.pick(SURNAMES) + random.sample(GIVEN, length).join('');
    if (taken.has(name)) continue;
    taken.add(name);
    return name;
  }
}

interface Place {
  unitPath: string;
  kind: PersonKind;
  post: string;
  grants?: Grant[];
  staffNumber?: string;
  name?: string;
}

function grant(role: Grant['role'], unitPath: string): Grant[] {
  return [{ role, unitPath }];
}

function squadronPlaces(code: string, first: boolean): Place[] {
  const unitPath = squadronPath(code);
  const officer: Place = { unitPath, kind: 'officer', post: '执法员' };
  const auxiliary: Place = { unitPath, kind: 'auxiliary', post: '协管员' };
  return [
    {
      ...officer,
      post: '中队长',
      grants: grant('squadron_leader', unitPath),
      ...(first ? { staffNumber: 'D0004', name: '马骏' } : {}),
    },
    { ...officer, post: '副中队长', grants: grant('liaison', unitPath) },
    { ...officer, ...(first ? { staffNumber: 'D0001', name: '陈立' } : {}) },
    ...Array.from({ length: 9 }, () => officer),
    { ...auxiliary, ...(first ? { staffNumber: 'D0002', name: '周敏' } : {}) },
    ...Array.from({ length: 4 }, () => auxiliary),
  ];
}

function places(): Place[] {
  const office = `${BUREAU}/office`;
  const legal = `${BUREAU}/legal`;
  const publicity = `${BUREAU}/publicity`;
  const staff = (unitPath: string, post: string, grants: Grant[] = []): Place => ({
    unitPath,
    kind: 'office_staff',
    post,
    grants,
  });
  const inspector: Place = {
    unitPath: BRIGADE,
    kind: 'officer',
    post: '督察员',
    grants: grant('inspector', BUREAU),
  };
  return [
    ...SQUADRONS.flatMap(({ code }, index) => squadronPlaces(code, index === 0)),
    { ...inspector, staffNumber: 'D0003', name: '王海峰' },
    inspector,
    inspector,
    inspector,
    { unitPath: BRIGADE, kind: 'officer', post: '大队长', grants: grant('bureau_leader', BUREAU) },
    {
      unitPath: BRIGADE,
      kind: 'officer',
      post: '副大队长',
      grants: grant('bureau_leader', BUREAU),
    },
    {
      ...staff(office, '行动办主任', grant('campaign_office', BUREAU)),
      staffNumber: 'D0005',
      name: '高文',
    },
    staff(office, '行动办干事', grant('campaign_office', BUREAU)),
    staff(office, '行动办干事'),
    staff(office, '行动办干事'),
    staff(office, '行动办干事'),
    staff(legal, '法制科科长', grant('legal_officer', BUREAU)),
    staff(legal, '法制员', grant('legal_officer', BUREAU)),
    staff(legal, '法制员'),
    staff(legal, '法制员'),
    staff(publicity, '宣教科科长'),
    staff(publicity, '宣传报道员'),
    staff(publicity, '宣传报道员'),
  ];
}

/** One bureau with its office and two sections, one brigade, six squadrons in three towns, 120 people. */
export function makeOrg(
  random: SeededRandom,
  today: string,
): { units: UnitDocument[]; people: PersonDocument[] } {
  const joined = new Date(`${addDays(today, -400)}T00:00:00.000Z`);
  const taken = new Set(['马骏', '陈立', '周敏', '王海峰', '高文']);
  const people = places().map((place, index): PersonDocument => {
    // A few enforcement IDs run out soon or have run out: the app must have something to say.
    const left = index % 37 === 9 ? -5 : index % 29 === 7 ? 20 : random.between(200, 1500);
    return {
      _id: random.id(joined.getTime()),
      staffNumber: place.staffNumber ?? `Y${String(1000 + index)}`,
      name: place.name ?? nameOf(random, taken),
      phone: null,
      kind: place.kind,
      post: place.post,
      unitPath: place.unitPath,
      enforcementId:
        place.kind === 'officer'
          ? { number: `苏D${String(20_000 + index)}`, validUntil: addDays(today, left) }
          : null,
      grants: place.grants ?? [],
      active: true,
      authVersion: 0,
      // All have agreed, since nothing of their history may be collected before.
      consent: { version: PRIVACY_VERSION, at: joined },
      openid: null,
      bindingCode: null,
      createdAt: joined,
      updatedAt: joined,
      schemaVersion: 1,
    };
  });
  const liaisonOf = (path: string): string | null =>
    people.find((one) =>
      one.grants.some(({ role, unitPath }) => role === 'liaison' && unitPath === path),
    )?._id ?? null;
  const unit = (
    path: string,
    name: string,
    kind: UnitDocument['kind'],
    town: { code: string; name: string } | null = null,
  ): UnitDocument => ({
    _id: path,
    name,
    kind,
    townCode: town?.code ?? null,
    townName: town?.name ?? null,
    liaisonId: liaisonOf(path),
    schemaVersion: 1,
  });
  const units = [
    unit(BUREAU, '武湖区城市管理局（演示）', 'bureau'),
    unit(`${BUREAU}/office`, '“强转树”行动办', 'campaign_office'),
    unit(`${BUREAU}/legal`, '法制科', 'section'),
    unit(`${BUREAU}/publicity`, '宣教科', 'section'),
    unit(BRIGADE, '综合行政执法大队', 'brigade'),
    ...SQUADRONS.map(({ code, name, town }) => unit(squadronPath(code), name, 'squadron', town)),
  ];
  return { units, people };
}
