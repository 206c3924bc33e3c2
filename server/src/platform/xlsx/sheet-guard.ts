import { StringDecoder } from 'node:string_decoder';
import { SaxesParser, type SaxesTagPlain } from 'saxes';
import { bomb, fileRefused, notXlsx } from './file-refused';
import { MAX_COLUMN, MAX_ROW, rangeArea } from './range-area';

/** Cells that merges, links and names may spread over in all: each of them becomes an object. */
export const MAX_SPREAD_CELLS = 100_000;
/** A list to choose from or a colour often covers whole columns; they are never unfolded here. */
export const MAX_RULE_CELLS = 16 * MAX_ROW;
/** Merges are compared with each other. */
const MAX_MERGES = 2_000;
const MAX_ROWS = 200_000;
const MAX_CELLS = 1_000_000;

const sprawling = () =>
  fileRefused('range_too_large', '表里有合并、下拉或名称占了一大片格子，请把内容复制到模板里再传');

const tooMany = () => fileRefused('too_many_cells', '表里的格子太多，请分开传');

/**
 * Looks at the sheets of one workbook before exceljs unfolds them: a few bytes can ask it for billions
 * of cells. Reads with the same parser, so that both see the same. Throws `IMPORT_INVALID`.
 */
export class SheetGuard {
  private spread = 0;
  private merges = 0;
  private rows = 0;
  private cells = 0;

  /** Takes one part of the workbook bit by bit. */
  part(): { write(chunk: Buffer): void; end(): void } {
    const decoder = new StringDecoder('utf8');
    const parser = new SaxesParser();
    let name: string[] | undefined;
    parser.on('error', () => {
      throw notXlsx();
    });
    parser.on('opentag', (tag) => {
      this.look(tag);
      if (tag.name === 'definedName') name = [];
    });
    parser.on('text', (text) => name?.push(text));
    parser.on('closetag', (tag) => {
      if (tag.name !== 'definedName' || !name) return;
      for (const range of name.join('').split(',')) this.spreadOver(range);
      name = undefined;
    });
    return {
      write: (chunk) => void parser.write(decoder.write(chunk)),
      end: () => void parser.write(decoder.end()).close(),
    };
  }

  private look({ name, attributes }: SaxesTagPlain): void {
    switch (name) {
      case 'mergeCell':
        this.merges += 1;
        if (this.merges > MAX_MERGES) throw sprawling();
        this.spreadOver(attributes.ref);
        return;
      case 'hyperlink':
        this.spreadOver(attributes.ref);
        return;
      case 'dataValidation':
      case 'conditionalFormatting':
        checkRule(attributes.sqref);
        return;
      case 'col':
        checkNumbers([attributes.min, attributes.max], MAX_COLUMN);
        return;
      case 'row':
        this.rows += 1;
        if (this.rows > MAX_ROWS) throw tooMany();
        checkNumbers([attributes.r], MAX_ROW);
        checkNumbers(attributes.spans?.split(/[:\s]/) ?? [], MAX_COLUMN);
        return;
      case 'c':
        this.cells += 1;
        if (this.cells > MAX_CELLS) throw tooMany();
    }
  }

  private spreadOver(range: string | undefined): void {
    this.spread += range === undefined ? 0 : rangeArea(range);
    if (this.spread > MAX_SPREAD_CELLS) throw sprawling();
  }
}

function checkRule(ranges: string | undefined): void {
  let area = 0;
  for (const range of ranges?.split(/\s+/) ?? []) area += rangeArea(range);
  if (area > MAX_RULE_CELLS) throw sprawling();
}

function checkNumbers(values: readonly (string | undefined)[], most: number): void {
  if (values.some((value) => value !== undefined && Number.parseInt(value, 10) > most)) {
    throw bomb();
  }
}
