import { orgContract, type ErrorBody } from '@qiangji/shared-types';
import ExcelJS from 'exceljs';
import { Kit } from '../../../test/kit';
import { UNITS, type PersonKey } from '../../../test/org-fixture';
import { rosterBook as bookOf, type RosterLine as Row } from '../../../test/roster-book';
import { SPRAWLING, workbookOf } from '../../../test/xlsx-by-hand';
import { MongoService } from '../../platform/mongo';
import { personCollection, type PersonDocument } from './org.collection';
import { COLUMNS } from './roster.words';

let kit: Kit;

beforeAll(async () => {
  kit = await Kit.start();
});

afterAll(async () => {
  await kit.stop();
});

async function load(rows: Row[], as: PersonKey = 'office') {
  return kit.ok(orgContract.importRoster, { file: await bookOf(rows) }, as);
}

async function refusedPlaces(rows: Row[], as: PersonKey = 'office'): Promise<string[]> {
  const input = { file: await bookOf(rows) };
  const error: ErrorBody = await kit.fails(orgContract.importRoster, input, as, 'IMPORT_INVALID');
  return (error.details ?? []).map((one) => `${one.path} ${one.reason}`);
}

async function personOf(staffNumber: string): Promise<PersonDocument | null> {
  const mongo = await kit.get(MongoService);
  return mongo.collection(personCollection).findOne({ staffNumber });
}

const zhang: Row = [
  'A001',
  '张三丰',
  '执法员',
  '队员',
  '湖塘中队',
  '13911110001',
  'SC-9',
  '2027-06-30',
  '',
];
const li: Row = ['A002', '李四𠮷👮', '协管员', '协管员', UNITS.sibling, '13911110002', '', '', ''];

describe('a roster from .xlsx', () => {
  it('names the sheets that it did not read: the first one counts', async () => {
    const file = await bookOf(
      [['A101', '周小敏', '执法员', '队员', '湖塘中队', '', '', '', '']],
      ({ workbook }) => {
        workbook.addWorksheet('下半年调入').addRows([[...COLUMNS], ['A102', '没有读']]);
        workbook.addWorksheet('空的');
      },
    );
    const result = await kit.ok(orgContract.importRoster, { file }, 'office');
    const counts = { created: 1, updated: 0, unchanged: 0, ended: 0, suspended: 0 };
    expect(result).toEqual({ ...counts, unreadSheets: ['下半年调入'] });
    expect(await personOf('A102')).toBeNull();
  });

  it('is created, then updated by staff number, and unchanged where nothing changed', async () => {
    const input = { file: await bookOf([zhang, li]) };
    await kit.ok(orgContract.importRoster, input, 'office', (result) => {
      expect(result).toEqual({ created: 2, updated: 0, unchanged: 0, ended: 0, suspended: 0 });
    });
    expect(await load([zhang, li])).toEqual({
      created: 0,
      updated: 0,
      unchanged: 2,
      ended: 0,
      suspended: 0,
    });
    // The campaign plan's own word, as a bureau's sheet may have it.
    const named = [...zhang];
    named[2] = '执法队员';
    expect(await load([named, li])).toEqual({
      created: 0,
      updated: 0,
      unchanged: 2,
      ended: 0,
      suspended: 0,
    });
    const moved = [...li];
    moved[4] = '湖塘中队';
    moved[5] = '';
    expect(await load([zhang, moved])).toEqual({
      created: 0,
      updated: 1,
      unchanged: 1,
      ended: 0,
      suspended: 0,
    });
    expect(await personOf('A002')).toMatchObject({
      name: '李四𠮷👮',
      unitPath: UNITS.squadron,
      phone: '13911110002',
      authVersion: 1,
    });
    expect(await personOf('A001')).toMatchObject({
      enforcementId: { number: 'SC-9', validUntil: '2027-06-30' },
      consent: null,
      openid: null,
    });
  });

  it('clears with 无, reads dates as Excel keeps them, and swaps two phone numbers', async () => {
    const until = new Date('2028-01-31T00:00:00.000Z');
    const one: Row = [
      'A003',
      '王五',
      '执法员',
      '队员',
      '湖塘中队',
      13911110003,
      'SC-3',
      until,
      '无',
    ];
    const two: Row = [
      'A004',
      '赵六',
      '机关人员',
      '科员',
      '法制科',
      13911110004,
      '无',
      '',
      '法制员',
    ];
    await load([one, two]);
    expect((await personOf('A003'))?.enforcementId?.validUntil).toBe('2028-01-31');
    expect((await personOf('A004'))?.grants).toEqual([
      { role: 'legal_officer', unitPath: UNITS.bureau },
    ]);
    [one[5], two[5]] = [two[5]!, one[5]!];
    two[8] = '无';
    expect(await load([one, two])).toMatchObject({ updated: 2 });
    expect(await personOf('A003')).toMatchObject({ phone: '13911110004' });
    expect(await personOf('A004')).toMatchObject({ phone: '13911110003', grants: [] });
  });

  it('does not bring back the number that a suspension deleted, and says that somebody is suspended', async () => {
    const row: Row = [...zhang];
    [row[0], row[5], row[6]] = ['A006', '13911110006', 'SC-6'];
    await load([row]);
    const params = { personId: (await personOf('A006'))?._id ?? '' };
    await kit.ok(orgContract.changePerson, { params, body: { active: false } }, 'office');
    expect(await load([row])).toMatchObject({ updated: 0, unchanged: 1, suspended: 1 });
    expect((await personOf('A006'))?.phone).toBeNull();
    await kit.ok(orgContract.changePerson, { params, body: { active: true } }, 'office');
    expect(await load([row])).toMatchObject({ updated: 1 });
    expect((await personOf('A006'))?.phone).toBe('13911110006');
  });

  it('reads who is entrusted with what, for the own unit, the bureau or a named one', async () => {
    const row: Row = [...zhang];
    [row[0], row[5], row[6]] = ['A005', '', 'SC-5'];
    row[8] = '中队长、督察员，法制员@牛塘中队';
    await load([row]);
    expect((await personOf('A005'))?.grants).toEqual([
      { role: 'squadron_leader', unitPath: UNITS.squadron },
      { role: 'inspector', unitPath: UNITS.bureau },
      { role: 'legal_officer', unitPath: UNITS.sibling },
    ]);
  });

  it('names every bad cell and then imports nothing at all', async () => {
    const good: Row = ['B001', '好的', '协管员', '协管员', '湖塘中队', '', '', '', ''];
    const places = await refusedPlaces([
      good,
      ['B002', '', '队长', '队员', '没有的中队', '12345', 'SC', '明年', '超人'],
      ['B001', '重号', '协管员', '协管员', '湖塘中队', '13911110001', '', '', ''],
      ['坏 号', '名', '协管员', '协管员', '北河中队', '', '', '2027-02-30', ''],
    ]);
    expect(places.sort()).toEqual(
      [
        '第 3 行，姓名 missing',
        '第 3 行，类别 not_allowed',
        '第 3 行，单位 unknown_unit',
        '第 3 行，手机号 invalid',
        '第 3 行，执法证有效期 invalid',
        '第 3 行，岗位授权 not_allowed',
        '第 4 行，工号 repeated',
        '第 4 行，手机号 taken',
        '第 5 行，工号 invalid',
        '第 5 行，单位 unknown_unit',
        '第 5 行，执法证号 missing',
        '第 5 行，执法证有效期 invalid',
      ].sort(),
    );
    expect(await personOf('B001')).toBeNull();
  });

  it('names an enforcement ID of two in service, in the sheet or by the roster, and lets it change hands', async () => {
    const row = (staffNumber: string, id: string): Row => [
      staffNumber,
      '持证',
      '执法员',
      '队员',
      '湖塘中队',
      '',
      id,
      id && id !== '无' ? '2028-12-31' : '',
      '',
    ];
    await load([row('I001', 'ID-1'), row('I002', 'ID-2')]);
    expect(await refusedPlaces([row('I003', 'ID-3'), row('I004', 'ID-3')])).toEqual([
      '第 3 行，执法证号 repeated',
    ]);
    expect(await refusedPlaces([row('I003', 'ID-1')])).toEqual(['第 2 行，执法证号 taken']);
    // Whose cell is empty keeps theirs; whoever is given another lets theirs go.
    expect(await refusedPlaces([row('I003', 'ID-1'), row('I001', '')])).toEqual([
      '第 2 行，执法证号 taken',
    ]);
    expect(await load([row('I001', 'ID-2'), row('I002', 'ID-1')])).toMatchObject({ updated: 2 });
    expect(await load([row('I003', 'ID-1'), row('I002', '无')])).toMatchObject({ created: 1 });
    const params = { personId: (await personOf('I003'))?._id ?? '' };
    await kit.ok(orgContract.changePerson, { params, body: { active: false } }, 'office');
    expect(await load([row('I003', 'ID-1'), row('I002', 'ID-1')])).toMatchObject({ updated: 1 });
    // Stored twice before that was looked at: left as it is, it holds no import up.
    const persons = (await kit.get(MongoService)).collection(personCollection);
    await persons.updateOne({ staffNumber: 'I001' }, { $set: { 'enforcementId.number': 'ID-1' } });
    expect(await load([row('I001', 'ID-1')])).toMatchObject({ unchanged: 1 });
  });

  it('keeps a liaison to the own unit and from entrusting', async () => {
    const own: Row = ['C001', '本队人', '协管员', '协管员', '湖塘中队', '', '', '', ''];
    expect(await load([own], 'liaison')).toMatchObject({ created: 1 });
    const theirs = kit.people.siblingOfficer.staffNumber;
    const places = await refusedPlaces(
      [
        ['C002', '别队人', '协管员', '协管员', '牛塘中队', '', '', '', ''],
        [theirs, '拉过来', '执法员', '队员', '湖塘中队', '', '', '', ''],
        ['C003', '封官', '执法员', '队员', '湖塘中队', '', '', '', '中队长'],
        [kit.people.liaison.staffNumber, '连络', '执法员', '队员', '湖塘中队', '', '', '', '无'],
      ],
      'liaison',
    );
    expect(places).toEqual([
      '第 2 行，单位 unknown_unit',
      '第 3 行，工号 elsewhere',
      '第 4 行，岗位授权 forbidden',
      '第 5 行，岗位授权 forbidden',
    ]);
  });

  it('keeps a liaison from changing whoever is entrusted with more, the number above all', async () => {
    const { leader } = kit.people;
    const row = (phone: string): Row => [
      leader.staffNumber,
      leader.name,
      '执法员',
      leader.post,
      '湖塘中队',
      phone,
      '',
      '',
      '',
    ];
    expect(await load([row('')], 'liaison')).toMatchObject({ unchanged: 1 });
    const places = await refusedPlaces([row('13911119999')], 'liaison');
    expect(places).toEqual(['第 2 行，工号 forbidden']);
    expect((await personOf(leader.staffNumber))?.phone).toBe(leader.phone);
  });

  it('ends leading and being liaison of a unit that is left, unless given anew, and says so', async () => {
    const entrusted = (staffNumber: string, unit: string, grants: string): Row => [
      staffNumber,
      '换岗',
      '执法员',
      '队员',
      unit,
      '',
      '',
      '',
      grants,
    ];
    const at = (unit: string, grants: string) => [
      entrusted('G001', unit, grants),
      entrusted('G002', unit, grants),
    ];
    await load(at('湖塘中队', '中队长、法制员'));
    const [first, second] = at('牛塘中队', '');
    second![8] = '中队长';
    expect(await load([first!, second!])).toMatchObject({ updated: 2, ended: 1 });
    expect((await personOf('G001'))?.grants).toEqual([
      { role: 'legal_officer', unitPath: UNITS.bureau },
    ]);
    expect((await personOf('G002'))?.grants).toEqual([
      { role: 'squadron_leader', unitPath: UNITS.sibling },
    ]);
  });

  it.each(['a merge', 'a list to choose from'])(
    'outlives a small sheet with %s over every cell',
    async (what) => {
      const file = new Blob([workbookOf({ ...SPRAWLING[what], headings: COLUMNS })]);
      await kit.fails(orgContract.importRoster, { file }, 'liaison', 'IMPORT_INVALID');
      await kit.ok(orgContract.listUnits, {}, 'liaison');
    },
  );

  it('refuses merged cells and formulas with their place', async () => {
    const merged = await bookOf([zhang, li], (sheet) => sheet.mergeCells('E2:E3'));
    const first = await kit.fails(
      orgContract.importRoster,
      { file: merged },
      'office',
      'IMPORT_INVALID',
    );
    expect(first.details?.[0]?.path).toContain('E2:E3');
    const formula = await bookOf([zhang], (sheet) => {
      sheet.getCell('B2').value = { formula: 'A2&"x"', result: '张' };
    });
    const file = { file: formula };
    const second = await kit.fails(orgContract.importRoster, file, 'office', 'IMPORT_INVALID');
    expect(second.details?.[0]?.path).toBe('第 2 行，姓名');
  });

  it('takes 2,000 rows in under ten seconds, and again', async () => {
    const rows = Array.from({ length: 2_000 }, (_, n): Row => {
      const number = String(n).padStart(4, '0');
      return [
        `Z${number}`,
        `人${number}`,
        '执法员',
        '队员',
        '湖塘中队',
        `1770000${number}`,
        `SC${number}`,
        '2028-12-31',
        '',
      ];
    });
    const figures: number[] = [];
    for (const expected of [{ created: 2_000 }, { unchanged: 2_000 }]) {
      const file = await bookOf(rows);
      const started = Date.now();
      const result = await kit.ok(orgContract.importRoster, { file }, 'office');
      figures.push(Date.now() - started);
      expect(result).toMatchObject(expected);
    }
    process.stdout.write(`roster import: 2,000 rows in ${figures.join(' ms, again in ')} ms\n`);
    expect(Math.max(...figures)).toBeLessThan(10_000);
  });
});

describe('the template', () => {
  it('has the columns, lists to choose from and the instructions, and is read back', async () => {
    const workbook = new ExcelJS.Workbook();
    const files: ArrayBuffer[] = [];
    await kit.ok(orgContract.rosterTemplate, {}, 'liaison', (body) => {
      files.push(body as ArrayBuffer);
      expect(files[0]!.byteLength).toBeGreaterThan(1_000);
    });
    await workbook.xlsx.load(files[0]!);
    expect(workbook.worksheets.map((sheet) => sheet.name)).toEqual(['名册', '填表说明', '单位']);
    const sheet = workbook.worksheets[0]!;
    expect(sheet.getRow(1).values).toEqual([undefined, ...COLUMNS]);
    expect(sheet.getCell('C2').dataValidation).toMatchObject({ type: 'list' });
    sheet.getRow(2).values = ['D001', '模板人', '协管员', '协管员', '湖塘中队'];
    const file = new Blob([await workbook.xlsx.writeBuffer()]);
    expect(await kit.ok(orgContract.importRoster, { file }, 'liaison')).toMatchObject({
      created: 1,
    });
  });
});
