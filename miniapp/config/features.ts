import fs from 'node:fs';
import path from 'node:path';
import { requireWithEsbuild } from '@tarojs/helper';

/** What `src/features/<feature>/pages.ts` exports as `subPackage`. */
export interface FeatureSubPackage {
  /** Folder under `src`, for example `features/study`. */
  root: string;
  /** Pages under the folder, for example `pages/list/index`. */
  pages: string[];
  /** Present in demo builds only. */
  demoOnly?: boolean;
}

/** Each feature names its own pages, so that two features never edit the same list. */
export function collectSubPackages(sourceDir: string, demo: boolean): FeatureSubPackage[] {
  const features = path.join(sourceDir, 'features');
  if (!fs.existsSync(features)) return [];
  return fs
    .readdirSync(features)
    .sort()
    .map((feature) => path.join(features, feature, 'pages.ts'))
    .filter((file) => fs.existsSync(file))
    .map((file) => requireWithEsbuild(file) as { subPackage: FeatureSubPackage })
    .map(({ subPackage }) => subPackage)
    .filter(({ demoOnly }) => demo || !demoOnly)
    .map(({ root, pages }) => ({ root, pages }));
}
