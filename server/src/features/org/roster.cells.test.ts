import ExcelJS from 'exceljs';
import fc from 'fast-check';
import { KIND_NAMES, roles, type PersonKind } from '@qiangji/shared-types';
import { parseWorkbook } from '../../platform/xlsx/parse-workbook';
import type { PersonDocument, UnitDocument } from './org.collection';
import { rosterCells } from './roster.cells';
import { RosterReader, unitFinder } from './roster.rows';
import { newPerson } from './roster.rules';
import { rosterSheet } from './roster.sheet';
import { COLUMNS } from './roster.words';

const unit = (_id: string, name: string): UnitDocument => ({
  ...{ _id, name, kind: 'squadron', schemaVersion: 1 },
  ...{ townCode: null, townName: null, liaisonId: null },
});

/** One with a name of its own, two that share theirs, and names that a list of posts would be cut at. */
const UNITS = [
  unit('/wj', '武进区城管局'),
  unit('/wj/brigade', '执法大队'),
  unit('/wj/brigade/one', '机动中队'),
  unit('/wj/brigade/two', '机动中队'),
  unit('/wj/brigade/three', '东、西 两队@站'),
  unit('/wj/brigade/four', ' 前后有空格 '),
];
const paths = fc.constantFrom(...UNITS.map(({ _id }) => _id));

/** What names and numbers are made of: rare Han characters, emoji, and whatever a spreadsheet counts with. */
const words = (max: number) =>
  fc
    .array(
      fc.constantFrom(
        ...['陈', '𠮷', '𬭳', '㛃', '👮', '👩🏽‍✈️', '=', '+', '-', '@', '1', '0', 'E', '.', ','],
        ...["'", '"', '<', '&', ' ', '·', '\u3000', '无', '\u0301'],
      ),
      { minLength: 1, maxLength: 8 },
    )
    .map((parts) => parts.join('').trim())
    .filter((text) => text !== '' && text !== '无' && text.length <= max);
const days = fc
  .date({ min: new Date('1999-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

const person: fc.Arbitrary<PersonDocument> = fc
  .record({
    staffNumber: fc.constantFrom('A001', '007', '00-1', '1E5', '-12', '20260101'),
    name: words(30),
    kind: fc.constantFrom(...(Object.keys(KIND_NAMES) as PersonKind[])),
    post: words(40),
    unitPath: paths,
    enforcementId: fc.option(fc.record({ number: words(30), validUntil: days })),
    grants: fc.uniqueArray(fc.record({ role: fc.constantFrom(...roles), unitPath: paths }), {
      maxLength: 4,
      selector: ({ role, unitPath }) => `${role} ${unitPath}`,
    }),
  })
  .map((said) => newPerson({ ...said, phone: '13911110001' }, new Date(0)));

it('says of everybody what is there, and is read back as just that', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(person, { minLength: 1, maxLength: 25 }), async (people) => {
      const sheet = await rosterSheet(UNITS, people.map(rosterCells(UNITS)));
      const { rows } = await parseWorkbook(sheet, { headings: COLUMNS, maxRows: 100 });
      const reader = new RosterReader(unitFinder(UNITS));
      const read = rows.map((row) => reader.read(row));
      expect(reader.details).toEqual([]);
      expect(read).toEqual(
        people.map(({ staffNumber, name, kind, post, unitPath, enforcementId, grants }, index) => ({
          ...{ row: index + 2, staffNumber, name, kind, post, unitPath },
          phone: undefined,
          enforcementId: enforcementId ?? undefined,
          grants: grants.length === 0 ? undefined : grants,
        })),
      );
    }),
    { numRuns: 12 },
  );
});

it('leaves the posts of somebody unsaid where one is for a unit that the keeper does not know', () => {
  const own = [unit('/wj/brigade/one', '机动中队')];
  const said = {
    ...{ staffNumber: 'A001', name: '甲', kind: 'officer' as const, post: '队员' },
    unitPath: '/wj/brigade/one',
  };
  const leads = { role: 'squadron_leader' as const, unitPath: '/wj/brigade/one' };
  const writes = { role: 'legal_officer' as const, unitPath: '/wj' };
  const inspects = { role: 'inspector' as const, unitPath: '/wj/brigade' };
  const cellOf = (grants: PersonDocument['grants']) =>
    rosterCells(own)(newPerson({ ...said, grants }, new Date(0))).岗位授权;
  expect(cellOf([leads, writes])).toBe('中队长、法制员');
  expect(cellOf([leads, inspects])).toBe('');
});

it('writes nothing that a spreadsheet would count with', async () => {
  const said = { staffNumber: '-12', kind: 'officer' as const, unitPath: '/wj' };
  const names = ['=1+1', '+86', '-2', '@SUM(A1)'];
  const people = names.map((name) => newPerson({ ...said, name, post: name }, new Date(0)));
  const book = new ExcelJS.Workbook();
  const sheet = await rosterSheet(UNITS, people.map(rosterCells(UNITS)));
  await book.xlsx.load(sheet as unknown as ExcelJS.Buffer);
  for (const [index, name] of names.entries()) {
    const cell = book.getWorksheet('名册')!.getCell(index + 2, 2);
    // Text in a cell for text: it stays so where somebody types in it.
    expect([cell.type, cell.value, cell.numFmt]).toEqual([ExcelJS.ValueType.String, name, '@']);
  }
});
