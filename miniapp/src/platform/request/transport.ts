import type { Method } from '@qiangji/shared-types';
import Taro from '@tarojs/taro';
import { fileUrl } from '../files';

export interface Outgoing {
  method: Method;
  /** Path and query. */
  path: string;
  headers: Record<string, string>;
  body?: unknown;
  timeoutMs: number;
}

export interface Incoming {
  status: number;
  /** Parsed JSON, or the text where it is none. */
  data: unknown;
  /** `x-server-now`, if it came. */
  serverNow?: string;
}

/** Where the service is, without a path. */
export const apiBase = process.env.TARO_APP_API_BASE || 'http://127.0.0.1:7001';

/** Header names come in any case, depending on phone and proxy. */
function headerOf(headers: Record<string, unknown> | undefined, name: string): string | undefined {
  const key = Object.keys(headers ?? {}).find((one) => one.toLowerCase() === name);
  const value = key === undefined ? undefined : headers?.[key];
  return typeof value === 'string' ? value : undefined;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

/** Rejects where no answer came. */
export async function send({
  method,
  path,
  headers,
  body,
  timeoutMs,
}: Outgoing): Promise<Incoming> {
  const answer = await Taro.request<unknown, unknown>({
    url: apiBase + path,
    method,
    header: headers,
    data: body === undefined ? undefined : JSON.stringify(body),
    timeout: timeoutMs,
  });
  return {
    status: answer.statusCode,
    data: answer.data,
    serverNow: headerOf(answer.header, 'x-server-now'),
  };
}

/** Sends a kept file as the field `file` of a form. */
export async function sendFile(
  { path, headers, timeoutMs }: Omit<Outgoing, 'body' | 'method'>,
  fileKey: string,
): Promise<Incoming> {
  const answer = await Taro.uploadFile({
    url: apiBase + path,
    filePath: await fileUrl(fileKey),
    name: 'file',
    header: headers,
    timeout: timeoutMs,
  });
  return { status: answer.statusCode, data: parse(answer.data) };
}

/** Fetches a file; `data` is then what an `Image` can show, or the error's body. */
export async function fetchFile({
  path,
  headers,
  timeoutMs,
}: Omit<Outgoing, 'body' | 'method'>): Promise<Incoming> {
  const answer = await Taro.downloadFile({
    url: apiBase + path,
    header: headers,
    timeout: timeoutMs,
  });
  if (answer.statusCode < 300) return { status: answer.statusCode, data: answer.tempFilePath };
  const text = Taro.getFileSystemManager().readFileSync(answer.tempFilePath, 'utf8');
  return { status: answer.statusCode, data: parse(String(text)) };
}

/** Hands a downloaded file to the person under a name: opens it in WeChat's viewer. */
export async function handOver(url: string, fileName: string): Promise<void> {
  const fileType = fileName.split('.').pop() as keyof Taro.openDocument.FileType;
  await Taro.openDocument({ filePath: url, fileType, showMenu: true });
}
