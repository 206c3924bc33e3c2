/**
 * The one door to zod for the whole project. WeChat forbids `new Function`, which zod's object
 * compiler would call, so `jitless` is set before any schema exists; lint forbids other imports.
 */
import * as z from 'zod/mini';

z.config({ jitless: true });

export { z };
