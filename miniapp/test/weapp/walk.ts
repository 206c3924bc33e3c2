import type { Session } from '@qiangji/shared-types';
import type { Stop } from '../../../e2e/lib/pages';
import { distDir } from './dist';
import { launch, newPhone, type Stats } from './harness';
import { RenderedPage } from './harness/render';
import type { PageStats } from './harness/stats';

/** WeChat's own limits and ours, for a page: bytes of one `setData`, its calls within a second, nodes. */
const LIMITS: PageStats = {
  largestSetDataBytes: 64 * 1024,
  mostCallsPerSecond: 10,
  mostNodes: 600,
};

export interface Walked {
  /** Every page of `app.json`. */
  routes: string[];
  pages: Stats['pages'];
  faults: string[];
}

/** Somebody's phone goes to every page that they use, one after the other. */
export async function walk(
  baseUrl: string,
  session: Session | undefined,
  stops: readonly Stop[],
): Promise<Walked> {
  const phone = newPhone();
  if (session) phone.storage.set('qj/session/current', JSON.stringify(session));
  const app = await launch({ distDir, baseUrl, phone });
  const screen = new RenderedPage(distDir, (event) => app.page().eh(event));
  const faults: string[] = [];
  for (const { name, path, mayBeEmpty } of stops) {
    await app.openAlone(path);
    const said = (fault: string) => faults.push(`${name}: ${fault}`);
    if (app.route !== path.slice(1).split('?')[0]) said(`leads to ${app.route}`);
    const root = app.tree();
    const state = [...root.all()].find(({ raw }) => /\bqj-state\b/.test(String(raw.cl)));
    if (state?.attribute('aria-role') === 'alert') said(`failed: ${root.text}`);
    else if (state && !mayBeEmpty) said(`empty: ${root.text}`);
    screen.show(root.raw);
    if (screen.ids.sort().join() !== root.boxes.sort().join()) said('is drawn otherwise');
    app.errors.splice(0).forEach(said);
  }
  const { pages } = app.stats;
  screen.close();
  app.kill();
  return { routes: app.routes(), pages, faults };
}

/** The most of each figure, whoever came to the page. */
export function together(walks: readonly Walked[]): Stats['pages'] {
  const all: Stats['pages'] = {};
  for (const [route, page] of walks.flatMap(({ pages }) => Object.entries(pages))) {
    const known = all[route];
    const most = (figure: keyof PageStats) => Math.max(page[figure], known?.[figure] ?? 0);
    all[route] = {
      largestSetDataBytes: most('largestSetDataBytes'),
      mostCallsPerSecond: most('mostCallsPerSecond'),
      mostNodes: most('mostNodes'),
    };
  }
  return all;
}

/** What goes over a limit. */
export function beyond(pages: Stats['pages']): string[] {
  return Object.entries(pages).flatMap(([route, page]) =>
    (Object.keys(LIMITS) as (keyof PageStats)[])
      .filter((figure) => page[figure] > LIMITS[figure])
      .map((figure) => `${route}: ${figure} ${page[figure]}`),
  );
}

/** The pages that come nearest to the limits, as a table. */
export function table(pages: Stats['pages'], rows = 12): string {
  const share = (page: PageStats) =>
    Math.max(...(Object.keys(LIMITS) as (keyof PageStats)[]).map((f) => page[f] / LIMITS[f]));
  const cells = (route: string, ...figures: (string | number)[]) =>
    [route.padEnd(44), ...figures.map((figure) => String(figure).padStart(8))].join('');
  return [
    cells('page', 'bytes', 'calls/s', 'nodes'),
    ...Object.entries(pages)
      .sort(([, a], [, b]) => share(b) - share(a))
      .slice(0, rows)
      .map(([route, page]) =>
        cells(route, page.largestSetDataBytes, page.mostCallsPerSecond, page.mostNodes),
      ),
  ].join('\n');
}
