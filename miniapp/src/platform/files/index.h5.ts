import { openDB, type DBSchema, type IDBPDatabase } from 'idb';

interface Files extends DBSchema {
  files: { key: string; value: Blob };
}

let opened: Promise<IDBPDatabase<Files>> | undefined;

function database(): Promise<IDBPDatabase<Files>> {
  opened ??= openDB<Files>('qiangji', 1, {
    upgrade: (db) => {
      db.createObjectStore('files');
    },
  });
  return opened;
}

async function blobOf(key: string): Promise<Blob> {
  const blob = await (await database()).get('files', key);
  if (!blob) throw new Error(`no file ${key}`);
  return blob;
}

const urls = new Map<string, string>();

/** Copies what a path or URL points at into the app's own storage. */
export async function saveFile(key: string, source: string): Promise<void> {
  const blob = await (await fetch(source)).blob();
  await (await database()).put('files', blob, key);
}

/** Bytes of a kept file. */
export async function fileBytes(key: string): Promise<number> {
  return (await blobOf(key)).size;
}

/** Part of a kept file. */
export async function readFile(key: string, position: number, length: number): Promise<Uint8Array> {
  const part = (await blobOf(key)).slice(position, position + length);
  return new Uint8Array(await part.arrayBuffer());
}

/** What an `Image` can show: an object URL here, a path in WeChat. Rejects if not kept. */
export async function fileUrl(key: string): Promise<string> {
  const known = urls.get(key);
  if (known) return known;
  const url = URL.createObjectURL(await blobOf(key));
  urls.set(key, url);
  return url;
}

/** Nothing happens if there is no such file. */
export async function removeFile(key: string): Promise<void> {
  await (await database()).delete('files', key);
  const url = urls.get(key);
  if (url) URL.revokeObjectURL(url);
  urls.delete(key);
}

/** Keys of all kept files. */
export async function listFiles(): Promise<string[]> {
  return (await database()).getAllKeys('files');
}
