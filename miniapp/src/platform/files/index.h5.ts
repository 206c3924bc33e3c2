import { blobKeys, dropPicked, pickedBlob, readBlob, removeBlob, writeBlob } from './blob-store';

const urls = new Map<string, string>();

/** Moves what was picked or downloaded (`pickedUrl`) into the app's own storage. */
export async function saveFile(key: string, source: string): Promise<void> {
  await writeBlob(key, pickedBlob(source));
  dropPicked(source);
}

/** Keeps the bytes of a picture. */
export async function writeFile(key: string, bytes: Uint8Array): Promise<void> {
  await writeBlob(key, new Blob([bytes.slice()], { type: 'image/jpeg' }));
}

/** Bytes of a kept file. */
export async function fileBytes(key: string): Promise<number> {
  return (await readBlob(key)).size;
}

/** Part of a kept file. */
export async function readFile(key: string, position: number, length: number): Promise<Uint8Array> {
  const part = (await readBlob(key)).slice(position, position + length);
  return new Uint8Array(await part.arrayBuffer());
}

/** What an `Image` can show: an object URL here, a path in WeChat. Rejects if not kept. */
export async function fileUrl(key: string): Promise<string> {
  const known = urls.get(key);
  if (known) return known;
  const url = URL.createObjectURL(await readBlob(key));
  urls.set(key, url);
  return url;
}

/** What an `Image` can show of a picture that is kept nowhere. */
export function bytesUrl(bytes: Uint8Array): string {
  return URL.createObjectURL(new Blob([bytes.slice()], { type: 'image/jpeg' }));
}

/** Nothing happens if there is no such file. */
export async function removeFile(key: string): Promise<void> {
  await removeBlob(key);
  const url = urls.get(key);
  if (url) URL.revokeObjectURL(url);
  urls.delete(key);
}

/** Keys of all kept files. */
export function listFiles(): Promise<string[]> {
  return blobKeys();
}
