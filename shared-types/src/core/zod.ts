/**
 * The one door to zod for the whole project. WeChat forbids `new Function`, which zod's object
 * compiler would call, so `jitless` is set before any schema exists; lint forbids other imports.
 */
import * as z from './zod-parts';

z.config({ jitless: true });

export { z };
/** For openapi.json and tests; apart from `z`, because the mini-program must not carry it. */
export { toJSONSchema } from 'zod/mini';
