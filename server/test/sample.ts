import { toJSONSchema, type Contract } from '@qiangji/shared-types';

interface JsonSchema {
  type?: string | string[];
  enum?: unknown[];
  const?: unknown;
  pattern?: string;
  format?: string;
  minLength?: number;
  minimum?: number;
  minItems?: number;
  items?: JsonSchema;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  allOf?: JsonSchema[];
}

/** Strings of the kinds that the contracts know; the first that a pattern accepts is taken. */
const STRINGS = [
  'a',
  'A1',
  '01a20eda-eb15-7ae4-9269-75d86b4aeaab',
  '2026-01-05',
  '2026-01-05T01:02:03.000Z',
  '/wj/brigade/hutang',
  'f'.repeat(64),
  '13800000000',
  '12345678',
  '08:30',
  'a'.repeat(64),
];

function sampleString(schema: JsonSchema): string {
  const pattern = schema.pattern ? new RegExp(schema.pattern, 'u') : null;
  if (schema.format === 'date') return '2026-01-05';
  if (schema.format === 'date-time') return '2026-01-05T01:02:03.000Z';
  const fits = (text: string) =>
    text.length >= (schema.minLength ?? 0) && (pattern === null || pattern.test(text));
  const found = [...STRINGS, 'x'.repeat(schema.minLength ?? 1)].find(fits);
  if (found === undefined) throw new Error(`no sample for ${JSON.stringify(schema)}`);
  return found;
}

function sampleOf(schema: JsonSchema): unknown {
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[0];
  const choice = schema.anyOf?.[0] ?? schema.oneOf?.[0] ?? schema.allOf?.[0];
  if (choice) return sampleOf(choice);
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type;
  switch (type) {
    case 'string':
      return sampleString(schema);
    case 'integer':
    case 'number':
      return schema.minimum ?? 1;
    case 'boolean':
      return true;
    case 'array':
      return Array.from({ length: schema.minItems ?? 0 }, () => sampleOf(schema.items ?? {}));
    case 'object':
      return Object.fromEntries(
        (schema.required ?? []).map((key) => [key, sampleOf(schema.properties?.[key] ?? {})]),
      );
    default:
      return null;
  }
}

/** Bodies that a schema's shape alone cannot make (checks across fields), by route id. */
export type Overrides = Record<string, { query?: Record<string, unknown>; body?: unknown }>;

export interface Sample {
  params?: Record<string, string>;
  query?: Record<string, unknown>;
  body?: unknown;
}

/** A request that the contract accepts, with required fields only; throws where it finds none. */
export function sampleRequest(contract: Contract, overrides: Overrides = {}): Sample {
  const sample: Record<string, unknown> = {};
  for (const part of ['params', 'query', 'body'] as const) {
    const schema = contract[part];
    if (!schema) continue;
    const given = part === 'params' ? undefined : overrides[contract.id]?.[part];
    const made =
      given ??
      sampleOf(toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as JsonSchema);
    const parsed = schema.safeParse(made);
    if (!parsed.success) {
      throw new Error(`the sample of ${contract.id}'s ${part} is refused: ${JSON.stringify(made)}`);
    }
    sample[part] = made;
  }
  return sample as Sample;
}
