import { crc32, deflateRawSync } from 'node:zlib';

interface Entry {
  name: string;
  content: Buffer;
  /** Unpacked bytes that the directory announces; the true number unless said otherwise. */
  announced?: number;
}

function header(signature: number, size: number): Buffer {
  const part = Buffer.alloc(size);
  part.writeUInt32LE(signature, 0);
  return part;
}

/** A zip archive written byte by byte, so that it may lie. */
export function zipOf(entries: readonly Entry[]): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const { name, content, announced = content.length } of entries) {
    const packed = deflateRawSync(content);
    const checksum = crc32(content);
    const local = header(0x04034b50, 30);
    local.writeUInt16LE(20, 4);
    local.writeUInt16LE(8, 8);
    local.writeUInt32LE(checksum, 14);
    local.writeUInt32LE(packed.length, 18);
    local.writeUInt32LE(announced, 22);
    local.writeUInt16LE(name.length, 26);
    const central = header(0x02014b50, 46);
    central.writeUInt16LE(20, 6);
    central.writeUInt16LE(8, 10);
    central.writeUInt32LE(checksum, 16);
    central.writeUInt32LE(packed.length, 20);
    central.writeUInt32LE(announced, 24);
    central.writeUInt16LE(name.length, 28);
    central.writeUInt32LE(at, 42);
    locals.push(local, Buffer.from(name), packed);
    directory.push(central, Buffer.from(name));
    at += local.length + name.length + packed.length;
  }
  const listed = Buffer.concat(directory);
  const end = header(0x06054b50, 22);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(listed.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...locals, listed, end]);
}

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';

interface Parts {
  /** What stands before and after the rows of the sheet. */
  before?: string;
  after?: string;
  /** Rows below the headings. */
  rows?: string;
  /** What stands after the list of sheets. */
  names?: string;
  headings?: readonly string[];
}

/** A workbook of one sheet written by hand, for what no honest program writes. */
export function workbookOf(parts: Parts): Buffer {
  const { before = '', after = '', rows = '', names = '', headings = ['姓名', '岗位'] } = parts;
  const cells = headings.map((text) => `<c t="inlineStr"><is><t>${text}</t></is></c>`);
  const named = cells.map((cell, at) =>
    cell.replace('<c ', `<c r="${String.fromCharCode(65 + at)}1" `),
  );
  const files = {
    '[Content_Types].xml': `<Types xmlns="${PACKAGE}/content-types"/>`,
    '_rels/.rels': `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="s" sheetId="1" r:id="rId1"/></sheets>${names}</workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    'xl/worksheets/sheet1.xml': `<worksheet xmlns="${MAIN}" xmlns:r="${OFFICE}">${before}<sheetData><row r="1">${named.join('')}</row>${rows}</sheetData>${after}</worksheet>`,
  };
  return zipOf(
    Object.entries(files).map(([name, text]) => ({ name, content: Buffer.from(XML + text) })),
  );
}

const EVERYTHING = 'A1:XFD1048576';

/** Small files that ask for 17 thousand million cells, by what asks. */
export const SPRAWLING: Readonly<Record<string, Parts>> = {
  'a merge': { after: `<mergeCells><mergeCell ref="${EVERYTHING}"/></mergeCells>` },
  'a merge that spells its letters': {
    after: '<mergeCells><mergeCell ref="A1:&#88;F&#x44;1048576"/></mergeCells>',
  },
  'a merge behind a comment': {
    after: `<!-- <x a=" --><mergeCells><mergeCell ref='${EVERYTHING}'/></mergeCells><!-- "/> -->`,
  },
  'many merges that are each small': {
    after: `<mergeCells>${'<mergeCell ref="A1:Z999"/>'.repeat(10)}</mergeCells>`,
  },
  'a list to choose from': {
    after: `<dataValidations><dataValidation type="list" sqref="B2 ${EVERYTHING}"><formula1>"a"</formula1></dataValidation></dataValidations>`,
  },
  'a colour': { after: `<conditionalFormatting sqref="${EVERYTHING}"/>` },
  'a link': { after: `<hyperlinks><hyperlink ref="${EVERYTHING}" location="s!A1"/></hyperlinks>` },
  'a name': {
    names: '<definedNames><definedName name="n">s!$A$1:$XFD$1048576</definedName></definedNames>',
  },
  'a name of many parts': {
    names: `<definedNames><definedName name="n">'a,b'!$A$1,s!$A$1:$XFD$1048576</definedName></definedNames>`,
  },
  'a column past the last': { before: '<cols><col min="1" max="2000000000" width="9"/></cols>' },
  'a row past the last': { rows: '<row r="4000000000"><c r="A2"><v>1</v></c></row>' },
  'a row that spans too far': { rows: '<row r="2" spans="1:2000000000"/>' },
};
