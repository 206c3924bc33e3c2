/**
 * Draws the pictures of the demo and the pieces: `node server/content/images/draw.mjs`, or only those that
 * it is told: `draw.mjs two-ids ladder`. They are drawn and not photographed, so that nobody's face, shop or
 * licence plate is in them.
 */
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import * as diagrams from './diagrams.mjs';
import * as places from './places.mjs';
import * as street from './street.mjs';
import * as things from './things.mjs';

const MAX_BYTES = 60 * 1024;

const kebab = (name) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

async function render(name, svg) {
  for (let quality = 82; quality >= 50; quality -= 8) {
    const bytes = await sharp(Buffer.from(svg))
      .flatten({ background: '#ffffff' })
      .jpeg({ quality, mozjpeg: true })
      .toBuffer();
    if (bytes.length > MAX_BYTES) continue;
    await writeFile(fileURLToPath(new URL(`${name}.jpg`, import.meta.url)), bytes);
    process.stdout.write(`${name}.jpg ${bytes.length} bytes at quality ${quality}\n`);
    return;
  }
  throw new Error(`${name} does not fit into ${MAX_BYTES} bytes`);
}

const wanted = process.argv.slice(2);
for (const [name, draw] of Object.entries({ ...street, ...places, ...things, ...diagrams })) {
  if (wanted.length === 0 || wanted.includes(kebab(name))) await render(kebab(name), draw());
}
