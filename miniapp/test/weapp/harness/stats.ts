/** What the app sends to the screen, against WeChat's limits. */
export interface Stats {
  setDataCalls: number;
  setDataBytes: number;
  largestSetDataBytes: number;
  /** Most calls within any one second. */
  mostCallsPerSecond: number;
  mostNodes: number;
  deepest: number;
}

function mostInASecond(times: readonly number[]): number {
  let most = 0;
  let from = 0;
  times.forEach((time, to) => {
    while (time - (times[from] ?? time) >= 1_000) from += 1;
    most = Math.max(most, to - from + 1);
  });
  return most;
}

export class Meter {
  private readonly lives: number[][] = [];
  private readonly sizes: number[] = [];
  private mostNodes = 0;
  private deepest = 0;

  /** A new life of the app: nobody kills and starts it within the same second. */
  restart(): void {
    this.lives.push([]);
  }

  call(atMs: number, bytes: number): void {
    this.lives.at(-1)?.push(atMs);
    this.sizes.push(bytes);
  }

  tree(nodes: number, depth: number): void {
    this.mostNodes = Math.max(this.mostNodes, nodes);
    this.deepest = Math.max(this.deepest, depth);
  }

  get stats(): Stats {
    return {
      setDataCalls: this.sizes.length,
      setDataBytes: this.sizes.reduce((sum, size) => sum + size, 0),
      largestSetDataBytes: Math.max(0, ...this.sizes),
      mostCallsPerSecond: Math.max(0, ...this.lives.map(mostInASecond)),
      mostNodes: this.mostNodes,
      deepest: this.deepest,
    };
  }
}
