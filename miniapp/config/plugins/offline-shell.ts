import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import type { IPluginContext } from '@tarojs/service';

/** Paths of the built files that a page may load, as the browser asks for them. */
function shellFiles(folder: string): string[] {
  return fs
    .readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((file) => `/${file.split(path.sep).join('/')}`)
    .filter((file) => /^\/(js|css|static)\/.+\.(js|css|png|jpg|webp|svg|woff2)$/.test(file))
    .sort();
}

/** Writes the service worker of the browser build with its list of files (platform/offline-shell). */
export default function offlineShell(ctx: IPluginContext): void {
  ctx.onBuildFinish(() => {
    if (process.env.TARO_ENV !== 'h5' || process.env.NODE_ENV !== 'production') return;
    const { outputPath, sourcePath } = ctx.paths;
    const files = shellFiles(outputPath);
    const hash = createHash('sha256').update(files.join('\n'));
    hash.update(fs.readFileSync(path.join(outputPath, 'index.html')));
    const shell = JSON.stringify({ build: hash.digest('hex').slice(0, 12), files });
    const source = path.join(sourcePath, 'platform/offline-shell/sw.js');
    const worker = fs.readFileSync(source, 'utf8').replace('= __SHELL__', () => `= ${shell}`);
    fs.writeFileSync(path.join(outputPath, 'sw.js'), worker);
  });
}
