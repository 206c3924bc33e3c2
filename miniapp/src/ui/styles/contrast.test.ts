import fs from 'node:fs';
import path from 'node:path';

type Theme = Record<string, string>;

/** The colours of one mixin of _themes.scss by their names. */
function theme(mixin: string): Theme {
  const source = fs.readFileSync(path.join(__dirname, '_themes.scss'), 'utf8');
  const body = source.slice(source.indexOf(`@mixin ${mixin}`)).split('\n}')[0] ?? '';
  return Object.fromEntries(
    [...body.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name, hex]) => [name, hex]),
  );
}

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const channel = parseInt(hex.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** WCAG 2 contrast of two colours. */
function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

const TEXT: readonly (readonly [string, string])[] = [
  ...['ink-1', 'ink-2', 'ink-3'].flatMap((ink) =>
    ['bg', 'surface', 'surface-2', 'sunken'].map((ground) => [ink, ground] as const),
  ),
  ['ink-1', 'brand-soft'],
  ['ink-2', 'brand-soft'],
  ['ink-1', 'brass-soft'],
  ['bg', 'ink-1'],
  ['brand', 'surface'],
  ['brand', 'surface-2'],
  ['brand', 'brand-soft'],
  ['on-brand', 'brand'],
  ['on-brand', 'brand-press'],
  ...['ok', 'warn', 'bad'].flatMap((tone) => [
    [tone, 'surface'] as const,
    [tone, `${tone}-soft`] as const,
    ['on-sem', tone] as const,
  ]),
  ['ok', 'brand-soft'],
  ['warn', 'brand-soft'],
  ['ink-1', 'seg-on'],
  ['on-plate', 'plate'],
  ['on-plate', 'plate-2'],
  ['on-plate', 'plate-line'],
  ['on-plate-2', 'plate'],
  ['plate-ok', 'plate'],
  ['plate-warn', 'plate'],
  ['plate-bad', 'plate'],
  ['on-plate-button', 'plate-button'],
  ['c1', 'surface'],
];

const CONTROLS: readonly (readonly [string, string])[] = [
  ['line-strong', 'surface'],
  ['line-strong', 'bg'],
  ['brand', 'bg'],
  ['brass-on-plate', 'plate'],
  ['c2', 'surface'],
  ['c3', 'surface'],
];

describe.each(['light', 'dark'])('%s theme', (name) => {
  const colours = theme(name);
  const pair = (front: string, ground: string) => {
    const [a, b] = [colours[front], colours[ground]];
    if (!a || !b) throw new Error(`no colour ${front} or ${ground}`);
    return contrast(a, b);
  };

  it.each(TEXT)('text: %s on %s is 4.5 to 1 or better', (front, ground) => {
    expect(pair(front, ground)).toBeGreaterThanOrEqual(4.5);
  });

  it.each(CONTROLS)('controls: %s on %s is 3 to 1 or better', (front, ground) => {
    expect(pair(front, ground)).toBeGreaterThanOrEqual(3);
  });
});

it('gives both themes the same colours', () => {
  expect(Object.keys(theme('dark')).sort()).toEqual(Object.keys(theme('light')).sort());
});
