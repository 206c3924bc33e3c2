import {
  box,
  C,
  circle,
  crate,
  group,
  line,
  path,
  pavement,
  picture,
  poly,
  rect,
  round,
  shadow,
  tree,
  writing,
} from './kit.mjs';
import {
  backdrop,
  shopStreet,
  tactile,
  umbrella,
  bicycle,
  cart,
  rack,
  W,
  H,
  FRUIT,
} from './scenery.mjs';

export const streetStall = () =>
  picture(
    W,
    H,
    backdrop() +
      rect(0, 555, W, 30, '#8b8f90') +
      pavement(580, W, H) +
      tactile(840, 980, 580, H) +
      tree(150, 620, 480) +
      line(610, 560, 610, 250, C.steelDark, 12) +
      cart() +
      umbrella(610, 300, 330, '#2f7f86', '#e9e0cc'),
  );

export const fruitBoxes = () =>
  picture(
    W,
    H,
    shopStreet() +
      tactile(720, 860, 560, H) +
      crate(160, 590, 220, 110, [FRUIT[0], FRUIT[1]], 3) +
      crate(470, 580, 210, 105, [FRUIT[3], FRUIT[2]], 5) +
      crate(250, 730, 250, 125, [FRUIT[1], FRUIT[2]], 8) +
      crate(620, 740, 250, 125, ['#6f9148', '#8bab58'], 13),
  );

export const pavementClear = () =>
  picture(W, H, shopStreet() + tactile(720, 860, 560, H) + rect(60, 555, 430, 8, C.brassLight));

export const goodsOutside = () =>
  picture(
    W,
    H,
    shopStreet('#b9563f') +
      rack(110, 480, ['#6d8796', '#c99a55', '#a4533f', '#5f7f66', '#d7cfbf']) +
      box(430, 640, 190, 130, 44, '#bb9468', '#d5b285', '#94703f') +
      box(470, 560, 150, 82, 36, '#c49d70', '#dcbb90', '#9c7846') +
      box(690, 690, 210, 140, 48, '#5c7d86', '#7e9ca3', '#43606a') +
      round(760, 650, 90, 46, 8, '#d7b06a'),
  );

export const shopTidy = () =>
  picture(
    W,
    H,
    shopStreet('#b9563f') +
      rect(30, 558, 480, 9, C.brassLight) +
      box(690, 470, 70, 84, 18, '#8a6a4a', '#a5845f', '#6b5036') +
      circle(735, 430, 52, C.leaf) +
      circle(705, 450, 34, C.leafDark),
  );

export const banner = () =>
  picture(
    W,
    H,
    backdrop() +
      rect(0, 580, W, 60, '#7d8387') +
      pavement(640, W, H) +
      tree(190, 700, 640) +
      tree(1010, 700, 640) +
      path('M200 300 Q600 372 1000 300 L1000 408 Q600 482 200 408 Z', '#b23a31') +
      path('M200 300 Q600 372 1000 300 L1000 322 Q600 394 200 322 Z', '#cf5a4d') +
      [0, 1, 2, 3, 4, 5, 6]
        .map((i) => {
          const dip = 40 - Math.abs(3 - i) ** 2 * 4.2;
          return round(292 + i * 92, 326 + dip, 58, 46, 6, '#f3dfb8', 'opacity="0.9"');
        })
        .join('') +
      line(190, 296, 200, 412, '#d8d2c4', 6) +
      line(1010, 296, 1000, 412, '#d8d2c4', 6),
  );

export const bikesParked = () =>
  picture(
    W,
    H,
    shopStreet() +
      tactile(560, 640, 560, H) +
      [0, 1, 2, 3]
        .map((i) => bicycle(60 + i * 205, 640, 54, ['#2f7f86', '#d39a3c', '#2f7f86', '#b4523f'][i]))
        .join('') +
      group('rotate(-9 520 800)', bicycle(380, 770, 78, '#d39a3c')) +
      bicycle(770, 790, 82, '#2f7f86'),
  );

export const dispersalPoint = () => {
  const stall = (x, a) =>
    shadow(x + 140, 706, 160, 20) +
    rect(x + 8, 430, 12, 270, C.steelDark) +
    rect(x + 250, 430, 12, 270, C.steelDark) +
    poly(
      [
        [x - 16, 440],
        [x + 20, 360],
        [x + 250, 360],
        [x + 288, 440],
      ],
      a,
    ) +
    poly(
      [
        [x - 16, 440],
        [x + 288, 440],
        [x + 288, 462],
        [x - 16, 462],
      ],
      '#f0e8d6',
    ) +
    rect(x + 6, 590, 260, 110, '#c8b48d') +
    rect(x + 6, 590, 260, 18, '#e0cfab') +
    [0, 1, 2]
      .map((i) => crate(x + 20 + i * 84, 570, 66, 22, [FRUIT[i], FRUIT[i + 1]], x + i))
      .join('');
  return picture(
    W,
    H,
    backdrop() +
      pavement(580, W, H, '#d5d1c6', '#b4b0a5') +
      [60, 350, 640, 930].map((x, i) => stall(x, i % 2 ? C.brass : C.teal)).join('') +
      [20, 320, 610, 900]
        .map((x) =>
          poly(
            [
              [x + 14, 720],
              [x + 26, 720],
              [x - 30, 860],
              [x - 48, 860],
            ],
            '#fff',
            'opacity="0.85"',
          ),
        )
        .join('') +
      rect(0, 712, W, 9, '#fff', 'opacity="0.85"') +
      line(110, 360, 110, 160, C.steelDark, 12) +
      round(40, 120, 150, 84, 10, C.teal) +
      writing(62, 144, [106, 70], 24, '#fff', 10),
  );
};

export const laundry = () =>
  picture(
    W,
    H,
    backdrop() +
      rect(0, 580, W, 50, '#8f9a8b') +
      pavement(630, W, H) +
      tree(150, 700, 620) +
      tree(1060, 700, 620) +
      path('M165 360 Q600 425 1045 360', 'none', 'stroke="#efeadf" stroke-width="6"') +
      ['#6d8796', '#e8e1d2', '#b4523f', '#d0ae69', '#5f7f66']
        .map((colour, i) => {
          const x = 290 + i * 142;
          const y = 396 - Math.abs(2 - i) * 8;
          return i % 2
            ? rect(x, y, 104, 190, colour) + rect(x + 74, y, 30, 190, '#000', 'opacity="0.1"')
            : path(
                `M${x + 26} ${y} l56 0 l40 46 l-26 22 l-14 -16 l0 116 l-62 0 l0 -116 l-14 16 l-26 -22 Z`,
                colour,
              );
        })
        .join('') +
      shadow(600, 720, 380, 18, 0.2),
  );

export const piledGoods = () =>
  picture(
    W,
    H,
    shopStreet() +
      tactile(780, 930, 560, H) +
      box(180, 640, 230, 170, 52, '#bb9468', '#d5b285', '#94703f') +
      box(420, 668, 200, 150, 46, '#c49d70', '#dcbb90', '#9c7846') +
      box(230, 486, 190, 150, 44, '#c79f72', '#e0bf94', '#9f7a49') +
      box(640, 700, 180, 140, 42, '#b68d60', '#d0ab7e', '#8d6a3a') +
      [
        [180, 640, 230, 170],
        [420, 668, 200, 150],
        [230, 486, 190, 150],
        [640, 700, 180, 140],
      ]
        .map(([x, y, w, h]) => rect(x + w * 0.44, y, w * 0.12, h, '#e6d3ad', 'opacity="0.7"'))
        .join(''),
  );
