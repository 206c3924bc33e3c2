import { createRequire } from 'node:module';
import { join } from 'node:path';
import { root } from './process.mjs';

/** The product as built, for benches that take it apart. */
const requireFrom = createRequire(join(root, 'server', 'package.json'));

export const shared = requireFrom('@qiangji/shared-types');
export const driver = requireFrom('mongodb');
export const midway = requireFrom('@midwayjs/core');
export const bootstrap = requireFrom('@midwayjs/bootstrap');

/** A module of the built service, such as `platform/journal`. */
export const built = (path) => requireFrom(join(root, 'server/dist', path));
