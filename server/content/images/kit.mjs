/** Pieces that several pictures share. Light falls from the upper left; shadows lie to the right. */

export const C = {
  navy: '#16263f',
  navyLight: '#2b4164',
  navyDark: '#0e1a2d',
  teal: '#0b5d6b',
  tealLight: '#3d8b95',
  brass: '#a27c35',
  brassLight: '#d0ae69',
  brick: '#b0624a',
  leaf: '#5f8463',
  leafDark: '#43634a',
  paper: '#f6f2e8',
  ink: '#33415a',
  skin: '#d9a982',
  steel: '#9aa3ab',
  steelDark: '#5d6771',
};

/** A repeatable sequence of numbers in [0, 1), so that a picture is the same on every machine. */
export function dice(seed) {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 4294967296;
  };
}

const n = (value) => Math.round(value * 10) / 10;

export const rect = (x, y, w, h, fill, more = '') =>
  `<rect x="${n(x)}" y="${n(y)}" width="${n(w)}" height="${n(h)}" fill="${fill}" ${more}/>`;

export const round = (x, y, w, h, r, fill, more = '') =>
  rect(x, y, w, h, fill, `rx="${r}" ${more}`);

export const circle = (x, y, r, fill, more = '') =>
  `<circle cx="${n(x)}" cy="${n(y)}" r="${n(r)}" fill="${fill}" ${more}/>`;

export const path = (d, fill = 'none', more = '') => `<path d="${d}" fill="${fill}" ${more}/>`;

export const line = (x1, y1, x2, y2, stroke, width, more = '') =>
  `<line x1="${n(x1)}" y1="${n(y1)}" x2="${n(x2)}" y2="${n(y2)}" stroke="${stroke}" stroke-width="${width}" stroke-linecap="round" ${more}/>`;

export const poly = (points, fill, more = '') =>
  `<polygon points="${points.map(([x, y]) => `${n(x)},${n(y)}`).join(' ')}" fill="${fill}" ${more}/>`;

export const group = (transform, body) => `<g transform="${transform}">${body}</g>`;

export const shadow = (x, y, rx, ry, opacity = 0.3) =>
  `<ellipse cx="${n(x)}" cy="${n(y)}" rx="${n(rx)}" ry="${n(ry)}" fill="#101820" opacity="${opacity}" filter="url(#soft)"/>`;

/** Lines that stand for writing, so that no picture shows words. */
export function writing(x, y, widths, gap, colour, height = 8) {
  return widths.map((w, i) => round(x, y + i * gap, w, height, height / 2, colour)).join('');
}

/** Pavement of slabs that run to a point on the horizon. */
export function pavement(top, w, h, light = '#cdc9be', dark = '#a9a59a') {
  const id = `pave${top}${w}`;
  const rows = [];
  for (let i = 1; i < 9; i += 1) {
    const y = top + (h - top) * (i / 9) ** 1.7;
    rows.push(line(0, y, w, y, '#8f8b81', 1 + i / 4, 'opacity="0.5"'));
  }
  for (let i = -9; i <= 9; i += 1) {
    rows.push(
      line(w / 2 + i * w * 0.11, top, w / 2 + i * w * 0.3, h, '#8f8b81', 1.6, 'opacity="0.42"'),
    );
  }
  return `<linearGradient id="${id}" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="${dark}"/><stop offset="1" stop-color="${light}"/></linearGradient>
${rect(0, top, w, h - top, `url(#${id})`)}${rows.join('')}`;
}

export function sky(w, h, from = '#cfdadd', to = '#f3ece0') {
  return `<linearGradient id="sky" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="${from}"/><stop offset="1" stop-color="${to}"/></linearGradient>${rect(0, 0, w, h, 'url(#sky)')}`;
}

/** A block of flats behind everything else. */
export function block(x, y, w, h, wall, glass, cols, rows) {
  const panes = [];
  const cw = w / cols;
  const rh = h / rows;
  for (let c = 0; c < cols; c += 1) {
    for (let r = 0; r < rows; r += 1) {
      panes.push(rect(x + (c + 0.22) * cw, y + (r + 0.25) * rh, cw * 0.56, rh * 0.48, glass));
    }
  }
  return (
    rect(x, y, w, h, wall) + panes.join('') + rect(x + w - 14, y, 14, h, '#000', 'opacity="0.1"')
  );
}

export function tree(x, ground, size) {
  const s = size;
  return (
    shadow(x + s * 0.12, ground, s * 0.4, s * 0.05) +
    path(
      `M${x - s * 0.04} ${ground} L${x - s * 0.025} ${ground - s * 0.6} L${x + s * 0.025} ${ground - s * 0.6} L${x + s * 0.045} ${ground} Z`,
      '#6d5646',
    ) +
    circle(x + s * 0.14, ground - s * 0.68, s * 0.25, C.leafDark) +
    circle(x - s * 0.16, ground - s * 0.7, s * 0.25, '#54785a') +
    circle(x, ground - s * 0.86, s * 0.29, C.leaf) +
    circle(x - s * 0.09, ground - s * 0.94, s * 0.15, '#7c9d7d', 'opacity="0.75"')
  );
}

/** A shop front: fascia without words, door, window with something warm behind it. */
export function shop(x, y, w, h, { fascia = C.teal, glass = '#6f858c', awning = null } = {}) {
  const door = w * 0.26;
  const parts = [
    rect(x, y, w, h, '#c9c0b1'),
    rect(x, y, w, h * 0.17, fascia),
    rect(x, y + h * 0.155, w, h * 0.02, '#000', 'opacity="0.25"'),
    round(x + w * 0.3, y + h * 0.06, w * 0.4, h * 0.05, 6, '#fff', 'opacity="0.75"'),
    rect(x + w * 0.05, y + h * 0.25, w - door - w * 0.14, h * 0.55, glass),
    rect(x + w * 0.05, y + h * 0.25, w - door - w * 0.14, h * 0.24, '#fff', 'opacity="0.1"'),
    poly(
      [
        [x + w * 0.12, y + h * 0.8],
        [x + w * 0.26, y + h * 0.25],
        [x + w * 0.34, y + h * 0.25],
        [x + w * 0.2, y + h * 0.8],
      ],
      '#fff',
      'opacity="0.14"',
    ),
    rect(x + w - door - w * 0.05, y + h * 0.22, door, h * 0.78, '#4f5d66'),
    rect(x + w - door - w * 0.03, y + h * 0.26, door - w * 0.04, h * 0.62, '#8aa0a6'),
    circle(x + w - door - w * 0.015, y + h * 0.62, h * 0.012, C.brassLight),
  ];
  if (awning) {
    const top = y + h * 0.17;
    const drop = h * 0.14;
    for (let i = 0; i < 10; i += 1) {
      const left = x - 10 + ((w + 20) / 10) * i;
      parts.push(
        path(
          `M${left + 6} ${top} L${left} ${top + drop} q${(w + 20) / 20} ${drop * 0.35} ${(w + 20) / 10} 0 L${left + (w + 20) / 10 + 6} ${top} Z`,
          i % 2 ? '#f2ead9' : awning,
        ),
      );
    }
    parts.push(rect(x, top + drop * 1.1, w, drop * 0.5, '#000', 'opacity="0.14"'));
  }
  return parts.join('');
}

/** A box seen from the front, a little from above and from the left. */
export function box(x, y, w, h, depth, front, top, side) {
  return (
    shadow(x + w / 2 + depth, y + h, w * 0.62, h * 0.1 + 8) +
    poly(
      [
        [x + w, y],
        [x + w + depth, y - depth * 0.7],
        [x + w + depth, y + h - depth * 0.7],
        [x + w, y + h],
      ],
      side,
    ) +
    poly(
      [
        [x, y],
        [x + depth, y - depth * 0.7],
        [x + w + depth, y - depth * 0.7],
        [x + w, y],
      ],
      top,
    ) +
    rect(x, y, w, h, front)
  );
}

/** A wooden crate with fruit heaped above its edge. */
export function crate(x, y, w, h, colours, seed) {
  const roll = dice(seed);
  const depth = w * 0.16;
  const fruit = [];
  const r = w * 0.1;
  for (let row = 0; row < 3; row += 1) {
    for (let i = 0; i < 5 - (row === 2 ? 1 : 0); i += 1) {
      const cx = x + depth * (1 - row * 0.35) + (i + 0.5 + (row === 2 ? 0.5 : 0)) * (w / 5);
      const cy = y - depth * 0.55 + row * r * 0.62 - r * 0.2 - roll() * r * 0.25;
      const colour = colours[Math.floor(roll() * colours.length)];
      fruit.push(circle(cx, cy, r, colour));
      fruit.push(circle(cx - r * 0.3, cy - r * 0.35, r * 0.3, '#fff', 'opacity="0.3"'));
    }
  }
  const slats = [0.04, 0.37, 0.7]
    .map(
      (at) =>
        rect(x, y + h * at, w, h * 0.26, '#c39761') +
        rect(x, y + h * (at + 0.22), w, h * 0.04, '#8a6439'),
    )
    .join('');
  return (
    box(x, y, w, h, depth, '#6f5130', '#5c4427', '#8d683c') +
    fruit.join('') +
    slats +
    rect(x, y, w * 0.06, h, '#a67c49') +
    rect(x + w * 0.94, y, w * 0.06, h, '#a67c49')
  );
}

export function wheel(x, y, r, spokes = 10) {
  const lines = [];
  for (let i = 0; i < spokes; i += 1) {
    const a = (Math.PI * 2 * i) / spokes;
    lines.push(line(x, y, x + Math.cos(a) * r * 0.84, y + Math.sin(a) * r * 0.84, '#aab1b7', 2));
  }
  return (
    circle(x, y, r * 0.9, 'none', `stroke="#2b323a" stroke-width="${n(r * 0.16)}"`) +
    lines.join('') +
    circle(x, y, r * 0.12, '#4a535b')
  );
}

/** A picture: what all share, a quiet darkening to the corners last. */
export function picture(w, h, body) {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${w}" height="${h}" viewBox="0 0 ${w} ${h}">
<defs><filter id="soft" x="-40%" y="-80%" width="180%" height="260%"><feGaussianBlur stdDeviation="11"/></filter>
<filter id="smoke" x="-40%" y="-40%" width="180%" height="180%"><feGaussianBlur stdDeviation="26"/></filter>
<radialGradient id="edge" cx="0.5" cy="0.46" r="0.75"><stop offset="0.6" stop-color="#000" stop-opacity="0"/><stop offset="1" stop-color="#0b1118" stop-opacity="0.3"/></radialGradient></defs>
${body}${rect(0, 0, w, h, 'url(#edge)')}</svg>`;
}
