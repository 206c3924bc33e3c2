/**
 * The parts of zod that contracts may use. They are named one by one because a bundler keeps a
 * namespace whole as soon as it is passed on: all of zod with its languages is 440 KB in the
 * mini-program, these are 34 KB.
 */
export {
  _default,
  any,
  array,
  boolean,
  coerce,
  config,
  discriminatedUnion,
  enum,
  int,
  iso,
  literal,
  maxLength,
  maximum,
  minLength,
  minimum,
  nullable,
  number,
  object,
  optional,
  record,
  refine,
  regex,
  strictObject,
  string,
  trim,
} from 'zod/mini';
export type { core, infer, input, output, ZodMiniType } from 'zod/mini';
