import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import simulate from 'miniprogram-simulate';
import type { RawNode } from './tree';

const MARKUP = '<import src="../base.wxml"/><template is="taro_tmpl" data="{{root:root}}" />';
/** A built page calls `Page()`, which the renderer does not know: a component with its markup stands in. */
const scriptOf = (folder: string) => `Component({
  data: { root: { cn: [] } },
  methods: { eh(event) { global.qjRendered.get(${JSON.stringify(folder)})(event); } },
});`;

const heardBy = new Map<string, (event: object) => void>();
Object.assign(globalThis, { qjRendered: heardBy });

/** The part of a rendered component that is used here; the package's own types lack the first two. */
interface Rendered {
  attach(parent: Node): void;
  detach(): void;
  setData(data: object): void;
  querySelector(selector: string): { dispatchEvent(name: string): void } | undefined;
}

/** A page's data on WeChat's own compiled templates, in the DOM of the test. */
export class RenderedPage {
  private readonly folder = fs.mkdtempSync(path.join(os.tmpdir(), 'qj-render-'));
  private readonly place = document.createElement('div');
  private readonly component: Rendered;

  /** `heard` is told each event that the markup binds to the app. */
  constructor(distDir: string, heard: (event: object) => void) {
    heardBy.set(this.folder, heard);
    for (const file of ['base.wxml', 'utils.wxs']) {
      fs.copyFileSync(path.join(distDir, file), path.join(this.folder, file));
    }
    fs.mkdirSync(path.join(this.folder, 'page'));
    const write = (file: string, text: string) =>
      fs.writeFileSync(path.join(this.folder, 'page', file), text);
    write('index.json', '{"component": true, "usingComponents": {}}');
    write('index.wxml', MARKUP);
    write('index.js', scriptOf(this.folder));
    const id = simulate.load(path.join(this.folder, 'page/index'), {
      compiler: 'official',
      rootPath: this.folder,
    });
    this.component = simulate.render(id) as unknown as Rendered;
    document.body.append(this.place);
    this.component.attach(this.place);
  }

  show(root: RawNode): void {
    this.component.setData({ root });
  }

  get text(): string {
    return this.place.textContent ?? '';
  }

  /** Ids of all nodes that came to the screen. */
  get ids(): string[] {
    return [...this.place.querySelectorAll<HTMLElement>('[data-sid]')].map(
      ({ dataset }) => dataset.sid ?? '',
    );
  }

  tap(sid: string): void {
    const element = this.component.querySelector(`#${sid}`);
    if (!element) throw new Error(`${sid} is not on the screen`);
    element.dispatchEvent('tap');
  }

  close(): void {
    this.component.detach();
    this.place.remove();
    heardBy.delete(this.folder);
    fs.rmSync(this.folder, { recursive: true });
  }
}
