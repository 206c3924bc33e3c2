export interface TrendPoint {
  /** Start of the span: 7/6. */
  label: string;
  /** Under its column, where the month was said before: 13. */
  short?: string;
  /** Per cent; `undefined` is no data, which breaks the line. */
  value: number | undefined;
  /** How many are behind the figure. */
  count: number;
}

export interface Scale {
  low: number;
  high: number;
  /** Lines of the grid, the highest first. */
  ticks: number[];
}

/** A scale of two equal steps that holds every figure and the target, in steps of five. */
export function trendScale(points: readonly TrendPoint[], target?: number): Scale {
  const values = points.flatMap(({ value }) => (value === undefined ? [] : [value]));
  const all = target === undefined ? values : [...values, target];
  if (all.length === 0) return { low: 0, high: 100, ticks: [100, 50, 0] };
  const high = Math.min(100, Math.ceil(Math.max(...all) / 10) * 10);
  let low = Math.max(0, Math.floor((Math.min(...all) - 5) / 10) * 10);
  if (high - low < 20) low = Math.max(0, high - 20);
  return { low, high, ticks: [high, (high + low) / 2, low] };
}

/** Per cent from the left, in the middle of the column. */
export function xAt(index: number, count: number): number {
  return ((index + 0.5) / count) * 100;
}

/** Per cent from the top. */
export function yAt(value: number, { low, high }: Scale): number {
  return ((high - value) / (high - low)) * 100;
}

/** SVG path through the points, broken where there is no data. */
export function linePath(points: readonly TrendPoint[], scale: Scale): string {
  let pen = 'M';
  let path = '';
  points.forEach(({ value }, index) => {
    if (value === undefined) {
      pen = 'M';
      return;
    }
    const x = xAt(index, points.length).toFixed(2);
    path += `${pen}${x} ${yAt(value, scale).toFixed(2)}`;
    pen = 'L';
  });
  return path;
}

/** The picture in one sentence, for those who do not see it. */
export function trendSentence(
  title: string,
  points: readonly TrendPoint[],
  unit: string,
  target?: number,
): string {
  const parts = points.map(({ label, value, count }) =>
    value === undefined ? `${label} 无` : `${label} ${value}%（${count} ${unit}）`,
  );
  const goal = target === undefined ? '' : `，目标 ${target}%`;
  return `${title}：${parts.join('，')}${goal}`;
}
