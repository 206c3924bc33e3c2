// Inlines the Lucide icons named in icons.txt (`name` or `name@stroke`) into one stylesheet and one
// type. CSS keeps them out of setData: an icon costs its class name there, not its drawing.
//   node scripts/icons.mjs          writes both files
//   node scripts/icons.mjs --check  fails when they are not up to date
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));
const target = path.resolve(here, '../src/ui/icon');
const STROKE = '1.75';

function drawing(name, stroke) {
  const pkg = path.dirname(createRequire(import.meta.url).resolve('lucide-static/package.json'));
  const svg = fs.readFileSync(path.join(pkg, 'icons', `${name}.svg`), 'utf8');
  const shapes = [...svg.matchAll(/<(path|circle|rect|line|polyline|polygon|ellipse)\s[^>]*\/>/g)]
    .map(([shape]) => shape.replace(/\s*\/>$/, '/>'))
    .join('');
  if (!shapes) throw new Error(`lucide-static has no shapes for ${name}`);
  const source =
    `<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 24 24' fill='none' stroke='#000' ` +
    `stroke-width='${stroke}' stroke-linecap='round' stroke-linejoin='round'>` +
    `${shapes.replaceAll('"', "'")}</svg>`;
  return source.replace(/[<>#%]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** The two generated files by name, for writing and for the test that they are current. */
export function generate() {
  const entries = fs
    .readFileSync(path.join(here, 'icons.txt'), 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => line.split('@'));
  const rules = entries.map(([name, stroke]) => {
    const suffix = stroke ? `-${stroke.replace('.', '_')}` : '';
    return `.qj-i-${name}${suffix} {\n  --i: url("data:image/svg+xml,${drawing(name, stroke ?? STROKE)}");\n}\n`;
  });
  const plain = [...new Set(entries.filter(([, stroke]) => !stroke).map(([name]) => name))];
  const heavy = entries.filter(([, stroke]) => stroke);
  const note = 'Written by scripts/icons.mjs from lucide-static (ISC licence). Do not edit.';
  return {
    'icons.generated.scss': `// ${note}\n${rules.join('')}`,
    'icon-names.generated.ts':
      `// ${note}\n/** Icons that are inlined in the stylesheet. */\nexport type IconName =\n` +
      `${plain.map((name) => `  | '${name}'`).join('\n')};\n\n` +
      `/** Icons that also exist with a heavier stroke, as \`name-stroke\`. */\nexport type HeavyIcon =\n` +
      `${heavy.map(([name, stroke]) => `  | '${name}-${stroke.replace('.', '_')}'`).join('\n')};\n`,
  };
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const check = process.argv.includes('--check');
  for (const [file, content] of Object.entries(generate())) {
    const full = path.join(target, file);
    if (!check) fs.writeFileSync(full, content);
    else if (!fs.existsSync(full) || fs.readFileSync(full, 'utf8') !== content) {
      process.stderr.write(`${file} is out of date: npm run icons -w miniapp\n`);
      process.exitCode = 1;
    }
  }
}
