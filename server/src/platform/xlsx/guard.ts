import yauzl from 'yauzl';
import { AppError } from '../errors';
import { bomb, notXlsx } from './file-refused';
import { SheetGuard } from './sheet-guard';

/** A workbook of thousands of rows unpacks to a few megabytes; a bomb to gigabytes. */
export const MAX_UNPACKED_BYTES = 50 * 1024 * 1024;
export const MAX_ENTRIES = 200;

interface Look {
  room: number;
  sheets: SheetGuard;
}

/**
 * Sums what an entry really unpacks to, since the size that the directory announces may lie, and looks
 * through what is XML.
 */
function lookThrough(zip: yauzl.ZipFile, entry: yauzl.Entry, look: Look): Promise<number> {
  const part = /[.]xml/i.test(entry.fileName) ? look.sheets.part() : undefined;
  return new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => {
      if (error) return reject(error);
      let bytes = 0;
      stream.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
        try {
          if (bytes > look.room) throw bomb();
          part?.write(chunk);
        } catch (thrown) {
          stream.destroy(thrown as Error);
        }
      });
      stream.on('error', reject);
      stream.on('end', () => {
        try {
          part?.end();
          resolve(bytes);
        } catch (thrown) {
          reject(thrown as Error);
        }
      });
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
 * Refuses what is no zip archive, would unpack beyond 50 MB or 200 entries, or asks for more cells than
 * a sheet of people's making has, before anything reads it into memory. Throws `IMPORT_INVALID`.
 */
export async function guardWorkbook(buffer: Buffer): Promise<void> {
  const zip = await openZip(buffer);
  if (zip.entryCount > MAX_ENTRIES) throw bomb();
  const look: Look = { room: MAX_UNPACKED_BYTES, sheets: new SheetGuard() };
  let workbook = false;
  await new Promise<void>((resolve, reject) => {
    const fail = (error: unknown) => reject(error instanceof AppError ? error : notXlsx());
    zip.on('error', fail);
    zip.on('end', resolve);
    zip.on('entry', (entry: yauzl.Entry) => {
      if (entry.uncompressedSize > look.room) return fail(bomb());
      if (entry.fileName === 'xl/workbook.xml') workbook = true;
      lookThrough(zip, entry, look).then((bytes) => {
        look.room -= bytes;
        zip.readEntry();
      }, fail);
    });
    zip.readEntry();
  });
  if (!workbook) throw notXlsx();
}
