import {
  block,
  C,
  circle,
  crate,
  line,
  path,
  pavement,
  poly,
  rect,
  round,
  shadow,
  shop,
  sky,
  wheel,
} from './kit.mjs';

export const W = 1200;

export const H = 900;

export const FRUIT = ['#c8503c', '#d98a3a', '#d9b445', '#7d9a4a'];

export const backdrop = () =>
  sky(W, H) +
  block(-30, 60, 330, 520, '#bfc3c1', '#93a2a8', 4, 6) +
  block(300, 150, 260, 430, '#d2cabb', '#a4adab', 3, 5) +
  block(890, 90, 340, 490, '#c3bfb5', '#98a4a7', 4, 6);

export const shopStreet = (awning = null) =>
  rect(0, 0, W, 560, '#b9b5ab') +
  rect(0, 0, W, 90, '#a39f96') +
  shop(-40, 90, 560, 470, { fascia: C.teal, awning }) +
  shop(540, 90, 400, 470, { fascia: '#8b4b3b', glass: '#7f8a86' }) +
  shop(960, 90, 400, 470, { fascia: '#3f4f63' }) +
  rect(0, 552, W, 12, '#7b776e') +
  pavement(560, W, H);

/** A strip of ribbed tiles for the blind, running away from the viewer. */
export const tactile = (x0, x1, top, bottom) =>
  poly(
    [
      [x0, top],
      [x0 + 50, top],
      [x1 + 150, bottom],
      [x1, bottom],
    ],
    '#d3ab4d',
    'opacity="0.85"',
  );

export const umbrella = (x, y, r, a, b) => {
  const parts = [];
  for (let i = 0; i < 6; i += 1) {
    const left = x - r + (r / 3) * i;
    parts.push(
      path(`M${x} ${y - r * 0.52} L${left} ${y} q${r / 6} ${r * 0.1} ${r / 3} 0 Z`, i % 2 ? a : b),
    );
  }
  return parts.join('') + circle(x, y - r * 0.53, 8, C.steelDark);
};

export const bicycle = (x, y, r, colour) =>
  shadow(x + r * 1.5, y + r * 0.98, r * 2.1, 16, 0.28) +
  wheel(x, y, r, 12) +
  wheel(x + r * 2.6, y, r, 12) +
  line(x, y, x + r * 0.95, y - r * 1.05, colour, 9) +
  line(x + r * 0.95, y - r * 1.05, x + r * 2.2, y - r * 1.05, colour, 9) +
  line(x + r * 2.2, y - r * 1.05, x + r * 1.25, y + r * 0.05, colour, 9) +
  line(x + r * 1.25, y + r * 0.05, x + r * 0.75, y - r * 1.3, colour, 9) +
  line(x, y, x + r * 1.25, y + r * 0.05, colour, 7) +
  line(x + r * 2.6, y, x + r * 2.12, y - r * 1.4, colour, 9) +
  line(x + r * 2.12, y - r * 1.4, x + r * 1.8, y - r * 1.45, '#2b323a', 9) +
  round(x + r * 0.45, y - r * 1.42, r * 0.6, r * 0.15, 8, '#2b323a') +
  poly(
    [
      [x + r * 2.3, y - r * 1.25],
      [x + r * 3, y - r * 1.25],
      [x + r * 2.9, y - r * 0.75],
      [x + r * 2.4, y - r * 0.75],
    ],
    '#8d949a',
  );

export const cart = () =>
  shadow(640, 752, 360, 30) +
  rect(380, 540, 470, 130, '#b84c3c') +
  rect(380, 540, 470, 26, '#d9705d') +
  rect(380, 655, 470, 15, '#7f3026') +
  poly(
    [
      [370, 540],
      [420, 490],
      [890, 490],
      [860, 540],
    ],
    '#d8c7a4',
  ) +
  [0, 1, 2, 3, 4]
    .map((i) => crate(408 + i * 92, 512, 78, 26, [FRUIT[i % 4], FRUIT[(i + 1) % 4]], 40 + i))
    .join('') +
  line(850, 640, 980, 600, C.steelDark, 14) +
  line(980, 600, 1010, 520, C.steelDark, 12) +
  line(985, 520, 1040, 508, '#2b323a', 12) +
  line(984, 596, 1010, 700, C.steelDark, 10) +
  wheel(470, 700, 62) +
  wheel(760, 700, 62) +
  wheel(1010, 700, 62);

export const rack = (x, y, colours) =>
  shadow(x + 120, y + 250, 150, 18) +
  line(x, y, x, y + 245, C.steelDark, 10) +
  line(x + 240, y, x + 240, y + 245, C.steelDark, 10) +
  line(x - 8, y, x + 248, y, C.steelDark, 10) +
  colours
    .map((colour, i) => {
      const left = x + 14 + i * 44;
      return (
        path(
          `M${left} ${y + 14} l18 -10 l18 10 l10 26 l-10 6 l0 118 l-36 0 l0 -118 l-10 -6 Z`,
          colour,
        ) + rect(left + 26, y + 40, 10, 124, '#000', 'opacity="0.12"')
      );
    })
    .join('');
