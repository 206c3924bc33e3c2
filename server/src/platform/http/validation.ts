import type { ErrorDetail, z } from '@qiangji/shared-types';
import { AppError } from '../errors';

type Schema = z.ZodMiniType;
type Issue = z.core.$ZodIssue;

function words(issue: Issue): { reason: string; message: string } {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined
        ? { reason: 'missing', message: '没有填' }
        : { reason: 'wrong_type', message: '内容的类型不对' };
    case 'too_big':
      return { reason: 'too_long', message: `超过上限 ${issue.maximum}` };
    case 'too_small':
      return { reason: 'too_short', message: `少于下限 ${issue.minimum}` };
    case 'unrecognized_keys':
      return {
        reason: 'unknown_field',
        message: `不认识的内容：${issue.keys.join('、').slice(0, 80)}`,
      };
    case 'invalid_value':
      return { reason: 'not_allowed', message: '不在可选范围内' };
    default:
      return { reason: 'invalid', message: '格式不对' };
  }
}

function toDetail(part: string, issue: Issue): ErrorDetail {
  const path = [part, ...issue.path.map(String)].join('.');
  return { path, ...words(issue) };
}

const MAX_DETAILS = 20;

/** Parses one part of a request; throws `VALIDATION_FAILED` naming each wrong field. */
export function parsePart(part: string, schema: Schema | undefined, value: unknown): unknown {
  if (!schema) return undefined;
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  // `reportInput` lets a missing field be told from one of the wrong type; it never leaves this file, and
  // doubles the time, which only what is refused need pay.
  const result = schema.safeParse(value, { reportInput: true });
  if (result.success) return result.data;
  const details = result.error.issues.slice(0, MAX_DETAILS).map((issue) => toDetail(part, issue));
  throw new AppError('VALIDATION_FAILED', { details });
}
