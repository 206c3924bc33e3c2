import { newId } from '@qiangji/shared-types';

/** A repeatable stream of randomness: the same seed always makes the same demo. */
export class SeededRandom {
  constructor(private state: number) {}

  /** 0 <= x < 1 (mulberry32). */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  }

  /** A whole number from 0 to n - 1. */
  below(n: number): number {
    return Math.floor(this.next() * n);
  }

  between(from: number, to: number): number {
    return from + this.below(to - from + 1);
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  pick<T>(list: readonly T[]): T {
    const one = list[this.below(list.length)];
    if (one === undefined) throw new Error('nothing to pick from');
    return one;
  }

  /** `n` different members, in a random order. */
  sample<T>(list: readonly T[], n: number): T[] {
    const rest = [...list];
    const taken: T[] = [];
    while (taken.length < n && rest.length > 0)
      taken.push(...rest.splice(this.below(rest.length), 1));
    return taken;
  }

  /** An id as if made at this instant (ms). */
  id(atMs: number): string {
    return newId(
      atMs,
      Uint8Array.from({ length: 16 }, () => this.below(256)),
    );
  }
}
