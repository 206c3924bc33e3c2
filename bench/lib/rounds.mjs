import os from 'node:os';

const ROUNDS = 5;

export function median(list) {
  const sorted = [...list].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

/**
 * Runs the contestants by turns, five rounds each, and prints every round: on a shared machine only the
 * ratio within one run means anything. `contestants` maps a name to a function that answers
 * `{ perSecond, ... }`; the answer maps each to its rounds.
 */
export async function alternate(contestants, say, describe = () => '') {
  const names = Object.keys(contestants);
  const rounds = Object.fromEntries(names.map((name) => [name, []]));
  say(
    `load before: ${os
      .loadavg()
      .map((load) => load.toFixed(2))
      .join(' ')}`,
  );
  for (let round = 1; round <= ROUNDS; round += 1) {
    for (const name of names) {
      const result = await contestants[name]();
      rounds[name].push(result);
      say(`round ${round}  ${name.padEnd(34)} ${rate(result.perSecond)}  ${describe(result)}`);
    }
  }
  return rounds;
}

export function rate(perSecond) {
  return `${Math.round(perSecond).toLocaleString('en-US').padStart(8)}/s`;
}

/** Median of the ratios of each round: both sides of a ratio saw the same machine. */
export function ratio(rounds, name, against) {
  return median(rounds[name].map((one, index) => one.perSecond / rounds[against][index].perSecond));
}

/** Latencies and the generator's own load, in one line; anything but 2xx is said loudly. */
export function describeLoad({ p50, p99, ownCpu, statuses }) {
  const odd = Object.entries(statuses).filter(([status]) => status < '200' || status >= '300');
  const words = odd.map(([status, count]) => `${count}x ${status}`).join(', ');
  return `p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms, generator ${Math.round(ownCpu * 100)}% of a core${words ? `, NOT OK: ${words}` : ''}`;
}
