import { pickedUrl, readBlob } from '../files/blob-store';

interface Outgoing {
  method: string;
  path: string;
  headers: Record<string, string>;
  body?: unknown;
  timeoutMs: number;
}

interface Incoming {
  status: number;
  data: unknown;
  serverNow?: string;
}

/** A fetch that gives up; the limit covers the body too. */
async function within<T>(
  timeoutMs: number,
  path: string,
  init: RequestInit,
  read: (response: Response) => Promise<T>,
): Promise<T> {
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), timeoutMs);
  try {
    return await read(await fetch(path, { ...init, signal: abort.signal }));
  } finally {
    clearTimeout(timer);
  }
}

async function readJson(response: Response): Promise<Incoming> {
  const text = await response.text();
  const serverNow = response.headers.get('x-server-now') ?? undefined;
  try {
    return { status: response.status, data: JSON.parse(text) as unknown, serverNow };
  } catch {
    return { status: response.status, data: text, serverNow };
  }
}

/** Rejects where no answer came. */
export function send({ method, path, headers, body, timeoutMs }: Outgoing): Promise<Incoming> {
  const text = body === undefined ? undefined : JSON.stringify(body);
  return within(timeoutMs, path, { method, headers, body: text }, readJson);
}

/** Sends a kept file as the field `file` of a form. */
export async function sendFile(
  { path, headers, timeoutMs }: Omit<Outgoing, 'body' | 'method'>,
  fileKey: string,
): Promise<Incoming> {
  const form = new FormData();
  form.append('file', await readBlob(fileKey), fileKey);
  return within(timeoutMs, path, { method: 'POST', headers, body: form }, readJson);
}

/** Fetches a file; `data` is then an object URL, or the error's body. */
export function fetchFile({
  path,
  headers,
  timeoutMs,
}: Omit<Outgoing, 'body' | 'method'>): Promise<Incoming> {
  return within(timeoutMs, path, { headers }, async (response) => {
    if (!response.ok) return readJson(response);
    return { status: response.status, data: pickedUrl(await response.blob()) };
  });
}

/** Hands a downloaded file to the person under a name. */
export function handOver(url: string, fileName: string): Promise<void> {
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName;
  document.body.append(link);
  link.click();
  link.remove();
  return Promise.resolve();
}
