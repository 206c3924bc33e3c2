/** @jest-environment ./miniapp/test/weapp/harness/environment.ts */
import { distDir, report } from './dist';
import type { WeappRun } from './harness';
import { RenderedPage } from './harness/render';
import { findNode } from './harness/tree';
import { launchSignedIn } from './signed-in';

let app: WeappRun;
let screen: RenderedPage;

beforeAll(async () => {
  app = await launchSignedIn();
  screen = new RenderedPage(distDir, (event) => app.page().eh(event));
});

afterAll(() => {
  screen.close();
  app.kill();
});

const spaceless = (text: string) => text.replace(/\s/g, '');

it.each(['今日', '学练', '执勤', '督察', '我的'])(
  'draws the tab %s on the real templates',
  async (tab) => {
    await app.tap({ label: tab });
    const root = app.tree();
    screen.show(root.raw);
    expect(spaceless(screen.text)).toBe(spaceless(root.text));
    expect(screen.ids.sort()).toEqual(root.boxes.sort());
  },
);

it('brings a tap on the screen to the app', async () => {
  await app.tap({ label: '今日' });
  screen.show(app.tree().raw);
  const target = findNode(app.tree(), { label: '我的' });
  screen.tap(target?.raw.sid ?? '');
  await app.waitFor(() => app.route === 'tabs/me/index');
});

it('draws every component of the kit', async () => {
  await app.open('/features/gallery/pages/index/index');
  const root = app.tree();
  screen.show(root.raw);
  report('nodes of the gallery, all components at once', { nodes: root.count, depth: root.depth });
  expect(spaceless(screen.text)).toBe(spaceless(root.text));
  expect(root.depth).toBeLessThan(30);
  expect(app.errors).toEqual([]);
});
