import { toJSONSchema, type Contract } from '@qiangji/shared-types';
import { phoneWrite } from './kit';
import type { Asked } from './relation-row';
import type { WorldRecord } from './relation-world';
import { sampleRequest } from './sample';

export function asksFor({ query }: Contract, name: string): boolean {
  if (!query) return false;
  const { properties } = toJSONSchema(query, { io: 'input', unrepresentable: 'any' });
  return properties !== undefined && name in properties;
}

/** Every `:name` of the path is this record, or what the sample says where the record has no say. */
export function requestFor(
  contract: Contract,
  row: Asked,
  record: WorldRecord,
  colleagueId: string,
) {
  const sample = sampleRequest(contract);
  const params = Object.fromEntries(
    Object.keys(sample.params ?? {}).map((name) => [name, record.params?.[name] ?? record.id]),
  );
  const personId = row.of === 'person' ? record.id : record.owners.at(-1);
  const query = { ...(asksFor(contract, 'personId') ? { personId } : {}), ...row.query?.(record) };
  const written = { ...(sample.body as object), ...row.body?.(record, colleagueId) };
  const body =
    sample.body === undefined
      ? undefined
      : { ...written, ...('opId' in written ? phoneWrite() : {}) };
  return { params, query: { ...sample.query, ...query }, body };
}
