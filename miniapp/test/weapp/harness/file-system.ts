import { wechatCall, type Later, type Option } from './callbacks';
import type { Phone } from './phone';

/** WeChat's file system manager over the phone's files. */
export function fileSystem(phone: Phone, later: Later): object {
  const folders = new Set<string>();
  const bytes = (path: unknown): Buffer => {
    const found = phone.files.get(String(path));
    if (!found) throw new Error(`no such file or directory ${String(path)}`);
    return found;
  };
  const text = (data: Buffer, encoding: unknown) =>
    encoding ? data.toString(encoding as BufferEncoding) : Uint8Array.from(data).buffer;
  const call = (name: string, work: (option: Option) => unknown) => wechatCall(name, later, work);
  return {
    accessSync: (path: string) => {
      const inside = [...phone.files.keys()].some((file) => file.startsWith(`${path}/`));
      if (!folders.has(path) && !inside) bytes(path);
    },
    mkdirSync: (path: string) => folders.add(path),
    readFileSync: (path: string, encoding?: string) => text(bytes(path), encoding),
    copyFile: call('copyFile', ({ srcPath, destPath }) => {
      phone.files.set(String(destPath), bytes(srcPath));
    }),
    getFileInfo: call('getFileInfo', ({ filePath }) => ({ size: bytes(filePath).length })),
    readFile: call('readFile', ({ filePath, position, length, encoding }) => {
      const all = bytes(filePath);
      const from = Number(position ?? 0);
      const part = all.subarray(from, length === undefined ? undefined : from + Number(length));
      return { data: text(part, encoding) };
    }),
    unlink: call('unlink', ({ filePath }) => {
      bytes(filePath);
      phone.files.delete(String(filePath));
    }),
    readdir: call('readdir', ({ dirPath }) => {
      const prefix = `${String(dirPath)}/`;
      const names = [...phone.files.keys()].filter((path) => path.startsWith(prefix));
      return { files: names.map((path) => path.slice(prefix.length)) };
    }),
  };
}
