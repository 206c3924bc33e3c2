/** Of Taro's own plugin what `sub-packages.ts` needs; it comes without types. */
declare module '@tarojs/webpack5-runner/dist/plugins/MiniSplitChunksPlugin' {
  import type { Compiler } from 'webpack';

  export default class MiniSplitChunksPlugin {
    constructor(options: unknown);
    apply(compiler: Compiler): void;
    getSubpackageConfig(): { root: string; pages: string[] }[];
  }
}
