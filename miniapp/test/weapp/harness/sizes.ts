import fs from 'node:fs';
import path from 'node:path';

function bytesBelow(folder: string): number {
  return fs.readdirSync(folder, { withFileTypes: true }).reduce((sum, entry) => {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) return sum + bytesBelow(file);
    // Neither is uploaded: licence texts beside the code, and source maps.
    return /\.(LICENSE\.txt|map)$/.test(entry.name) ? sum : sum + fs.statSync(file).size;
  }, 0);
}

export interface PackageSizes {
  main: number;
  subPackages: Record<string, number>;
  all: number;
}

/** Sizes of the packages as WeChat counts them, in bytes. */
export function packageSizes(distDir: string): PackageSizes {
  const app = fs.readFileSync(path.join(distDir, 'app.json'), 'utf8');
  const { subPackages = [] } = JSON.parse(app) as { subPackages?: { root: string }[] };
  const sizes = Object.fromEntries(
    subPackages.map(({ root }) => [root, bytesBelow(path.join(distDir, root))]),
  );
  const all = bytesBelow(distDir);
  const inSub = Object.values(sizes).reduce((sum, size) => sum + size, 0);
  return { main: all - inSub, subPackages: sizes, all };
}
