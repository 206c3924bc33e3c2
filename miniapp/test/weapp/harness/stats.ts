/** What a page sends to the screen. */
export interface PageStats {
  largestSetDataBytes: number;
  mostNodes: number;
  /** Most calls of this page within any one second. */
  mostCallsPerSecond: number;
}

/** What the app sends to the screen, against WeChat's limits. */
export interface Stats {
  setDataCalls: number;
  setDataBytes: number;
  largestSetDataBytes: number;
  /** Most calls within any one second, and the pages that made them. */
  mostCallsPerSecond: number;
  busiest: string[];
  mostNodes: number;
  deepest: number;
  /** Touches of the screen: taps, words typed, signatures. */
  taps: number;
  pages: Record<string, PageStats>;
}

interface Call {
  atMs: number;
  route: string;
}

function busiestSecond(calls: readonly Call[]): Call[] {
  let most: Call[] = [];
  let from = 0;
  calls.forEach(({ atMs }, to) => {
    while (atMs - (calls[from]?.atMs ?? atMs) >= 1_000) from += 1;
    if (to - from + 1 > most.length) most = calls.slice(from, to + 1);
  });
  return most;
}

export class Meter {
  /** Touches so far. */
  taps = 0;
  /** When the screen was last sent something (ms). */
  calledAtMs = 0;
  private readonly lives: Call[][] = [];
  private readonly sizes: number[] = [];
  private readonly pages: Record<string, PageStats> = {};
  private deepest = 0;

  /** A new life of the app, or a page opened afresh: nobody does that twice within the same second. */
  restart(): void {
    this.lives.push([]);
  }

  call(atMs: number, bytes: number, route: string): void {
    this.lives.at(-1)?.push({ atMs, route });
    this.calledAtMs = atMs;
    this.sizes.push(bytes);
    const page = this.page(route);
    page.largestSetDataBytes = Math.max(page.largestSetDataBytes, bytes);
  }

  tree(route: string, nodes: number, depth: number): void {
    const page = this.page(route);
    page.mostNodes = Math.max(page.mostNodes, nodes);
    this.deepest = Math.max(this.deepest, depth);
  }

  get stats(): Stats {
    for (const [route, page] of Object.entries(this.pages)) {
      const own = this.lives.map((calls) => calls.filter((call) => call.route === route));
      page.mostCallsPerSecond = Math.max(...own.map((calls) => busiestSecond(calls).length));
    }
    const pages = Object.values(this.pages);
    const [busiest = []] = this.lives.map(busiestSecond).sort((a, b) => b.length - a.length);
    return {
      setDataCalls: this.sizes.length,
      setDataBytes: this.sizes.reduce((sum, size) => sum + size, 0),
      largestSetDataBytes: Math.max(0, ...this.sizes),
      mostCallsPerSecond: busiest.length,
      busiest: [...new Set(busiest.map(({ route }) => route))],
      mostNodes: Math.max(0, ...pages.map(({ mostNodes }) => mostNodes)),
      deepest: this.deepest,
      taps: this.taps,
      pages: this.pages,
    };
  }

  private page(route: string): PageStats {
    return (this.pages[route] ??= {
      largestSetDataBytes: 0,
      mostNodes: 0,
      mostCallsPerSecond: 0,
    });
  }
}
