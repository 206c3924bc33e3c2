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

export class Meter {
  private readonly times: number[] = [];
  private readonly sizes: number[] = [];
  private mostNodes = 0;
  private deepest = 0;

  call(atMs: number, bytes: number): void {
    this.times.push(atMs);
    this.sizes.push(bytes);
  }

  tree(nodes: number, depth: number): void {
    this.mostNodes = Math.max(this.mostNodes, nodes);
    this.deepest = Math.max(this.deepest, depth);
  }

  get stats(): Stats {
    let most = 0;
    let from = 0;
    this.times.forEach((time, to) => {
      while (time - (this.times[from] ?? time) >= 1_000) from += 1;
      most = Math.max(most, to - from + 1);
    });
    return {
      setDataCalls: this.times.length,
      setDataBytes: this.sizes.reduce((sum, size) => sum + size, 0),
      largestSetDataBytes: Math.max(0, ...this.sizes),
      mostCallsPerSecond: most,
      mostNodes: this.mostNodes,
      deepest: this.deepest,
    };
  }
}
