import { studyContract, type Piece } from '@qiangji/shared-types';
import { Service } from '../../../e2e/lib/service';
import { distDir, report } from './dist';
import { launch, type WeappRun } from './harness';

const database = `qj_weapp_${process.pid}`;
let service: Service;
let app: WeappRun;

beforeAll(async () => {
  await Service.seed({ database });
  service = await Service.start({ database });
}, 180_000);

afterEach(() => {
  app.kill();
});

afterAll(async () => {
  await service.kill('SIGTERM');
});

/** Somebody at a person's pace, with a phone of their own. */
async function signIn(name: string): Promise<void> {
  app = await launch({ distDir, baseUrl: service.url, paceMs: 800 });
  await app.waitFor(name);
  await app.tap(name);
  await app.waitFor(() => app.route === 'tabs/today/index');
}

/** The figures of the run, against WeChat's limits and our own. */
function expectLight(title: string): void {
  const { stats } = app;
  report(title, stats);
  expect(app.errors).toEqual([]);
  expect(stats.largestSetDataBytes).toBeLessThan(64 * 1024);
  expect(stats.mostCallsPerSecond).toBeLessThanOrEqual(10);
  expect(stats.mostNodes).toBeLessThan(600);
  expect(stats.deepest).toBeLessThan(30);
}

/** A piece that this person has not begun, by the service's own word. */
async function unread(): Promise<Piece> {
  const { accessToken } = await service.signIn('auxiliary');
  const list = await service.call(studyContract.listPieces, { query: { limit: 50 } }, accessToken);
  const fresh = list.items.find(({ progress, questionCount }) => !progress && questionCount > 0);
  if (!fresh) throw new Error('the demo leaves nothing to read');
  return service.call(studyContract.findPiece, { params: { slug: fresh.slug } }, accessToken);
}

async function readToTheEnd(): Promise<void> {
  while (app.has('下一节')) await app.tap('下一节');
  await app.tap('做小题');
}

async function answer(piece: Piece): Promise<void> {
  for (const question of piece.questions) {
    await app.waitFor(question.stem);
    for (const option of question.options) {
      if (question.answer.includes(option.id)) await app.tap(option.text);
    }
    await app.tap('看对错');
    await app.tap(app.has('下一题') ? '下一题' : '学懂了');
  }
}

it('learns a piece without network, is killed, and tells the service when it is back', async () => {
  const piece = await unread();
  await signIn('协管员');
  await app.tap({ label: '学练' });
  await app.waitFor('人手一册');
  await app.waitFor(() => app.has(piece.title) || app.has('再看'));
  if (!app.has(piece.title)) await app.tap('再看');
  await app.waitFor(() => app.network.log.includes(`GET /api/v1/study/pieces/${piece.slug} 200`));

  await app.goOffline();
  await app.tap(piece.title);
  await app.waitFor('第 1 节');
  await readToTheEnd();
  await answer(piece);
  await app.waitFor('这一篇学懂了');
  await app.waitFor('待发送');

  await app.relaunch();
  await app.waitFor('待发送');
  await app.goOnline();
  await app.waitFor(() => !app.text().includes('待发送'));
  const { accessToken } = await service.signIn('auxiliary');
  const params = { slug: piece.slug };
  const { progress } = await service.call(studyContract.findPiece, { params }, accessToken);
  expect(progress).toMatchObject({ reachedEnd: true });
  expect(progress?.rightQuestionIds.length).toBe(piece.questions.length);
  expect(progress?.doneAt).not.toBeNull();
  expectLight('weapp screen traffic while learning');
});

it('logs an entry with a picture and a place without network, is killed, and sends the record before its picture', async () => {
  await signIn('执法队员');
  await app.tap({ label: '执勤' });
  await app.waitFor('直接上岗');
  await app.tap('自查在别处做过，直接上岗');
  await app.waitFor('路段和装备');
  await app.tap('上岗');
  await app.waitFor('记一条');

  await app.goOffline();
  await app.tap('记一条');
  await app.waitFor('误差 18 米');
  await app.tap('拍照');
  await app.waitFor('再拍');
  await app.tap('占道经营');
  await app.tap('存下，继续巡查');
  await app.waitFor('待发送');
  const photos = () => [...app.phone.files.keys()].filter((file) => file.includes('/photos/'));
  expect(photos()).toHaveLength(1);

  await app.relaunch();
  await app.waitFor('待发送');
  const before = app.network.log.length;
  await app.goOnline();
  await app.waitFor(() => app.network.log.includes('POST /api/v1/media 201'));
  await app.waitFor(() => !app.text().includes('待发送'));
  const writes = app.network.log.slice(before).filter((line) => line.startsWith('POST'));
  expect(writes.map((line) => line.replace(/[0-9a-f-]{36}/, ':id'))).toEqual([
    'POST /api/v1/duty-log/shifts/:id/entries 201',
    'POST /api/v1/media 201',
  ]);
  expect(photos()).toEqual([]);
  expectLight('weapp screen traffic of an entry');
});
