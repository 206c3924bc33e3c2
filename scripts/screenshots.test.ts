import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '..');
const features = join(root, 'miniapp', 'src', 'features');
const pictures = readdirSync(join(root, 'docs', 'screenshots'));

/** Pages as the mini-program registers them: `exam-desk`, `quiz-bank` ... */
const pages = readdirSync(features).flatMap((feature) => {
  const source = readFileSync(join(features, feature, 'pages.ts'), 'utf8');
  const names = [...source.matchAll(/'pages\/([^/']+)\/index'/g)];
  return names.map(([, page]) => `${feature}-${page}`);
});

it('knows pages', () => {
  expect(pages.length).toBeGreaterThan(50);
});

it.each(pages)(
  '%s has its pictures in daylight, in the dark, in large letters and at a desk',
  (page) => {
    // A page that is seen in its states only has them under longer names.
    const looks = ['light', 'dark', 'fs150', 'wide'].filter((look) =>
      pictures.some((one) => one.startsWith(page) && one.endsWith(`.${look}.png`)),
    );
    expect(looks).toEqual(['light', 'dark', 'fs150', 'wide']);
  },
);
