import { DEVICE_NOW_HEADER } from '@qiangji/shared-types';
import { deviceAt, deviceNow, noteExchange } from '../clock';
import { noteAnswered } from '../network';
import { networkError } from './api-error';
import { Limit } from './limit.core';
import { fetchFile, send, sendFile, type Incoming, type Outgoing } from './transport';

/** WeChat runs ten requests at once; more are refused by some versions. */
const limit = new Limit(10);
export const TIMEOUT_MS = 20_000;
/** A photo of 10 MB over a weak connection. */
export const FILE_TIMEOUT_MS = 60_000;

export type Sending = Pick<Outgoing, 'method' | 'path'> & {
  token?: string;
  body?: unknown;
  /** Sends this kept file instead of a body. */
  fileKey?: string;
  /** The answer is a file. */
  file?: boolean;
};

function start({ method, path, token, body, fileKey, file }: Sending): Promise<Incoming> {
  const headers: Record<string, string> = { [DEVICE_NOW_HEADER]: deviceAt() };
  if (token) headers.authorization = `Bearer ${token}`;
  if (fileKey) return sendFile({ path, headers, timeoutMs: FILE_TIMEOUT_MS }, fileKey);
  if (file) return fetchFile({ path, headers, timeoutMs: FILE_TIMEOUT_MS });
  if (body !== undefined) headers['content-type'] = 'application/json';
  return send({ method, path, headers, body, timeoutMs: TIMEOUT_MS });
}

/** One request and its answer, whatever the status. Throws `NETWORK` where none came. */
export function exchange(sending: Sending): Promise<Incoming> {
  return limit.run(async () => {
    const sentAt = deviceNow();
    try {
      const answer = await start(sending);
      noteAnswered(true);
      if (answer.serverNow) {
        noteExchange({ sentAt, receivedAt: deviceNow(), serverAt: Date.parse(answer.serverNow) });
      }
      return answer;
    } catch {
      noteAnswered(false);
      throw networkError();
    }
  });
}
