import type { IPluginContext } from '@tarojs/service';
import { collectSubPackages, type FeatureSubPackage } from '../features';

/** Adds every feature's sub-package to the app configuration. */
export default function subPackages(ctx: IPluginContext): void {
  ctx.modifyAppConfig(({ appConfig }: { appConfig: { subPackages?: FeatureSubPackage[] } }) => {
    appConfig.subPackages = collectSubPackages(ctx.paths.sourcePath, process.env.DEMO === '1');
  });
}
