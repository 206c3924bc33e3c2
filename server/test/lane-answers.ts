import { fillPath, type Contract } from '@qiangji/shared-types';
import type { RawAnswer } from './raw-http';
import type { Sample } from './sample';

/** Both lanes' answers must be one, but for ids and times, which must be well-formed. */
export function comparable({ status, headers, body }: RawAnswer) {
  const { date, 'x-server-now': serverNow, 'x-request-id': requestId, ...rest } = headers;
  return {
    status,
    headers: rest,
    body: requestId ? body.replaceAll(requestId, 'ID') : body,
    dated: !Number.isNaN(Date.parse(date ?? '')),
    clocked: !Number.isNaN(Date.parse(serverNow ?? '')),
    named: /^[\w-]{8,64}$/.test(requestId ?? ''),
  };
}

/** Path and query of a sample. */
export function targetOf(contract: Contract, { params, query = {} }: Sample): string {
  const search = new URLSearchParams(query as Record<string, string>).toString();
  return fillPath(contract.path, params) + (search ? `?${search}` : '');
}
