import { appendFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Every test process notes here which routes succeeded with their body asserted; `npm test` compares
 * the notes with the contracts at the end, so that a route without such a test fails the run.
 */
export function recordSuccess(routeId: string): void {
  const folder = process.env.QIANGJI_ROUTE_COVERAGE;
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  appendFileSync(join(folder, `${process.pid}.txt`), `${routeId}\n`);
}
