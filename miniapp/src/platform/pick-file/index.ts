import Taro from '@tarojs/taro';
import { ask } from '../ask';
import { saveFile } from '../files';
import { newId } from '../ids';

export interface PickedFile {
  /** Key in platform/files, for `upload`; remove it there after use. */
  key: string;
  name: string;
}

/** Lets the person choose one file with one of these endings from a chat; undefined where none was chosen. */
export async function pickFile(
  ...extensions: readonly [string, ...string[]]
): Promise<PickedFile | undefined> {
  try {
    const { tempFiles } = await ask<Taro.chooseMessageFile.SuccessCallbackResult>((callbacks) =>
      Taro.chooseMessageFile({ count: 1, type: 'file', extension: [...extensions], ...callbacks }),
    );
    const [file] = tempFiles;
    if (!file) return undefined;
    const key = `${newId()}.${extensions[0]}`;
    await saveFile(key, file.path);
    return { key, name: file.name };
  } catch {
    return undefined;
  }
}
