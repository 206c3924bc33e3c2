/**
 * Sample statistics, written as the analysis of papers uses them. Everything is null where it is not
 * defined: too few values, or no variance. "No data" is never 0.
 */

const sum = (values: readonly number[]) => values.reduce((total, one) => total + one, 0);

export function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : sum(values) / values.length;
}

/** The middle value; of an even number of them the mean of the two in the middle. */
export function median(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length / 2;
  return mean(sorted.slice(Math.ceil(half) - 1, Math.floor(half) + 1));
}

/** Sample covariance (n - 1 below the line) of pairs; null for fewer than two. */
export function covariance(xs: readonly number[], ys: readonly number[]): number | null {
  const [x, y] = [mean(xs), mean(ys)];
  if (xs.length < 2 || xs.length !== ys.length || x === null || y === null) return null;
  return sum(xs.map((one, i) => (one - x) * ((ys[i] ?? y) - y))) / (xs.length - 1);
}

export function variance(values: readonly number[]): number | null {
  return covariance(values, values);
}

export function deviation(values: readonly number[]): number | null {
  const found = variance(values);
  return found === null ? null : Math.sqrt(found);
}

/** Of integers the sums are exact to far less than this; a variance below it is one of rounding. */
const NOTHING = 1e-9;

/** Whether values spread at all. */
export function spreads(found: number | null): found is number {
  return found !== null && found > NOTHING;
}

/** Pearson's correlation, -1 to 1; null where one of both does not vary. */
export function correlation(xs: readonly number[], ys: readonly number[]): number | null {
  const [cov, vx, vy] = [covariance(xs, ys), variance(xs), variance(ys)];
  if (cov === null || !spreads(vx) || !spreads(vy)) return null;
  return Math.max(-1, Math.min(1, cov / Math.sqrt(vx * vy)));
}

/** The greatest covariance that the same two sets of values can have: both in order of size. */
export function greatestCovariance(xs: readonly number[], ys: readonly number[]): number | null {
  const ordered = (values: readonly number[]) => [...values].sort((a, b) => a - b);
  return covariance(ordered(xs), ordered(ys));
}

/** Central moment about the mean with n below the line. */
function centralMoment(values: readonly number[], power: number): number {
  const middle = mean(values) ?? 0;
  return sum(values.map((one) => (one - middle) ** power)) / Math.max(1, values.length);
}

/** k3 / k2^1.5 with the unbiased cumulants k; null for fewer than three values or no variance. */
export function skewness(values: readonly number[]): number | null {
  const n = values.length;
  const k2 = variance(values);
  if (n < 3 || !spreads(k2)) return null;
  const k3 = (n ** 2 / ((n - 1) * (n - 2))) * centralMoment(values, 3);
  return k3 / k2 ** 1.5;
}

/** k4 / k2^2 (a normal distribution has 0); null for fewer than four values or no variance. */
export function kurtosis(values: readonly number[]): number | null {
  const n = values.length;
  const k2 = variance(values);
  if (n < 4 || !spreads(k2)) return null;
  const [m2, m4] = [centralMoment(values, 2), centralMoment(values, 4)];
  const k4 = (n ** 2 / ((n - 1) * (n - 2) * (n - 3))) * ((n + 1) * m4 - 3 * (n - 1) * m2 ** 2);
  return k4 / k2 ** 2;
}
