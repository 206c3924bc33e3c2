import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import simulate from 'miniprogram-simulate';
import type { RawNode } from './tree';

const MARKUP = '<import src="../base.wxml"/><template is="taro_tmpl" data="{{root:root}}" />';
/** A built page calls `Page()`, which the renderer does not know: a component with its markup stands in. */
const SCRIPT = `Component({
  data: { root: { cn: [] } },
  methods: { eh(event) { global.qjRendered(event); } },
});`;

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
  private readonly component: Rendered;

  /** `heard` is told each event that the markup binds to the app. */
  constructor(distDir: string, heard: (event: object) => void) {
    Object.assign(globalThis, { qjRendered: heard });
    for (const file of ['base.wxml', 'utils.wxs']) {
      fs.copyFileSync(path.join(distDir, file), path.join(this.folder, file));
    }
    fs.mkdirSync(path.join(this.folder, 'page'));
    const write = (file: string, text: string) =>
      fs.writeFileSync(path.join(this.folder, 'page', file), text);
    write('index.json', '{"component": true, "usingComponents": {}}');
    write('index.wxml', MARKUP);
    write('index.js', SCRIPT);
    const id = simulate.load(path.join(this.folder, 'page/index'), {
      compiler: 'official',
      rootPath: this.folder,
    });
    this.component = simulate.render(id) as unknown as Rendered;
    this.component.attach(document.body);
  }

  show(root: RawNode): void {
    this.component.setData({ root });
  }

  get text(): string {
    return document.body.textContent ?? '';
  }

  /** Ids of all nodes that came to the screen. */
  get ids(): string[] {
    return [...document.querySelectorAll<HTMLElement>('[data-sid]')].map(
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
    fs.rmSync(this.folder, { recursive: true });
  }
}
