import {
  block,
  C,
  circle,
  dice,
  group,
  line,
  path,
  pavement,
  picture,
  poly,
  rect,
  round,
  shadow,
  shop,
  sky,
  tree,
} from './kit.mjs';
import { backdrop, shopStreet, W, H } from './scenery.mjs';

export const wasteTruck = () => {
  const roll = dice(21);
  const heap = [];
  for (let i = 0; i < 46; i += 1) {
    const x = 330 + roll() * 500;
    const rise = Math.sin(((x - 320) / 520) * Math.PI) * 86;
    heap.push(
      circle(x, 372 - roll() * rise, 16 + roll() * 16, roll() > 0.5 ? '#9b8a74' : '#857562'),
    );
  }
  const spilt = Array.from({ length: 26 }, () =>
    circle(
      120 + roll() * 330,
      756 + roll() * 70,
      6 + roll() * 12,
      roll() > 0.5 ? '#94836d' : '#a5957f',
    ),
  );
  return picture(
    W,
    H,
    backdrop() +
      rect(0, 560, W, 340, '#6d7379') +
      rect(0, 560, W, 16, '#b7b3a9') +
      [0, 1, 2, 3]
        .map((i) => rect(60 + i * 320, 836, 180, 14, '#d9d5ca', 'opacity="0.8"'))
        .join('') +
      shadow(600, 762, 460, 34, 0.45) +
      path('M296 376 Q420 262 580 282 Q760 256 846 376 Z', '#8f7e69') +
      heap.join('') +
      poly(
        [
          [290, 370],
          [850, 370],
          [830, 640],
          [320, 640],
        ],
        '#4f7a4f',
      ) +
      poly(
        [
          [290, 370],
          [850, 370],
          [847, 410],
          [293, 410],
        ],
        '#6b976b',
      ) +
      [0, 1, 2, 3].map((i) => rect(400 + i * 112, 410, 14, 230, '#3e633f')).join('') +
      rect(300, 636, 720, 40, '#3b4249') +
      path('M870 430 L985 430 Q1010 432 1024 470 L1052 560 L1060 672 L870 672 Z', '#d39a3c') +
      path('M900 458 L978 458 Q992 460 1002 490 L1018 548 L900 548 Z', '#a9c0c6') +
      rect(1036, 606, 26, 26, '#f6e7b0') +
      rect(870, 640, 194, 36, '#9b6e24') +
      [410, 540, 960]
        .map((x) => circle(x, 700, 64, '#23282d') + circle(x, 700, 28, C.steel))
        .join('') +
      spilt.join(''),
  );
};

export const barbecueSmoke = () => {
  const roll = dice(5);
  const smoke = Array.from(
    { length: 9 },
    (_, i) =>
      `<ellipse cx="${600 + (roll() - 0.4) * 120 + i * 22}" cy="${500 - i * 52}" rx="${60 + i * 20}" ry="${44 + i * 10}" fill="#e3e2de" opacity="${0.4 - i * 0.028}" filter="url(#smoke)"/>`,
  );
  return picture(
    W,
    H,
    sky(W, H, '#2c3d57', '#8d7b78') +
      block(-30, 80, 340, 520, '#3c4961', '#d5ad68', 4, 6) +
      block(320, 180, 230, 420, '#465066', '#6a7385', 3, 5) +
      block(860, 120, 360, 480, '#3a465c', '#c9a05f', 4, 6) +
      pavement(600, W, H, '#7d7a78', '#5b5c62') +
      shadow(600, 800, 330, 30, 0.5) +
      line(400, 640, 380, 800, '#20262d', 14) +
      line(800, 640, 820, 800, '#20262d', 14) +
      poly(
        [
          [350, 560],
          [850, 560],
          [810, 660],
          [390, 660],
        ],
        '#39414a',
      ) +
      poly(
        [
          [350, 560],
          [850, 560],
          [844, 580],
          [356, 580],
        ],
        '#57616b',
      ) +
      Array.from({ length: 26 }, () =>
        circle(
          380 + roll() * 440,
          560 - roll() * 8,
          7 + roll() * 8,
          roll() > 0.4 ? '#e2703a' : '#f0b04f',
        ),
      ).join('') +
      Array.from(
        { length: 11 },
        (_, i) =>
          line(380 + i * 42, 590, 392 + i * 42, 500, '#caa06a', 5) +
          [0, 1, 2]
            .map((k) =>
              round(376 + i * 42 + k * 4, 546 - k * 20, 24, 16, 6, k % 2 ? '#8a4a32' : '#a65f3d'),
            )
            .join(''),
      ).join('') +
      smoke.join(''),
  );
};

export const nightStreet = () => {
  const lamp = (x, h) =>
    `<radialGradient id="glow${x}"><stop offset="0" stop-color="#f7d48b" stop-opacity="0.75"/><stop offset="1" stop-color="#f7d48b" stop-opacity="0"/></radialGradient>${circle(x + 46, 620 - h, 170, `url(#glow${x})`)}` +
    poly(
      [
        [x + 20, 626 - h],
        [x + 78, 626 - h],
        [x + 250, 800],
        [x - 140, 800],
      ],
      '#f7d48b',
      'opacity="0.12"',
    ) +
    line(x, 720, x, 610 - h, '#151c28', 12) +
    line(x, 610 - h, x + 52, 606 - h, '#151c28', 10) +
    round(x + 26, 606 - h, 46, 16, 6, '#fbe7b6');
  return picture(
    W,
    H,
    sky(W, H, '#0d1726', '#33415c') +
      block(-20, 120, 300, 500, '#1b2739', '#38465c', 4, 7) +
      block(290, 220, 260, 400, '#202d41', '#e0b468', 4, 6) +
      block(900, 160, 320, 460, '#1a2638', '#445269', 4, 7) +
      shop(560, 360, 330, 270, { fascia: '#244a55', glass: '#e9bf74' }) +
      pavement(620, W, 760, '#49505c', '#343b47') +
      rect(0, 756, W, 150, '#20262f') +
      [0, 1, 2, 3]
        .map((i) => rect(40 + i * 320, 820, 170, 10, '#c9c3b2', 'opacity="0.55"'))
        .join('') +
      lamp(180, 330) +
      lamp(960, 330),
  );
};

export const litterBin = () => {
  const roll = dice(9);
  const rubbish = Array.from({ length: 14 }, (_, i) => {
    const x = 330 + roll() * 560;
    const y = 760 + roll() * 80;
    return group(
      `rotate(${Math.round(roll() * 70 - 35)} ${x} ${y})`,
      round(
        x,
        y,
        34 + roll() * 34,
        18 + roll() * 18,
        6,
        ['#d9d2c2', '#b4523f', '#6d8796', '#e8dcae'][i % 4],
      ),
    );
  });
  return picture(
    W,
    H,
    shopStreet() +
      shadow(640, 790, 260, 30) +
      [440, 640]
        .map(
          (x, i) =>
            round(x, 470, 180, 310, 16, i ? '#3e6b57' : '#3f5f78') +
            rect(x, 470, 26, 310, '#fff', 'opacity="0.1"') +
            round(x - 8, 440, 196, 46, 14, '#59636c') +
            round(x + 34, 508, 112, 52, 10, '#20262d') +
            round(x + 54, 620, 72, 72, 36, '#fff', 'opacity="0.35"'),
        )
        .join('') +
      group('rotate(-14 520 510)', round(486, 478, 70, 44, 8, '#e3dccb')) +
      group('rotate(18 730 512)', round(690, 480, 84, 40, 8, '#b4523f')) +
      rubbish.join(''),
  );
};

export const siteFence = () =>
  picture(
    W,
    H,
    sky(W, H) +
      block(640, 60, 460, 520, '#c7c0b2', '#8c8f8f', 5, 6) +
      [0, 1, 2, 3, 4, 5]
        .map((i) => line(630 + i * 96, 40, 630 + i * 96, 580, '#a8793f', 8))
        .join('') +
      [0, 1, 2, 3]
        .map((i) => line(610, 120 + i * 130, 1130, 120 + i * 130, '#a8793f', 8))
        .join('') +
      line(240, 580, 240, 60, '#c99a35', 20) +
      line(110, 96, 560, 96, '#c99a35', 16) +
      line(500, 96, 500, 250, '#5d6771', 5) +
      rect(0, 560, W, 170, '#a89c86') +
      pavement(720, W, H) +
      [0, 1, 2, 4, 5, 6]
        .map(
          (i) =>
            rect(i * 180 - 30, 430, 172, 290, i % 2 ? '#4d8388' : '#3d757b') +
            rect(i * 180 - 30, 430, 172, 22, '#74a3a6') +
            rect(i * 180 + 128, 430, 14, 290, '#2e5b60'),
        )
        .join('') +
      path('M515 720 Q600 590 700 720 Z', '#a78f6b') +
      circle(590, 712, 26, '#8d7857') +
      circle(660, 716, 20, '#98825f') +
      shadow(600, 724, 640, 14, 0.3),
  );

export const illegalShed = () =>
  picture(
    W,
    H,
    rect(0, 0, W, H, '#c7c1b4') +
      block(-20, -20, 1240, 600, '#c7c1b4', '#8b9aa0', 6, 3) +
      rect(0, 560, W, 20, '#857f74') +
      pavement(580, W, H) +
      shadow(640, 780, 400, 34, 0.4) +
      rect(330, 420, 600, 350, '#8fa0a4') +
      Array.from({ length: 20 }, (_, i) => rect(330 + i * 30, 420, 12, 350, '#a6b5b8')).join('') +
      poly(
        [
          [290, 430],
          [350, 340],
          [950, 340],
          [990, 430],
        ],
        '#3f6f86',
      ) +
      poly(
        [
          [290, 430],
          [990, 430],
          [990, 450],
          [290, 450],
        ],
        '#2d5266',
      ) +
      Array.from({ length: 10 }, (_, i) =>
        line(364 + i * 64, 344, 318 + i * 72, 428, '#5989a0', 5),
      ).join('') +
      rect(690, 520, 150, 250, '#5d5348') +
      rect(400, 520, 200, 120, '#3b4a52') +
      rect(400, 520, 200, 12, '#dcd6c8'),
  );

export const patrolCar = () =>
  picture(
    W,
    H,
    backdrop() +
      rect(0, 560, W, 340, '#70767b') +
      rect(0, 560, W, 18, '#b7b3a9') +
      tree(120, 590, 420) +
      shadow(610, 762, 420, 32, 0.45) +
      path(
        'M220 640 Q224 560 320 548 L400 440 Q418 418 450 418 L770 418 Q800 418 824 440 L920 540 Q1000 552 1004 640 L1004 710 L220 710 Z',
        '#eef0ee',
      ) +
      path('M430 456 L590 456 L590 540 L372 540 Z', '#7e959c') +
      path('M614 456 L772 456 L856 540 L614 540 Z', '#7e959c') +
      rect(220, 610, 784, 46, C.teal) +
      rect(220, 656, 784, 10, C.brassLight) +
      round(540, 392, 150, 28, 10, '#33415a') +
      round(548, 396, 134, 18, 8, '#d6a64c') +
      rect(596, 420, 10, 290, '#cfd4d2') +
      round(956, 590, 44, 22, 8, '#f3e2ac') +
      round(222, 590, 30, 22, 8, '#b4523f') +
      [380, 850]
        .map(
          (x) =>
            circle(x, 708, 66, '#22272c') +
            circle(x, 708, 34, '#b5bcc1') +
            circle(x, 708, 12, '#6c757c'),
        )
        .join(''),
  );
