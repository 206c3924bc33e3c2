import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AxeResults, RunOptions, Spec } from 'axe-core';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import type { Hand, Look } from './browser';
import { root } from './service';

/**
 * Opens an address afresh, as from a link: no page of before lies under it. What is shown between is of the same
 * origin, for an empty page would end the process that has the program compiled.
 */
export async function open(page: Page, address: string): Promise<void> {
  await page.goto(new URL('/healthz', address).href);
  await page.goto(address);
  await settled(page);
}

/** How long nothing may change in a page that has come to rest (ms); one that is only repainted rests sooner. */
const REST_MS = 250;
const REPAINTED_MS = 100;

/** Until the page shows what it has to show and has come to rest. */
export async function settled(page: Page, restMs = REST_MS): Promise<void> {
  await page.waitForFunction(() => {
    const shown = [...document.querySelectorAll<HTMLElement>('.qj-shell')].some(
      (shell) => shell.offsetParent !== null || shell.getClientRects().length > 0,
    );
    const missing = document.querySelector('.qj-skeleton, [aria-label$="图还没取到"]');
    return shown && missing === null;
  });
  await page.evaluate(
    (quietMs) =>
      new Promise<void>((done) => {
        const end = () => {
          watcher.disconnect();
          done();
        };
        let rest = setTimeout(end, quietMs);
        const watcher = new MutationObserver(() => {
          clearTimeout(rest);
          rest = setTimeout(end, quietMs);
        });
        watcher.observe(document.body, { childList: true, subtree: true, attributes: true });
      }),
    restMs,
  );
}

/** What state a page is in that somebody wanted to see. */
export async function stateFaults(page: Page, mayBeEmpty: boolean): Promise<string[]> {
  return page.evaluate((empty) => {
    const faults: string[] = [];
    const state = document.querySelector<HTMLElement>(
      '.qj-shell__body > .qj-state, .qj-shell__body [role=alert].qj-state',
    );
    const text = state?.innerText.replace(/\s+/g, ' ') ?? '';
    if (state?.getAttribute('role') === 'alert') faults.push(`failed: ${text}`);
    else if (state && !empty) faults.push(`empty: ${text}`);
    const words = document.body.innerText;
    for (const odd of ['undefined', 'NaN', '[object', 'Invalid Date']) {
      if (words.includes(odd)) faults.push(`shows ${odd}`);
    }
    return faults;
  }, mayBeEmpty);
}

/** Whatever goes over the edge of the screen, or out of the box that should hold it. */
export async function layoutFaults(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const faults = new Set<string>();
    const wide = (element: Element) => element.scrollWidth > element.clientWidth + 1;
    if (wide(document.documentElement)) faults.add('the page scrolls sideways');
    for (const scroll of document.querySelectorAll('.qj-shell__scroll')) {
      if (wide(scroll)) faults.add('the content scrolls sideways');
    }
    const name = (element: Element) => String(element.getAttribute('class') ?? element.tagName);
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const text = node.textContent?.trim() ?? '';
      const owner = node.parentElement;
      if (text === '' || !owner || owner.closest('.l-sr-only, script, style, select')) continue;
      if (!owner.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true })) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      const rect = range.getBoundingClientRect();
      if (rect.width < 1 || rect.height < 1) continue;
      let across = true;
      let down = true;
      for (let box: Element | null = owner; box && (across || down); box = box.parentElement) {
        const style = getComputedStyle(box);
        if (style.display === 'inline' || style.display === 'contents') continue;
        const edge = box.getBoundingClientRect();
        const out = rect.right > edge.right + 1.5 || rect.left < edge.left - 1.5;
        const under = rect.bottom > edge.bottom + 3 || rect.top < edge.top - 3;
        // Shortened on purpose, with the dots that say so.
        if (style.textOverflow === 'ellipsis' || style.webkitLineClamp !== 'none') break;
        if (across && out && (box === owner || /hidden|clip/.test(style.overflowX))) {
          faults.add(`“${text.slice(0, 16)}” is wider than ${name(box)}`);
          across = false;
        }
        if (down && under && /hidden|clip/.test(style.overflowY)) {
          faults.add(`“${text.slice(0, 16)}” is cut by ${name(box)}`);
          down = false;
        }
        if (/auto|scroll/.test(style.overflowX)) across = false;
        if (/auto|scroll/.test(style.overflowY)) down = false;
      }
    }
    return [...faults];
  });
}

/** The part of axe-core that is used in a page. */
interface Axe {
  configure(spec: Spec): void;
  run(options: RunOptions): Promise<AxeResults>;
}

/** Compiled anew in each document, so the small one. */
const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

/**
 * Marks one text of each kind on the screen: those alike in class, colours, size and weight from themselves up to
 * the page have one contrast. Axe would look behind each row of a list anew, which is half of its time.
 */
const markKinds = (mark: string) => {
  document.querySelectorAll(`[${mark}]`).forEach((one) => one.removeAttribute(mark));
  const ids = new Map<string, number>();
  const kinds = new Map<Element, number>();
  const kindOf = (element: Element): number => {
    const known = kinds.get(element);
    if (known !== undefined) return known;
    const style = getComputedStyle(element);
    const key = [
      element.parentElement ? kindOf(element.parentElement) : 0,
      element.tagName,
      element.className,
      style.color,
      style.backgroundColor,
      style.backgroundImage,
      style.opacity,
      style.fontSize,
      style.fontWeight,
      style.position,
    ].join('|');
    const kind = ids.get(key) ?? ids.size + 1;
    ids.set(key, kind);
    kinds.set(element, kind);
    return kind;
  };
  const reads = (element: Element) =>
    /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName) ||
    [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent?.trim());
  // Axe passes no judgement on a single letter, on what is disabled, or on what cannot be seen.
  const isJudged = (element: Element) =>
    (element.textContent ?? '').trim().length > 1 &&
    !element.closest('[disabled], [aria-disabled=true], [inert]') &&
    element.checkVisibility({ visibilityProperty: true });
  const oneOf = new Map<number, Element>();
  for (const element of document.body.querySelectorAll('*')) {
    if (!reads(element) || element.getClientRects().length === 0) continue;
    const kind = kindOf(element);
    const known = oneOf.get(kind);
    if (!known || (!isJudged(known) && isJudged(element))) oneOf.set(kind, element);
  }
  for (const element of oneOf.values()) element.setAttribute(mark, '');
};
const MARK = 'data-one-of-its-kind';

/** All that can be wrong with a page in other colours only. */
export const CONTRAST = ['color-contrast'];

/**
 * Runs axe-core in the page itself, put in once for each document: its builder for browsers would put it in
 * anew for every look, and once more into a blank page for the sum of frames, which these pages have none of.
 */
async function axe(page: Page, options: RunOptions): Promise<AxeResults> {
  const isThere = await page.evaluate(() => 'axe' in window);
  if (!isThere) await page.evaluate(AXE);
  await page.evaluate(markKinds, MARK);
  return page.evaluate(
    ([given, rules]) => {
      const { axe } = window as unknown as { axe: Axe };
      axe.configure({ rules });
      return axe.run(given);
    },
    [options, CONTRAST.map((id) => ({ id, selector: `[${MARK}]` }))] as const,
  );
}

/** What axe-core calls serious or critical, by all its rules or by some. */
export async function axeFaults(page: Page, rules?: string[]): Promise<string[]> {
  const { violations } = await axe(page, {
    resultTypes: ['violations'],
    ...(rules ? { runOnly: rules } : {}),
  });
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.slice(0, 3).map(({ html, any }) => {
        const data = any[0]?.data as {
          contrastRatio?: number;
          fgColor?: string;
          bgColor?: string;
        } | null;
        const ratio = data?.contrastRatio
          ? ` ${data.contrastRatio} ${data.fgColor} on ${data.bgColor}`
          : '';
        return `${id}${ratio}: ${html.slice(0, 140)}`;
      }),
    );
}

/** Repaints the page that is open with letters of another size. */
async function letters(page: Page, from: string, to: string): Promise<void> {
  await page.evaluate(
    ([before = '', after = '']) =>
      document
        .querySelectorAll(`.${before}`)
        .forEach((one) => one.classList.replace(before, after)),
    [`fs-${from}`, `fs-${to}`],
  );
}

/** Repaints the page that is open in the largest letters: size is a class, and nothing else asks for it. */
export async function inLargest(page: Page): Promise<void> {
  await letters(page, '1', '3');
  const sizes = await page.evaluate(() =>
    [...document.querySelectorAll('[class*="fs-"]')].flatMap(
      (one) => one.className.match(/\bfs-\d\b/)?.[0] ?? [],
    ),
  );
  if (sizes.length === 0 || sizes.some((size) => size !== 'fs-3')) {
    throw new Error(`not in the largest letters but ${sizes.join()}`);
  }
  await settled(page, REPAINTED_MS);
}

/**
 * What axe-core says of the page that is open, by day and by night: it is only repainted, and of the
 * other colours nothing but the contrast is another. Large letters may be paler, so the contrast is read
 * in those of the usual size, and for a page in large ones nothing else: that is seen in other looks.
 */
export async function axeInBothColours(page: Page, look: Look): Promise<string[]> {
  const [own, other] = look.dark ? (['dark', 'light'] as const) : (['light', 'dark'] as const);
  if (look.font) await letters(page, look.font, '1');
  const faults = await axeFaults(page, look.font ? CONTRAST : undefined);
  await page.emulateMedia({ colorScheme: other });
  const others = await axeFaults(page, CONTRAST);
  await page.emulateMedia({ colorScheme: own });
  if (look.font) await letters(page, '1', look.font);
  return [...faults, ...others.map((fault) => `${other}: ${fault}`)];
}

/** The name across an exam's paper is meant to be faint, and to run out at its edges. */
export const unlessWatermark = (fault: string) => !fault.includes('ex-mark');

const SHOTS = join(root, 'docs', 'screenshots');

/** How every page is looked at: on a phone by day, at night and in the largest letters, and at a desk. */
export const LOOKS: Record<string, Look> = {
  light: {},
  dark: { dark: true },
  fs150: { font: '3' },
  wide: { wide: true },
};

export const SHOOTING = process.env.QIANGJI_SCREENSHOTS === '1';

/** The tallest picture: beyond it a list only goes on. */
const TALLEST = { phone: 1_900, desk: 1_300 };

/** How much of the shown page lies below the edge of the screen. */
function hidden(page: Page): Promise<number> {
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('.qj-shell__scroll')]
      .filter((scroll) => scroll.getClientRects().length > 0)
      .reduce((most, scroll) => Math.max(most, scroll.scrollHeight - scroll.clientHeight), 0),
  );
}

/** All that is wrong with a page as it stands, in both colours, and what its hand met on the way. */
export async function faultsOf(hand: Hand, look: Look, mayBeEmpty = false): Promise<string[]> {
  return [
    ...(await stateFaults(hand.page, mayBeEmpty)),
    ...(await layoutFaults(hand.page)),
    ...(await axeInBothColours(hand.page, look)),
    ...hand.faults.splice(0),
  ];
}

/**
 * A picture for docs/screenshots, in a palette: small enough to be kept with the source. The screen is
 * made as long as the page for it, so that nothing hides below the bar.
 */
export async function shoot(page: Page, name: string): Promise<void> {
  if (!SHOOTING) return;
  mkdirSync(SHOTS, { recursive: true });
  const screen = page.viewportSize();
  if (!screen) throw new Error('a page without a screen has no picture');
  const most = screen.width < 1024 ? TALLEST.phone : TALLEST.desk;
  const height = Math.min(screen.height + (await hidden(page)), most);
  await page.setViewportSize({ ...screen, height });
  const png = await page.screenshot({ animations: 'disabled' });
  await page.setViewportSize(screen);
  await sharp(png)
    .png({ palette: true, colours: 96, compressionLevel: 9 })
    .toFile(join(SHOTS, `${name}.png`));
}
