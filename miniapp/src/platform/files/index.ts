import Taro from '@tarojs/taro';
import { ask } from '../ask';

/** Photos waiting to be sent; WeChat never clears this folder by itself. */
const folder = () => `${Taro.env.USER_DATA_PATH}/photos`;
const pathOf = (key: string) => `${folder()}/${key}`;

function files(): Taro.FileSystemManager {
  return Taro.getFileSystemManager();
}

function makeFolder(): void {
  try {
    files().accessSync(folder());
  } catch {
    files().mkdirSync(folder(), true);
  }
}

/** Keeps the bytes of a picture. */
export async function writeFile(key: string, bytes: Uint8Array): Promise<void> {
  makeFolder();
  // What is kept is the buffer, which may be larger than the view of it.
  const data = bytes.slice().buffer as ArrayBuffer;
  await ask<unknown>((callbacks) =>
    files().writeFile({ filePath: pathOf(key), data, ...callbacks }),
  );
}

/** Copies what a path or URL points at into the app's own storage. */
export async function saveFile(key: string, source: string): Promise<void> {
  makeFolder();
  await ask<unknown>((callbacks) =>
    files().copyFile({ srcPath: source, destPath: pathOf(key), ...callbacks }),
  );
}

/** Bytes of a kept file. */
export async function fileBytes(key: string): Promise<number> {
  const { size } = await ask<{ size: number }>((callbacks) =>
    files().getFileInfo({ filePath: pathOf(key), ...callbacks }),
  );
  return size;
}

/** Part of a kept file. */
export async function readFile(key: string, position: number, length: number): Promise<Uint8Array> {
  const { data } = await ask<{ data: string | ArrayBuffer }>((callbacks) =>
    files().readFile({ filePath: pathOf(key), position, length, ...callbacks }),
  );
  return new Uint8Array(data as ArrayBuffer);
}

/** What an `Image` can show: a path here, an object URL in the browser. Rejects if not kept. */
export async function fileUrl(key: string): Promise<string> {
  await fileBytes(key);
  return pathOf(key);
}

/** What an `Image` can show of a picture that is kept nowhere. */
export function bytesUrl(bytes: Uint8Array): string {
  return `data:image/jpeg;base64,${Taro.arrayBufferToBase64(bytes.slice().buffer as ArrayBuffer)}`;
}

/** Nothing happens if there is no such file. */
export function removeFile(key: string): Promise<void> {
  return new Promise((resolve) => {
    files().unlink({ filePath: pathOf(key), success: () => resolve(), fail: () => resolve() });
  });
}

/** Keys of all kept files. */
export function listFiles(): Promise<string[]> {
  return new Promise((resolve) => {
    files().readdir({
      dirPath: folder(),
      success: ({ files: names }) => resolve(names),
      fail: () => resolve([]),
    });
  });
}
