import yauzl from 'yauzl';
import { AppError } from '../errors';

/** A workbook of thousands of rows unpacks to a few megabytes; a bomb to gigabytes. */
export const MAX_UNPACKED_BYTES = 50 * 1024 * 1024;
export const MAX_ENTRIES = 200;

/** A refusal of the file as a whole, with the words for the person. */
export function fileRefused(reason: string, message: string): AppError {
  return new AppError('IMPORT_INVALID', { message, details: [{ path: '文件', reason, message }] });
}

const bomb = () => fileRefused('unpacks_too_large', '表格解开后太大，请删掉多余的内容再传');
const notXlsx = () => fileRefused('not_xlsx', '只认 .xlsx 表格，请用模板另存后再传');

/** Sums what an entry really unpacks to: the size that the directory announces may lie. */
function unpackedBytes(zip: yauzl.ZipFile, entry: yauzl.Entry, room: number): Promise<number> {
  return new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => {
      if (error) return reject(error);
      let bytes = 0;
      stream.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
        if (bytes > room) stream.destroy(bomb());
      });
      stream.on('error', reject);
      stream.on('end', () => resolve(bytes));
    });
  });
}

function openZip(buffer: Buffer): Promise<yauzl.ZipFile> {
  return new Promise((resolve, reject) => {
    yauzl.fromBuffer(buffer, { lazyEntries: true }, (error, zip) => {
      if (error) reject(notXlsx());
      else resolve(zip);
    });
  });
}

/**
 * Refuses what is no zip archive or would unpack beyond 50 MB or 200 entries, before anything
 * reads it into memory. Throws `IMPORT_INVALID`.
 */
export async function guardWorkbook(buffer: Buffer): Promise<void> {
  const zip = await openZip(buffer);
  if (zip.entryCount > MAX_ENTRIES) throw bomb();
  let room = MAX_UNPACKED_BYTES;
  let workbook = false;
  await new Promise<void>((resolve, reject) => {
    const fail = (error: unknown) => reject(error instanceof AppError ? error : notXlsx());
    zip.on('error', fail);
    zip.on('end', resolve);
    zip.on('entry', (entry: yauzl.Entry) => {
      if (entry.uncompressedSize > room) return fail(bomb());
      if (entry.fileName === 'xl/workbook.xml') workbook = true;
      unpackedBytes(zip, entry, room).then((bytes) => {
        room -= bytes;
        zip.readEntry();
      }, fail);
    });
    zip.readEntry();
  });
  if (!workbook) throw notXlsx();
}
