import sharp from 'sharp';

interface Canvas2d {
  width: number;
  height: number;
  getContext(kind: string): object | null;
}

const drawn = new WeakMap<object, string[]>();

/** A canvas of type 2d as WeChat hands it out: what is drawn on it becomes a picture. */
export function canvas2d(): Canvas2d {
  const marks: string[] = [];
  let at: string[] = [];
  let scale = 1;
  const point = (...numbers: number[]) => numbers.map((one) => one * scale).join(' ');
  const pen = {
    fillStyle: '#000000',
    strokeStyle: '#000000',
    lineWidth: 1,
    lineCap: 'butt',
    lineJoin: 'miter',
    scale: (x: number) => (scale *= x),
    fillRect(x: number, y: number, width: number, height: number) {
      const [left, top, wide, high] = [x, y, width, height].map((one) => one * scale);
      marks.push(
        `<rect x="${left}" y="${top}" width="${wide}" height="${high}" fill="${pen.fillStyle}"/>`,
      );
    },
    beginPath: () => (at = []),
    moveTo: (x: number, y: number) => at.push(`M ${point(x, y)}`),
    lineTo: (x: number, y: number) => at.push(`L ${point(x, y)}`),
    quadraticCurveTo: (cx: number, cy: number, x: number, y: number) =>
      at.push(`Q ${point(cx, cy, x, y)}`),
    stroke() {
      marks.push(
        `<path d="${at.join(' ')}" fill="none" stroke="${pen.strokeStyle}" stroke-width="${pen.lineWidth * scale}" stroke-linecap="${pen.lineCap}" stroke-linejoin="${pen.lineJoin}"/>`,
      );
    },
  };
  const canvas = {
    width: 300,
    height: 150,
    getContext: (kind: string) => (kind === '2d' ? pen : null),
  };
  drawn.set(canvas, marks);
  return canvas;
}

/** The picture of a canvas, as PNG. */
export async function pictureOf(canvas: unknown): Promise<Buffer> {
  const marks = drawn.get(canvas as object);
  if (!marks) throw new Error('fail canvas is empty');
  const { width, height } = canvas as Canvas2d;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${marks.join('')}</svg>`;
  return sharp(Buffer.from(svg)).png().toBuffer();
}
