import { openDB, type DBSchema, type IDBPDatabase } from 'idb';

/**
 * Blobs of the browser build. The page's security policy lets it talk to its own service only, so a
 * blob is never fetched by its URL: who needs one asks here.
 */
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

/** Rejects if there is no such file. */
export async function readBlob(key: string): Promise<Blob> {
  const blob = await (await database()).get('files', key);
  if (!blob) throw new Error(`no file ${key}`);
  return blob;
}

export async function writeBlob(key: string, blob: Blob): Promise<void> {
  await (await database()).put('files', blob, key);
}

export async function removeBlob(key: string): Promise<void> {
  await (await database()).delete('files', key);
}

export async function blobKeys(): Promise<string[]> {
  return (await database()).getAllKeys('files');
}

const picked = new Map<string, Blob>();

/** A URL for a blob that was just chosen or downloaded, until it is dropped. */
export function pickedUrl(blob: Blob): string {
  const url = URL.createObjectURL(blob);
  picked.set(url, blob);
  return url;
}

export function pickedBlob(url: string): Blob {
  const blob = picked.get(url);
  if (!blob) throw new Error(`nothing was picked at ${url}`);
  return blob;
}

export function dropPicked(url: string): void {
  picked.delete(url);
  URL.revokeObjectURL(url);
}
