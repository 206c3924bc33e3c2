import { MAX_IMPORT_QUESTIONS, type BankFormat } from '@qiangji/shared-types';
import { readSheets, SHOWN_ROWS, type Sheet } from '../../../platform/xlsx/read-sheets';
import { readAiken } from './aiken';
import { FIELDS, guessMapping, NEEDED } from './columns';
import { asciiStart, decodeText, decodeXml, FileRefused } from './encoding';
import { readGift } from './gift';
import type { ReadFile } from './item';
import { readJsonFile } from './json';
import { readMoodle } from './moodle-read';
import { readTable } from './xlsx-table';

/** Names what a file is by its first bytes, and only then by its name. */
export function formatOf(bytes: Uint8Array, fileName: string): BankFormat {
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) return 'xlsx';
  const start = asciiStart(bytes, 4000).trimStart();
  if (/\.xml$/i.test(fileName) || /^<(\?xml|!doctype|quiz)/i.test(start)) return 'moodle';
  if (/\.json$/i.test(fileName) || /^\{\s*"format"/.test(start)) return 'json';
  if (/\.xlsx$/i.test(fileName)) return 'xlsx';
  return /^ANSWER:\s*[A-Z]\s*$/im.test(asciiStart(bytes, 20_000)) ? 'aiken' : 'gift';
}

export interface Columns {
  heading: string;
  field: string | null;
  sample: string[];
}

export interface WholeRead extends ReadFile {
  columns: Columns[];
  /** A table whose columns are not understood yet. */
  needsMapping: boolean;
  /** What a text was read by; null of a table. */
  encoding: string | null;
}

type TextFormat = Exclude<BankFormat, 'xlsx'>;

/** Rough count of questions before anything is parsed; over the limit nothing is. */
function roughCount(format: TextFormat, text: string): number {
  const mark = { gift: /\{/g, moodle: /<question[\s>]/g, aiken: /^ANSWER:/gim, json: /"body"/g };
  let count = 0;
  // A count, not a list: a hundred thousand matches need no memory.
  for (const _ of text.matchAll(mark[format])) count += 1;
  return count;
}

/** Case parts count in JSON too: one question may have ten. */
const PARTS_EACH = 10;

function refuseTooMany(format: TextFormat, text: string): void {
  const room = MAX_IMPORT_QUESTIONS * (format === 'json' ? PARTS_EACH : 1);
  if (roughCount(format, text) > room) throw tooMany();
}

function tooMany(): FileRefused {
  return new FileRefused(`一次最多 ${MAX_IMPORT_QUESTIONS} 题，请分成几个文件再传`);
}

/** Reads a file of any format. Throws `FileRefused`, or the refusal of a workbook. */
export async function readFile(
  format: BankFormat,
  bytes: Uint8Array,
  topics: ReadonlyMap<string, string>,
  mapping?: Mapping,
): Promise<WholeRead> {
  if (format === 'xlsx') return readXlsx(bytes, mapping);
  const { text, encoding } = format === 'moodle' ? decodeXml(bytes) : decodeText(bytes);
  refuseTooMany(format, text);
  const read =
    format === 'json'
      ? readJsonFile(text)
      : format === 'gift'
        ? readGift(text, topics)
        : format === 'moodle'
          ? readMoodle(text, topics)
          : readAiken(text);
  if (read.items.length > MAX_IMPORT_QUESTIONS) throw tooMany();
  return { ...read, columns: [], needsMapping: false, encoding };
}

type Mapping = Readonly<Record<string, string>>;

/** One sheet of a book with what its columns are. */
interface Mapped {
  sheet: Sheet;
  mapping: Mapping;
  /** Whether it has what a question cannot be without. */
  fits: boolean;
}

function mappingOf(headings: readonly string[], given: Mapping | undefined): Omit<Mapped, 'sheet'> {
  const chosen = given ?? guessMapping(headings);
  const known = Object.entries(chosen).filter(
    ([name, field]) => headings.includes(name) && FIELDS.has(field),
  );
  const fields = new Set(known.map(([, field]) => field));
  const fits = NEEDED.every((field) => fields.has(field));
  return { mapping: Object.fromEntries(known), fits };
}

/** The columns of all sheets, each heading once, and each field at the first heading that has it. */
function columnsOf(sheets: readonly Mapped[]): Columns[] {
  const columns = new Map<string, Columns>();
  const taken = new Set<string>();
  for (const { sheet, mapping } of sheets) {
    for (const heading of sheet.headings) {
      if (columns.has(heading)) continue;
      const said = mapping[heading];
      const field = said === undefined || taken.has(said) ? null : said;
      if (field !== null) taken.add(field);
      const sample = sheet.rows
        .slice(0, SHOWN_ROWS)
        .map((row) => (row.cells[heading] ?? '').slice(0, 60));
      columns.set(heading, { heading, field, sample });
    }
  }
  return [...columns.values()];
}

const unreadNote = (names: readonly string[], why: string): string[] =>
  names.length > 0 ? [`工作表${names.map((name) => `“${name}”`).join('、')}没有读：${why}`] : [];

/** Every sheet that is seen and has a header that fits is read; the others that hold rows are named. */
async function readXlsx(bytes: Uint8Array, given?: Mapping): Promise<WholeRead> {
  const { sheets, concealed } = await readSheets(Buffer.from(bytes), {
    maxRows: MAX_IMPORT_QUESTIONS,
    fits: (headings) => mappingOf(headings, given).fits,
  });
  const all = sheets.map((sheet): Mapped => ({ sheet, ...mappingOf(sheet.headings, given) }));
  const fitting = all.filter((one) => one.fits);
  const others = all.filter((one) => !one.fits);
  const needsMapping = fitting.length === 0;
  const items = fitting.flatMap(({ sheet, mapping }) => readTable(sheet, mapping));
  const unread = others.flatMap(({ sheet }) => (sheet.rows.length > 0 ? sheet.name : []));
  const notes = [
    ...(needsMapping ? [] : unreadNote(unread, '第 1 行认不出“题干”和“答案”两列')),
    ...unreadNote(concealed, '它隐藏了，要读就先取消隐藏'),
  ];
  const columns = columnsOf([...fitting, ...others]);
  return { items, notes, columns, needsMapping, encoding: null };
}
