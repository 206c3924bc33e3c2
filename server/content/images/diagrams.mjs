/** Pictures that explain, for pieces. They have words, large enough to be read as wide as a phone. */
import { C, circle, group, line, path, poly, rect, round } from './kit.mjs';

const GOOD = '#2f7d4f';
const BAD = '#b23a31';
const CLOTH = '#7d8894';

/** Words as they are drawn need a Chinese font on the machine that draws; the picture needs none. */
const words = (x, y, text, { size = 48, fill = C.ink, anchor = 'middle', weight = 500 } = {}) =>
  `<text x="${x}" y="${y}" font-family="Noto Sans CJK SC, Source Han Sans SC, sans-serif" font-size="${size}" font-weight="${weight}" fill="${fill}" text-anchor="${anchor}">${text}</text>`;

const sheet = (w, h, body) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="${w}" height="${h}" viewBox="0 0 ${w} ${h}">${rect(0, 0, w, h, C.paper)}${body}</svg>`;

/** Somebody from the front, down to the waist; in uniform with a cap. */
const person = (x, y, cloth, capped) =>
  group(
    `translate(${x} ${y})`,
    path('M-92 250 Q-96 96 0 92 Q96 96 92 250 Z', cloth) +
      path('M-26 96 L0 138 L26 96 Z', '#fff') +
      circle(0, 34, 58, C.skin) +
      (capped
        ? path('M-66 12 Q-60 -58 0 -58 Q60 -58 66 12 Z', cloth) +
          round(-74, 4, 148, 18, 9, C.navyDark) +
          circle(0, -20, 12, C.brassLight)
        : path('M-58 30 Q-58 -30 0 -30 Q58 -30 58 30 Q30 -2 0 -2 Q-30 -2 -58 30 Z', '#3a3230')),
  );

const idCard = (x, y) =>
  round(x - 52, y - 36, 104, 72, 10, C.navyDark) +
  round(x - 44, y - 28, 88, 56, 6, '#fff') +
  circle(x - 20, y, 15, C.brassLight) +
  round(x + 4, y - 14, 32, 9, 4, C.ink) +
  round(x + 4, y + 6, 24, 9, 4, '#9aa3ab');

const tick = (x, y) =>
  circle(x, y, 44, GOOD) +
  path(
    `M${x - 20} ${y + 2} l14 16 l28 -34`,
    'none',
    'stroke="#fff" stroke-width="11" stroke-linecap="round" stroke-linejoin="round"',
  );

const cross = (x, y) =>
  circle(x, y, 44, BAD) +
  line(x - 17, y - 17, x + 17, y + 17, '#fff', 11) +
  line(x + 17, y - 17, x - 17, y + 17, '#fff', 11);

export const twoIds = () => {
  const panel = (x, colour, mark, head, foot) =>
    round(x, 40, 540, 820, 28, '#fff', `stroke="${colour}" stroke-width="6"`) +
    mark(x + 270, 118) +
    words(x + 270, 226, head, { size: 54, fill: colour, weight: 700 }) +
    words(x + 270, 812, foot, { size: 50, weight: 700 });
  const named = (x, cloth, role, has) =>
    person(x, 326, cloth, true) +
    (has
      ? idCard(x, 530)
      : round(x - 52, 494, 104, 72, 10, 'none', `stroke="${BAD}" stroke-width="5" stroke-dasharray="12 10"`)) +
    words(x, 652, role) +
    words(x, 712, has ? '有执法证' : '没有执法证', { size: 42, fill: has ? GOOD : BAD });
  return sheet(
    1200,
    900,
    panel(40, GOOD, tick, '两个人，两个证', '人数够了') +
      named(180, C.navyLight, '执法员', true) +
      named(440, C.navyLight, '执法员', true) +
      panel(620, BAD, cross, '两个人，一个证', '先劝导，等人到齐') +
      named(760, C.navyLight, '执法员', true) +
      named(1020, CLOTH, '协管员', false),
  );
};

/** Somebody from above, who looks along `turn` (degrees, 0 is up), with a recorder or without. */
const above = (x, y, turn, cloth, records) =>
  group(
    `translate(${x} ${y}) rotate(${turn})`,
    `<ellipse cx="0" cy="0" rx="76" ry="40" fill="${cloth}"/>` +
      circle(0, 0, 34, records ? C.navyDark : '#3a3230') +
      (records ? round(-12, -60, 24, 30, 6, '#11161c') + circle(0, -58, 7, '#e0483c') : ''),
  );

const view = (x, y, turn, reach, half, colour) =>
  group(
    `translate(${x} ${y}) rotate(${turn})`,
    poly(
      [
        [0, -50],
        [-half, -reach],
        [half, -reach],
      ],
      colour,
      'opacity="0.28"',
    ),
  );

export const twoRecorders = () =>
  sheet(
    1200,
    900,
    view(480, 590, 0, 440, 190, C.brass) +
      view(930, 770, -42, 900, 440, C.teal) +
      round(330, 60, 300, 130, 18, '#c39761', 'stroke="#8a6439" stroke-width="6"') +
      words(480, 143, '摊位', { size: 52, fill: '#3d2a12', weight: 700 }) +
      above(480, 290, 180, CLOTH, false) +
      words(580, 307, '当事人', { anchor: 'start' }) +
      above(480, 590, 0, C.navyLight, true) +
      words(90, 575, '第一部', { anchor: 'start', size: 52, fill: '#7a5a1f', weight: 700 }) +
      words(90, 640, '正对当事人', { anchor: 'start' }) +
      above(930, 770, -42, C.navyLight, true) +
      words(820, 570, '第二部', { anchor: 'start', size: 52, fill: C.teal, weight: 700 }) +
      words(820, 635, '站侧后，录全景', { anchor: 'start' }) +
      words(60, 840, '从上往下看：两部同一个时间', { anchor: 'start', size: 44 }),
  );

export const ladder = () => {
  const step = (x, top, share, name, first, second, colour) =>
    rect(x, top, 380, 900 - top, colour) +
    rect(x, top, 380, 14, '#fff', 'opacity="0.35"') +
    words(x + 190, top + 96, name, { size: 68, fill: '#fff', weight: 700 }) +
    words(x + 190, top + 166, share, { size: 46, fill: '#fff' }) +
    words(x + 190, top + 250, first, { size: 46, fill: '#fff' }) +
    words(x + 190, top + 314, second, { size: 46, fill: '#fff' });
  return sheet(
    1200,
    900,
    step(30, 530, '七分', '服务', '搬一把、', '指个去处', C.teal) +
      step(410, 350, '二分', '管理', '劝导、指导、', '调解', '#8a6423') +
      step(790, 170, '一分', '执法', '责令改正、', '处罚', C.navyLight) +
      words(40, 92, '先服务，再管理，后执法', { anchor: 'start', size: 56, weight: 700 }) +
      words(40, 164, '一次就够严重的，直接往上走', { anchor: 'start', size: 44 }) +
      line(110, 460, 700, 245, C.brick, 12) +
      poly(
        [
          [742, 228],
          [690, 222],
          [708, 270],
        ],
        C.brick,
      ),
  );
};
