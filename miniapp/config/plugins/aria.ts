import path from 'node:path';
import type { IPluginContext } from '@tarojs/service';

interface Shared {
  ariaComponents(): Record<string, Record<string, string>>;
}

interface Platform {
  /** Modules that the app runs first. */
  runtimePath?: string | string[];
  template?: {
    mergeComponents(ctx: IPluginContext, patch: Record<string, Record<string, string>>): void;
  };
}

/** Adds the accessibility attributes to the mini-program's templates, and tells the app of them. */
export default function aria(ctx: IPluginContext): void {
  ctx.registerMethod({
    name: 'onSetupClose',
    fn(platform: Platform) {
      if (!platform.template || platform.runtimePath === undefined) return;
      const folder = path.join(ctx.paths.sourcePath, 'platform/aria');
      const shared = ctx.helper.requireWithEsbuild(path.join(folder, 'index.ts')) as Shared;
      platform.template.mergeComponents(ctx, shared.ariaComponents());
      platform.runtimePath = [platform.runtimePath, path.join(folder, 'runtime')].flat();
    },
  });
}
