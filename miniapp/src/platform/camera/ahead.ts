import { fileUrl, removeFile, saveFile, writeFile } from '../files';
import { newId } from '../ids';
import { deviceStore } from '../storage';

/** Files of pictures kept for later, at most: those of two papers, each in both sizes. */
const MOST_KEPT = 240;

/** Name of a picture to the key of its file. A key begins with its time: a week later it is swept (outbox.sweep). */
const store = deviceStore('ahead');

/** What an `Image` can show of a picture that was kept under this name. */
export async function keptUrl(name: string): Promise<string | undefined> {
  const key = store.get<string>(name);
  if (key === undefined) return undefined;
  return fileUrl(key).catch(() => {
    store.remove(name);
    return undefined;
  });
}

/** Lets go of what was kept. */
export async function dropKept(names: readonly string[]): Promise<void> {
  for (const name of names) {
    const key = store.get<string>(name);
    if (key === undefined) continue;
    store.remove(name);
    await removeFile(key);
  }
}

/** Keeps what was downloaded as a file, over a restart; rejects where the phone has no room. */
export function keepDownloaded(name: string, url: string): Promise<void> {
  return keep(name, (key) => saveFile(key, url));
}

/** The same of bytes. */
export function keepBytes(name: string, bytes: Uint8Array): Promise<void> {
  return keep(name, (key) => writeFile(key, bytes));
}

async function keep(name: string, save: (key: string) => Promise<void>): Promise<void> {
  const key = newId();
  try {
    await save(key);
    store.set(name, key);
  } catch (thrown) {
    await removeFile(key);
    throw thrown;
  }
  const all = store.keys().map((one) => ({ one, key: store.get<string>(one) ?? '' }));
  const oldest = all.sort((a, b) => (a.key < b.key ? -1 : 1)).slice(0, -MOST_KEPT);
  await dropKept(oldest.map(({ one }) => one));
}
