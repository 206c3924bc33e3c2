import {
  C,
  circle,
  group,
  line,
  path,
  pavement,
  picture,
  poly,
  rect,
  round,
  shadow,
  writing,
} from './kit.mjs';

const gradient = (id, from, to, more = 'x1="0" y1="0" x2="1" y2="1"') =>
  `<linearGradient id="${id}" ${more}><stop offset="0" stop-color="${from}"/><stop offset="1" stop-color="${to}"/></linearGradient>`;

const desk = (w, h) =>
  gradient('desk', '#b89a72', '#94754c') +
  rect(0, 0, w, h, 'url(#desk)') +
  Array.from({ length: 9 }, (_, i) =>
    line(0, 60 + i * 110, w, 90 + i * 104, '#7f623d', 2, 'opacity="0.3"'),
  ).join('');

const recorder = (x, y, s) =>
  group(
    `translate(${x} ${y}) scale(${s})`,
    shadow(78, 236, 92, 24, 0.4) +
      round(0, 0, 150, 230, 20, '#1d232b') +
      round(6, 6, 138, 218, 16, '#2c343f') +
      round(52, -22, 46, 30, 8, '#1d232b') +
      circle(75, 66, 42, '#11161c') +
      circle(75, 66, 30, '#2f4b63') +
      circle(75, 66, 16, '#0f1a26') +
      circle(64, 55, 7, '#cfe3ee', 'opacity="0.8"') +
      circle(122, 28, 8, '#e0483c') +
      round(28, 128, 94, 40, 8, '#4a5562') +
      round(50, 184, 50, 20, 8, '#c9a24d'),
  );

const room = () =>
  gradient('cloth', '#34507b', '#16263f') +
  gradient('wall', '#cdd3d2', '#a9b1b1') +
  rect(0, 0, 900, 1200, 'url(#wall)');

const figure = () =>
  path(
    'M90 1200 Q96 560 210 430 Q330 350 450 330 Q570 350 690 430 Q804 560 810 1200 Z',
    'url(#cloth)',
  ) +
  path('M360 352 L450 520 L540 352 Q500 330 450 326 Q400 330 360 352 Z', '#dfe5e6') +
  path('M360 352 L450 520 L392 566 L318 384 Z', '#2b4164') +
  path('M540 352 L450 520 L508 566 L582 384 Z', '#223654') +
  path('M376 60 L376 300 Q400 352 450 360 Q500 352 524 300 L524 60 Z', C.skin) +
  path('M376 60 L376 214 Q450 300 524 214 L524 60 Z', '#000', 'opacity="0.16"') +
  path('M432 520 L468 520 L482 760 L450 800 L418 760 Z', '#101a2b') +
  line(450, 800, 450, 1200, '#0f1b30', 5) +
  [860, 980, 1100].map((y) => circle(450, y, 11, C.brassLight)).join('');

export const recorderOnChest = () =>
  picture(
    900,
    1200,
    room() +
      group(
        'translate(-117 -110) scale(1.26)',
        figure() +
          path('M560 640 L760 640 L756 846 Q660 872 562 846 Z', '#213452') +
          path('M556 630 L764 630 L762 700 Q660 726 558 700 Z', '#2f486f') +
          recorder(588, 540, 0.92) +
          path('M170 690 L350 690 L348 880 Q260 906 172 880 Z', '#1b2d4a') +
          path('M166 680 L354 680 L352 744 Q260 768 168 744 Z', '#29406a') +
          round(186, 640, 150, 30, 6, C.brassLight) +
          writing(206, 651, [110], 20, '#6d5118', 8),
      ),
  );

export const uniformShoulder = () =>
  picture(
    900,
    1200,
    gradient('back', '#c8d0d2', '#9ea9ac') +
      gradient('sleeve', '#3b5883', '#142339') +
      rect(0, 0, 900, 1200, 'url(#back)') +
      path(
        'M-20 520 Q140 330 420 300 Q640 320 720 520 Q800 760 790 1220 L-20 1220 Z',
        'url(#sleeve)',
      ) +
      path(
        'M430 300 Q640 320 720 520 Q800 760 790 1220 L560 1220 Q580 700 430 300 Z',
        '#101d33',
        'opacity="0.55"',
      ) +
      path('M366 -20 Q372 270 240 372 L-20 470 L-20 -20 Z', C.skin) +
      path('M300 300 Q220 380 -20 470 L-20 540 Q220 450 372 330 Z', '#dfe5e6') +
      group(
        'rotate(14 420 430)',
        shadow(440, 500, 190, 30, 0.4) +
          round(250, 390, 350, 104, 18, '#0f1c31') +
          round(262, 402, 326, 80, 12, '#1b2d4c') +
          [330, 420]
            .map((x) =>
              poly(
                [
                  [x, 412],
                  [x + 10, 436],
                  [x + 36, 438],
                  [x + 16, 454],
                  [x + 22, 478],
                  [x, 464],
                  [x - 22, 478],
                  [x - 16, 454],
                  [x - 36, 438],
                  [x - 10, 436],
                ],
                C.brassLight,
              ),
            )
            .join('') +
          rect(500, 408, 12, 68, C.brassLight) +
          rect(524, 408, 12, 68, C.brassLight) +
          circle(572, 442, 13, '#e8cf94'),
      ) +
      group(
        'rotate(-4 560 830)',
        path('M440 690 L680 690 Q694 880 560 960 Q426 880 440 690 Z', '#0f1c31') +
          path('M456 706 L664 706 Q674 866 560 938 Q446 866 456 706 Z', C.teal) +
          circle(560, 800, 58, C.brassLight) +
          circle(560, 800, 44, C.teal) +
          path(
            'M522 826 L522 784 L546 784 L546 768 L574 768 L574 784 L598 784 L598 826 Z',
            '#f3ead2',
          ) +
          path('M500 880 Q560 920 620 880', 'none', `stroke="${C.brassLight}" stroke-width="10"`),
      ),
  );

export const postersOnPole = () =>
  picture(
    900,
    1200,
    gradient('air', '#c4cfd2', '#eae3d6', 'x1="0" y1="0" x2="0" y2="1"') +
      rect(0, 0, 900, 1200, 'url(#air)') +
      rect(0, 500, 330, 460, '#bdb9af') +
      rect(600, 420, 300, 540, '#c8c2b5') +
      [0, 1, 2]
        .map(
          (i) =>
            rect(30 + i * 100, 560, 60, 90, '#93a1a5') + rect(640 + i * 90, 500, 54, 90, '#9aa6a8'),
        )
        .join('') +
      pavement(950, 900, 1200) +
      shadow(540, 1090, 190, 26, 0.4) +
      gradient('pole', '#a7adb0', '#6d757a', 'x1="0" y1="0" x2="1" y2="0"') +
      rect(370, -10, 160, 1090, 'url(#pole)') +
      rect(350, 1040, 200, 50, '#5b6369') +
      [
        [376, 190, 140, 180, -3, '#f1d77a'],
        [392, 400, 126, 150, 4, '#f4efe2'],
        [372, 560, 142, 170, -2, '#e7a9a0'],
        [388, 748, 130, 150, 3, '#b9d3d6'],
      ]
        .map(([x, y, w, h, turn, colour]) =>
          group(
            `rotate(${turn} ${x + w / 2} ${y + h / 2})`,
            rect(x + 6, y + 8, w, h, '#000', 'opacity="0.22"') +
              rect(x, y, w, h, colour) +
              writing(x + 14, y + 18, [w - 40], 20, '#a8483c', 16) +
              writing(x + 14, y + 52, [w - 28, w - 44, w - 34], 22, '#5b6470', 8) +
              path(
                `M${x + w - 26} ${y + h} L${x + w} ${y + h - 24} L${x + w} ${y + h} Z`,
                '#8d9296',
              ),
          ),
        )
        .join(''),
  );

export const enforcementId = () =>
  picture(
    1200,
    900,
    desk(1200, 900) +
      shadow(640, 716, 440, 54, 0.5) +
      group(
        'rotate(-5 600 450)',
        round(190, 150, 820, 580, 30, '#0f1c31') +
          round(206, 166, 788, 548, 22, C.navy) +
          round(236, 196, 352, 488, 12, C.paper) +
          round(614, 196, 352, 488, 12, C.paper) +
          rect(598, 166, 8, 548, '#0b1526') +
          circle(412, 300, 62, C.brass) +
          circle(412, 300, 50, C.brassLight) +
          path(
            'M378 328 L378 286 L400 286 L400 270 L424 270 L424 286 L446 286 L446 328 Z',
            '#8a6423',
          ) +
          writing(306, 400, [212], 40, C.navy, 22) +
          writing(338, 450, [148], 40, '#7e8696', 14) +
          writing(292, 590, [240, 180], 34, '#c4c0b4', 12) +
          round(656, 236, 150, 190, 8, '#c7d3d8') +
          circle(731, 308, 40, '#93a3ab') +
          path('M672 426 Q676 356 731 356 Q786 356 790 426 Z', '#7f9099') +
          writing(826, 258, [110, 84, 104], 46, '#b8b4a8', 14) +
          writing(656, 466, [270, 220, 250], 44, '#c9c5b9', 14) +
          circle(876, 612, 54, 'none', 'stroke="#b23a31" stroke-width="7" opacity="0.65"') +
          poly(
            [
              [876, 584],
              [883, 604],
              [904, 605],
              [887, 617],
              [893, 638],
              [876, 626],
              [859, 638],
              [865, 617],
              [848, 605],
              [869, 604],
            ],
            '#b23a31',
            'opacity="0.65"',
          ),
      ),
  );

export const signedNotice = () =>
  picture(
    1200,
    900,
    desk(1200, 900) +
      shadow(560, 800, 380, 60, 0.45) +
      group(
        'rotate(3 560 450)',
        rect(250, 60, 620, 800, '#fff') +
          rect(250, 60, 620, 800, C.paper, 'opacity="0.7"') +
          writing(420, 120, [280], 40, C.ink, 26) +
          writing(620, 178, [180], 30, '#a4a9b2', 10) +
          writing(320, 236, [480, 460, 480, 420, 470, 300], 42, '#c2c5ca', 12) +
          writing(320, 520, [480, 380], 42, '#c2c5ca', 12) +
          line(320, 700, 560, 700, '#8a909a', 3) +
          path(
            'M336 688 q20 -60 40 -16 q14 30 30 -22 q10 -30 22 4 q12 36 34 -8 q20 -36 34 6 q12 28 46 -14',
            'none',
            `stroke="${C.navy}" stroke-width="6" stroke-linecap="round"`,
          ) +
          line(620, 700, 810, 700, '#8a909a', 3) +
          writing(640, 672, [130], 20, '#6d7684', 10) +
          circle(716, 760, 70, 'none', 'stroke="#b23a31" stroke-width="8" opacity="0.7"') +
          poly(
            [
              [716, 724],
              [725, 750],
              [752, 751],
              [730, 767],
              [738, 794],
              [716, 778],
              [694, 794],
              [702, 767],
              [680, 751],
              [707, 750],
            ],
            '#b23a31',
            'opacity="0.7"',
          ),
      ) +
      group(
        'rotate(38 900 560)',
        shadow(920, 600, 240, 18, 0.35) +
          round(700, 540, 400, 30, 14, C.navy) +
          round(700, 540, 400, 12, 6, C.navyLight) +
          poly(
            [
              [700, 540],
              [640, 555],
              [700, 570],
            ],
            C.brassLight,
          ) +
          round(1000, 534, 16, 42, 4, C.brassLight),
      ),
  );

export const measuringTape = () => {
  const marks = Array.from({ length: 41 }, (_, i) =>
    rect(244 + i * 21, 588, 4, i % 5 === 0 ? 44 : 22, i % 10 === 0 ? '#b23a31' : '#3a3f45'),
  ).join('');
  return picture(
    1200,
    900,
    pavement(0, 1200, 900, '#cfcbc0', '#b5b1a6') +
      poly(
        [
          [0, 120],
          [1200, 40],
          [1200, 180],
          [0, 270],
        ],
        '#d3ab4d',
        'opacity="0.85"',
      ) +
      shadow(640, 655, 470, 20, 0.35) +
      rect(240, 588, 860, 58, '#f0cc4e') +
      rect(240, 588, 860, 14, '#f8e08a') +
      marks +
      rect(1094, 580, 12, 78, C.steelDark) +
      shadow(200, 700, 170, 34, 0.45) +
      round(60, 440, 260, 250, 56, '#20262d') +
      round(74, 454, 232, 222, 48, '#d08a34') +
      circle(190, 565, 78, '#2b323a') +
      circle(190, 565, 52, '#454e57') +
      round(150, 552, 80, 26, 12, '#d9d5ca') +
      round(290, 560, 40, 96, 10, '#20262d'),
  );
};

export const recordersReady = () =>
  picture(
    1200,
    900,
    desk(1200, 900) +
      shadow(870, 740, 230, 40, 0.4) +
      group(
        'rotate(6 880 460)',
        rect(700, 120, 380, 620, '#35507a') +
          rect(700, 120, 46, 620, '#223654') +
          rect(740, 140, 330, 580, C.paper) +
          Array.from({ length: 11 }, (_, i) =>
            line(770, 210 + i * 44, 1040, 210 + i * 44, '#c7ccd2', 3),
          ).join('') +
          writing(774, 188, [150, 210, 180, 120], 44, '#6d7c92', 10),
      ) +
      round(110, 560, 520, 150, 26, '#2a3138') +
      round(110, 560, 520, 30, 14, '#454f59') +
      recorder(170, 330, 1.05) +
      recorder(400, 330, 1.05) +
      [248, 478].map((x) => circle(x, 664, 11, '#63cc92')).join(''),
  );
