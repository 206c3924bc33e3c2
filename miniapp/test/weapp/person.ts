import type { Service } from '../../../e2e/lib/service';
import { distDir, report } from './dist';
import { launch, type WeappRun } from './harness';
import { RenderedPage } from './harness/render';

/** Rest between two touches (ms): calls a second are counted at a person's pace. */
const PACE_MS = 800;

const withoutSpaces = (text: string) => text.replace(/\s/g, '');

/** Whether a file is a picture of a piece, and none that somebody took. */
export const isOfPiece = (file: string) => file.includes('/piece-');

/** Somebody with a phone of their own; what they see is drawn on the real templates and compared. */
export class Person {
  private readonly screen: RenderedPage;

  private constructor(
    private readonly account: string,
    readonly app: WeappRun,
  ) {
    this.screen = new RenderedPage(distDir, (event) => app.page().eh(event));
  }

  /** Signs in by a demo account's name on the login page. */
  static async signIn(service: Service, account: string): Promise<Person> {
    const app = await launch({ distDir, baseUrl: service.url, paceMs: PACE_MS });
    const person = new Person(account, app);
    await person.sees(account);
    await app.tap(account);
    await person.shows('tabs/today/index');
    return person;
  }

  /** Waits for words, then holds what was sent to the screen against what the templates make of it. */
  async sees(words: string | RegExp): Promise<void> {
    await this.app.waitFor(words);
    this.drawn();
  }

  /** Waits for a page. */
  async shows(route: string): Promise<void> {
    await this.app.waitFor(() => this.app.route === route);
    this.drawn();
  }

  private drawn(): void {
    const root = this.app.tree();
    this.screen.show(root.raw);
    expect(withoutSpaces(this.screen.text)).toBe(withoutSpaces(root.text));
    expect(this.screen.ids.sort()).toEqual(root.boxes.sort());
  }

  /** One of the five tabs; a page on top of them is left first, by its way back. */
  async tab(name: string): Promise<void> {
    while (!this.app.route.startsWith('tabs/'))
      await this.app.tap({ role: 'button', name: '返回' });
    await this.app.tap({ role: 'link', name: new RegExp(`^${name}`) });
  }

  /** Files of pictures that lie on the phone. */
  pictures(which: 'of pieces' | 'taken'): string[] {
    const files = [...this.app.phone.files.keys()].filter((file) => file.includes('/photos/'));
    return files.filter((file) => isOfPiece(file) === (which === 'of pieces'));
  }

  /** Until everything that waits on the phone has reached the service. */
  async delivered(): Promise<void> {
    await this.app.waitFor(() => !/待发送|发送中/.test(this.app.text()), 15_000);
  }

  /** Puts the phone away: its figures against WeChat's limits and our own. */
  leave(): void {
    const { stats, errors } = this.app;
    this.screen.close();
    this.app.kill();
    report(`weapp screen traffic, ${this.account}`, stats);
    expect(errors).toEqual([]);
    expect(stats.largestSetDataBytes).toBeLessThan(64 * 1024);
    expect(stats.mostCallsPerSecond).toBeLessThan(10);
    expect(stats.mostNodes).toBeLessThan(600);
    expect(stats.deepest).toBeLessThan(30);
  }
}
