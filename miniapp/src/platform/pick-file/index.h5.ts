import { saveFile } from '../files';
import { pickedUrl } from '../files/blob-store';
import { newId } from '../ids';

export interface PickedFile {
  /** Key in platform/files, for `upload`; remove it there after use. */
  key: string;
  name: string;
}

function chosen(extensions: readonly string[]): Promise<File | undefined> {
  return new Promise((resolve) => {
    const input = document.createElement('input');
    input.type = 'file';
    input.accept = extensions.map((one) => `.${one}`).join();
    input.addEventListener('change', () => resolve(input.files?.[0]));
    input.addEventListener('cancel', () => resolve(undefined));
    input.click();
  });
}

/** Lets the person choose one file with one of these endings; undefined where none was chosen. */
export async function pickFile(
  ...extensions: readonly [string, ...string[]]
): Promise<PickedFile | undefined> {
  const file = await chosen(extensions);
  if (!file) return undefined;
  const key = `${newId()}.${extensions[0]}`;
  await saveFile(key, pickedUrl(file));
  return { key, name: file.name };
}
