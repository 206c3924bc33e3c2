import path from 'node:path';
import type { IPluginContext } from '@tarojs/service';

interface Platform {
  /** Modules that the app runs first. */
  runtimePath?: string | string[];
  template?: object;
}

/** Holds back what a page that is not in front would draw (platform/quiet-pages). */
export default function quietPages(ctx: IPluginContext): void {
  ctx.registerMethod({
    name: 'onSetupClose',
    fn(platform: Platform) {
      if (!platform.template || platform.runtimePath === undefined) return;
      const runtime = path.join(ctx.paths.sourcePath, 'platform/quiet-pages/runtime');
      platform.runtimePath = [platform.runtimePath, runtime].flat();
    },
  });
}
