import { device } from './taro-device';

interface Callbacks {
  success?: (result: never) => void;
  fail?: (reason: { errMsg: string }) => void;
}

function finish(callbacks: Callbacks, work: () => object): void {
  let result: object;
  try {
    result = work();
  } catch (thrown) {
    callbacks.fail?.({ errMsg: String(thrown) });
    return;
  }
  callbacks.success?.(result as never);
}

function bytesAt(path: string): Uint8Array {
  const bytes = device.files.get(path);
  if (!bytes) throw new Error(`fail no such file or directory ${path}`);
  return bytes;
}

const folders = new Set<string>();

/** WeChat's file system, in memory. */
export const fileSystem = {
  accessSync(path: string): void {
    if (!folders.has(path)) bytesAt(path);
  },
  mkdirSync(path: string): void {
    folders.add(path);
  },
  readFileSync(path: string): string {
    return new TextDecoder().decode(bytesAt(path));
  },
  copyFile(option: Callbacks & { srcPath: string; destPath: string }): void {
    finish(option, () => {
      device.files.set(option.destPath, bytesAt(option.srcPath));
      return {};
    });
  },
  writeFile(option: Callbacks & { filePath: string; data: ArrayBuffer }): void {
    finish(option, () => {
      device.files.set(option.filePath, new Uint8Array(option.data));
      return {};
    });
  },
  getFileInfo(option: Callbacks & { filePath: string }): void {
    finish(option, () => ({ size: bytesAt(option.filePath).length }));
  },
  readFile(option: Callbacks & { filePath: string; position?: number; length?: number }): void {
    finish(option, () => {
      const bytes = bytesAt(option.filePath);
      const from = option.position ?? 0;
      return { data: bytes.slice(from, from + (option.length ?? bytes.length)).buffer };
    });
  },
  unlink(option: Callbacks & { filePath: string }): void {
    finish(option, () => {
      bytesAt(option.filePath);
      device.files.delete(option.filePath);
      return {};
    });
  },
  readdir(option: Callbacks & { dirPath: string }): void {
    const prefix = `${option.dirPath}/`;
    finish(option, () => ({
      files: [...device.files.keys()]
        .filter((path) => path.startsWith(prefix))
        .map((path) => path.slice(prefix.length)),
    }));
  },
};
