export interface Point {
  x: number;
  y: number;
}

/** The part of a canvas context that a signature needs; the same in browser and mini-program. */
export interface Pen {
  fillStyle: unknown;
  strokeStyle: unknown;
  lineWidth: number;
  lineCap: string;
  lineJoin: string;
  fillRect(x: number, y: number, width: number, height: number): void;
  scale(x: number, y: number): void;
  beginPath(): void;
  moveTo(x: number, y: number): void;
  quadraticCurveTo(cx: number, cy: number, x: number, y: number): void;
  lineTo(x: number, y: number): void;
  stroke(): void;
}

/** White paper and dark ink in every theme: the picture goes into a record. */
export function cleanSheet(pen: Pen, width: number, height: number): void {
  pen.fillStyle = '#ffffff';
  pen.fillRect(0, 0, width, height);
  pen.strokeStyle = '#14213a';
  pen.lineWidth = 3;
  pen.lineCap = 'round';
  pen.lineJoin = 'round';
}

/** Draws on to `to`, smoothed by the middle of the last two points; a lone touch leaves a dot. */
export function drawOn(pen: Pen, before: Point | undefined, from: Point, to: Point): void {
  const middle = (a: Point, b: Point): Point => ({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 });
  const start = before ? middle(before, from) : from;
  const end = before ? middle(from, to) : to;
  pen.beginPath();
  pen.moveTo(start.x, start.y);
  if (before) pen.quadraticCurveTo(from.x, from.y, end.x, end.y);
  else pen.lineTo(end.x + 0.1, end.y + 0.1);
  pen.stroke();
}
