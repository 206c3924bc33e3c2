import type PDFDocument from 'pdfkit';
import type { TableSheet } from '../xlsx/write-tables';

export const PDF_TYPE = 'application/pdf';

/** Tables to print: one heading for all, a line below it, and each table under its own name. */
export interface PdfPaper {
  title: string;
  /** What they are of and when they were made. */
  line: string;
  tables: readonly TableSheet[];
}

/**
 * Noto Sans SC, 30,898 glyphs (SIL OFL 1.1), as TrueType: cut from a compressed web font, the same
 * table takes fourteen times as long. A character that it lacks is drawn as a crossed box; the
 * workbook has it.
 */
const FONT = '@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf';

const MARGIN = 40;
const ROW = 18;
const SIZE = 9;
const INK = '#1a1a1a';
const RULE = '#c8c8c8';

type Doc = InstanceType<typeof PDFDocument>;
type Cell = string | number | null;

/** Draws the tables on A4 pages, headings anew on each page, pages numbered. */
export async function drawPaper({ title, line, tables }: PdfPaper): Promise<Uint8Array> {
  // Loaded in the thread that draws: the service only names what is to be drawn.
  const { default: Drawing } = await import('pdfkit');
  const doc = new Drawing({ size: 'A4', margin: MARGIN, bufferPages: true });
  const chunks: Uint8Array[] = [];
  doc.on('data', (chunk: Uint8Array) => chunks.push(chunk));
  const ended = new Promise<void>((done) => doc.on('end', done));
  doc.info.Title = title;
  doc.font(require.resolve(FONT)).fillColor(INK);
  doc.fontSize(16).text(title);
  doc.fontSize(SIZE).text(line);
  for (const table of tables) drawTable(doc, table);
  numberPages(doc);
  doc.end();
  await ended;
  return new Uint8Array(Buffer.concat(chunks));
}

const bottom = (doc: Doc) => doc.page.height - MARGIN - ROW;

function drawTable(doc: Doc, { name, columns, rows }: TableSheet): void {
  // A name alone at a page's foot belongs to no table.
  if (doc.y + 4 * ROW > bottom(doc)) doc.addPage();
  doc.fontSize(12).text(name, MARGIN, doc.y + ROW);
  doc.fontSize(SIZE);
  let y = doc.y + 4;
  const whole = columns.reduce((sum, one) => sum + one.width, 0);
  const width = doc.page.width - 2 * MARGIN;
  const widths = columns.map((one) => (one.width / whole) * width);
  const head = columns.map((one) => one.heading);
  y = drawRow(doc, y, widths, head);
  for (const row of rows) {
    if (y + ROW > bottom(doc)) {
      doc.addPage();
      y = drawRow(doc, MARGIN, widths, head);
    }
    y = drawRow(doc, y, widths, row);
  }
  doc.y = y;
}

function drawRow(doc: Doc, y: number, widths: readonly number[], cells: readonly Cell[]): number {
  let x = MARGIN;
  widths.forEach((width, i) => {
    const text = String(cells[i] ?? '');
    const box = { width: width - 4, height: SIZE + 4, ellipsis: '…' };
    if (text !== '') doc.text(text, x, y + 4, box);
    x += width;
  });
  doc
    .moveTo(MARGIN, y + ROW)
    .lineTo(x, y + ROW)
    .lineWidth(0.5)
    .strokeColor(RULE)
    .stroke();
  return y + ROW;
}

function numberPages(doc: Doc): void {
  const { start, count } = doc.bufferedPageRange();
  for (let page = start; page < start + count; page += 1) {
    doc.switchToPage(page);
    // The foot lies in the margin, where text would begin another page.
    doc.page.margins.bottom = 0;
    const words = `第 ${page + 1} 页，共 ${count} 页`;
    doc.fontSize(SIZE).text(words, MARGIN, doc.page.height - MARGIN, { lineBreak: false });
  }
}
