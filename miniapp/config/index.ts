import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { JsMinifyOptions } from '@swc/core';
import { defineConfig, type UserConfigExport } from '@tarojs/cli';
import TerserPlugin from 'terser-webpack-plugin';
import { collectSubPackages } from './features';

const root = path.resolve(__dirname, '..');
const sharedTypes = path.resolve(root, '../shared-types/src');
/** Packages that ship newer JavaScript than the oldest phones of `browserslist` understand. */
const modern = (file: string) => /node_modules[\\/](@noble|idb|marked|uuid|zod)[\\/]/.test(file);
const source = path.resolve(root, 'src');
const demo = process.env.DEMO === '1';
const production = process.env.NODE_ENV === 'production';

/**
 * swc makes the program a little smaller than Taro's own choice does, in a tenth of the time. Letters beyond ASCII
 * stay as they are, for an escape takes six bytes: the main package may have one megabyte.
 */
const minified = new TerserPlugin<JsMinifyOptions>({
  parallel: true,
  minify: TerserPlugin.swcMinify,
  terserOptions: {
    compress: { inline: 3, passes: 2 },
    mangle: true,
    format: { asciiOnly: false },
  },
});

/**
 * Webpack's cache does not see that a page was added, nor the variables that are built in: without
 * this a second build would show the pages of the first.
 */
const cacheVersion = JSON.stringify([
  collectSubPackages(source, demo),
  process.env.QIANGJI_API_BASE,
  readFileSync(path.join(__dirname, 'lean-contracts.js'), 'utf8'),
]);

export default defineConfig<'webpack5'>(async () => {
  const config: UserConfigExport<'webpack5'> = {
    projectName: 'qiangji',
    date: '2026-7-1',
    // 1 px of a mock-up is 2 px in code.
    designWidth: 750,
    deviceRatio: { 640: 2.34 / 2, 750: 1, 828: 1.81 / 2 },
    sourceRoot: 'src',
    // What is built while somebody writes is no product: it never lies where the product is served from.
    outputRoot:
      process.env.TARO_ENV === 'h5' && !production ? 'dist/h5-dev' : `dist/${process.env.TARO_ENV}`,
    plugins: [
      '@tarojs/plugin-html',
      path.resolve(__dirname, 'plugins/aria.ts'),
      path.resolve(__dirname, 'plugins/quiet-pages.ts'),
      path.resolve(__dirname, 'plugins/sub-packages.ts'),
      path.resolve(__dirname, 'plugins/offline-shell.ts'),
    ],
    framework: 'react',
    compiler: { type: 'webpack5', prebundle: { enable: false } },
    cache: {
      enable: true,
      name: `${process.env.NODE_ENV}-${process.env.TARO_ENV}${demo ? '-demo' : ''}`,
    },
    alias: { '@': source, '@qiangji/shared-types': sharedTypes },
    env: {
      // Demo builds show the demo accounts and the component gallery; nothing else differs.
      TARO_APP_DEMO: JSON.stringify(demo ? '1' : ''),
      // The mini-program needs an absolute address; the browser build talks to its own origin.
      TARO_APP_API_BASE: JSON.stringify(process.env.QIANGJI_API_BASE ?? ''),
    },
    logger: { quiet: false, stats: false },
    mini: {
      compile: { include: [sharedTypes, modern] },
      miniCssExtractPluginOption: { ignoreOrder: true },
      webpackChain(chain) {
        chain.optimization.minimizer('terserPlugin').use(minified);
        chain.merge({ cache: { version: cacheVersion } });
      },
      optimizeMainPackage: { enable: true },
      postcss: {
        pxtransform: { enable: true, config: {} },
        cssModules: { enable: false },
      },
    },
    h5: {
      publicPath: '/',
      staticDirectory: 'static',
      router: { mode: 'hash' },
      // `npm run dev` serves the files through the service itself, whose policy allows no inline style.
      enableExtract: true,
      devServer: {
        host: '127.0.0.1',
        port: Number(process.env.QIANGJI_DEV_SERVER_PORT ?? 10_086),
        open: false,
        // A reload shows the change; nothing is put into the page that the product does not have.
        hot: false,
        liveReload: false,
        client: false,
        devMiddleware: { writeToDisk: true },
      },
      webpackChain(chain) {
        chain.optimization.minimizer('terserPlugin').use(minified);
        chain.merge({ cache: { version: cacheVersion } });
        // The service's policy allows no `eval`, in which development builds keep their modules.
        if (!production) chain.devtool('cheap-module-source-map');
        // Pages are loaded one by one; without this each would carry its own copy of the kit.
        const shared = { chunks: 'all', minChunks: 2, enforce: true } as const;
        chain.optimization.merge({
          splitChunks: {
            cacheGroups: {
              kit: {
                ...shared,
                name: 'kit',
                priority: 20,
                test: /miniapp[\\/]src[\\/](ui|platform)/,
              },
              vendors: { ...shared, name: 'vendors', priority: 10, test: /node_modules/ },
            },
          },
        });
      },
      compile: { include: [sharedTypes, modern] },
      output: {
        filename: production ? 'js/[name].[contenthash:8].js' : 'js/[name].js',
        chunkFilename: production ? 'js/[name].[contenthash:8].js' : 'js/[name].js',
      },
      miniCssExtractPluginOption: {
        ignoreOrder: true,
        filename: production ? 'css/[name].[contenthash:8].css' : 'css/[name].css',
        chunkFilename: production ? 'css/[name].[contenthash:8].css' : 'css/[name].css',
      },
      postcss: {
        autoprefixer: { enable: true, config: {} },
        pxtransform: {
          enable: true,
          // The root is fixed in ui/styles: no script in the page, which a strict CSP would refuse.
          config: { baseFontSize: 20, minRootSize: 20, maxRootSize: 20 },
        },
        cssModules: { enable: false },
      },
    },
  };
  return config;
});
