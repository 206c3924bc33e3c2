import { orgContract } from '@qiangji/shared-types';
import ExcelJS from 'exceljs';
import { Kit } from '../../../test/kit';
import type { PersonKey } from '../../../test/org-fixture';
import { AccessLog } from '../../platform/access-log';
import { MongoService } from '../../platform/mongo';
import { personCollection, type PersonDocument } from './org.collection';
import { COLUMNS } from './roster.words';

let kit: Kit;

beforeAll(async () => {
  kit = await Kit.start();
});

afterEach(() => jest.restoreAllMocks());

afterAll(() => kit.stop());

const persons = async () => (await kit.get(MongoService)).collection(personCollection);
const everybody = async (): Promise<PersonDocument[]> =>
  (await persons()).find().sort({ _id: 1 }).toArray();

async function taken(as: PersonKey): Promise<ArrayBuffer> {
  const file = await kit.ok(orgContract.exportRoster, {}, as, (got) =>
    expect((got as ArrayBuffer).byteLength).toBeGreaterThan(0),
  );
  return file as ArrayBuffer;
}

async function rowsOf(file: ArrayBuffer): Promise<string[][]> {
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(file);
  const sheet = book.getWorksheet('名册')!;
  const rows = sheet.getRows(1, sheet.actualRowCount) ?? [];
  return rows.map((row) => COLUMNS.map((_, at) => row.getCell(at + 1).text));
}

const load = (file: ArrayBuffer, as: PersonKey) =>
  kit.ok(orgContract.importRoster, { file: new Blob([file]) }, as);

it.each(['office', 'liaison'] as const)(
  'changes nothing where %s imports it as it was taken out',
  async (as) => {
    const before = await everybody();
    const file = await taken(as);
    const people = (await rowsOf(file)).length - 1;
    const counts = { created: 0, updated: 0, unchanged: people, ended: 0, suspended: 0 };
    expect(await load(file, as)).toEqual(counts);
    expect(await everybody()).toEqual(before);
  },
);

it('is corrected in the sheet: one cell, one person changed', async () => {
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(await taken('office'));
  const sheet = book.getWorksheet('名册')!;
  const { staffNumber } = kit.people.officer2;
  const row = sheet.getRows(2, sheet.actualRowCount)!.find((one) => {
    return one.getCell(1).text === staffNumber;
  })!;
  row.getCell(COLUMNS.indexOf('职务') + 1).value = '副中队长';
  const { updated } = await load((await book.xlsx.writeBuffer()) as ArrayBuffer, 'office');
  expect(updated).toBe(1);
  const changed = await (await persons()).findOne({ staffNumber });
  const { post, phone, grants } = kit.people.officer2;
  expect(changed).toMatchObject({ phone, grants, post: '副中队长' });
  expect(post).not.toBe('副中队长');
});

it('holds the people whom its keeper keeps, in service, and no telephone number', async () => {
  const { siblingOfficer, officer, outsider } = kit.people;
  const params = { personId: siblingOfficer._id };
  await kit.ok(orgContract.changePerson, { params, body: { active: false } }, 'office');
  const [head, ...rows] = await rowsOf(await taken('office'));
  expect(head).toEqual([...COLUMNS]);
  const numbers = rows.map(([number]) => number);
  expect(numbers).toContain(officer.staffNumber);
  expect(numbers).not.toContain(siblingOfficer.staffNumber);
  expect(numbers).not.toContain(outsider.staffNumber);
  expect(JSON.stringify(rows)).not.toContain(officer.phone);
  const own = await rowsOf(await taken('liaison'));
  expect(new Set(own.slice(1).map((row) => row[COLUMNS.indexOf('单位')]))).toEqual(
    new Set(['湖塘中队']),
  );
});

it('is noted with everybody in it, before it is handed over', async () => {
  const noted = jest.spyOn(await kit.get(AccessLog), 'appendAll');
  const rows = await rowsOf(await taken('liaison'));
  const readings = noted.mock.calls.flat(2);
  expect(readings).toHaveLength(rows.length - 1);
  expect(readings).toContainEqual({
    readerId: kit.people.liaison._id,
    subjectId: kit.people.officer._id,
    what: 'roster_export',
  });
});

it('is for those who keep the roster', async () => {
  await kit.fails(orgContract.exportRoster, {}, null, 'UNAUTHENTICATED');
  for (const as of ['officer', 'leader', 'inspector', 'bureauLeader', 'legalOfficer'] as const) {
    await kit.fails(orgContract.exportRoster, {}, as, 'FORBIDDEN');
  }
});
