/**
 * The one door to zod for the whole project. WeChat forbids `new Function`, which zod's object
 * compiler would call, so `jitless` is set before any schema exists; lint forbids other imports.
 */
import * as z from './zod-parts';

z.config({ jitless: true });

export { z };
/**
 * Apart from `z`, because the mini-program must not carry them: for openapi.json and tests, and for the
 * service's hot routes (a schema as code of its own, by `new Function`).
 */
export { compile as compileSchema, toJSONSchema } from 'zod/mini';
