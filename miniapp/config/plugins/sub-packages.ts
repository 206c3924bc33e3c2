import type { IPluginContext } from '@tarojs/service';
import SplitChunks from '@tarojs/webpack5-runner/dist/plugins/MiniSplitChunksPlugin';
import { collectSubPackages, type FeatureSubPackage } from '../features';

const SPLITTER = 'miniSplitChunksPlugin';

/**
 * Adds every feature's sub-package to the app configuration, and tells of them whoever moves what only they use out
 * of the main package (`optimizeMainPackage`): it reads the file of the configuration, and not what was added to it.
 */
export default function subPackages(ctx: IPluginContext): void {
  const collect = () => collectSubPackages(ctx.paths.sourcePath, process.env.DEMO === '1');
  ctx.modifyAppConfig(({ appConfig }: { appConfig: { subPackages?: FeatureSubPackage[] } }) => {
    appConfig.subPackages = collect();
  });
  class Splitter extends SplitChunks {
    override getSubpackageConfig() {
      return collect();
    }
  }
  ctx.modifyWebpackChain(({ chain }) => {
    if (!chain.plugins.has(SPLITTER)) return;
    const [options] = chain.plugin(SPLITTER).get('args');
    chain.plugin(SPLITTER).use(Splitter, [options]);
  });
}
