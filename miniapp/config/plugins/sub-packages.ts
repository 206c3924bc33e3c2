import fs from 'node:fs';
import path from 'node:path';
import type { IPluginContext } from '@tarojs/service';

/** What `src/features/<feature>/pages.ts` exports as `subPackage`. */
interface FeatureSubPackage {
  /** Folder under `src`, for example `features/study`. */
  root: string;
  /** Pages under the folder, for example `pages/list/index`. */
  pages: string[];
  /** Present in demo builds only. */
  demoOnly?: boolean;
}

/** Each feature names its own pages, so that two features never edit the same list. */
function collect(ctx: IPluginContext): FeatureSubPackage[] {
  const features = path.join(ctx.paths.sourcePath, 'features');
  if (!fs.existsSync(features)) return [];
  return fs
    .readdirSync(features)
    .sort()
    .map((feature) => path.join(features, feature, 'pages.ts'))
    .filter((file) => fs.existsSync(file))
    .map((file) => ctx.helper.requireWithEsbuild(file) as { subPackage: FeatureSubPackage })
    .map(({ subPackage }) => subPackage)
    .filter(({ demoOnly }) => !demoOnly || process.env.DEMO === '1')
    .map(({ root, pages }) => ({ root, pages }));
}

/** Adds every feature's sub-package to the app configuration. */
export default function subPackages(ctx: IPluginContext): void {
  ctx.modifyAppConfig(({ appConfig }: { appConfig: { subPackages?: FeatureSubPackage[] } }) => {
    appConfig.subPackages = collect(ctx);
  });
}
