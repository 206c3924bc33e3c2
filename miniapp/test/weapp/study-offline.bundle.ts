import { studyContract, type Piece } from '@qiangji/shared-types';
import { Service } from '../../../e2e/lib/service';
import { distDir, report } from './dist';
import { launch, type WeappRun } from './harness';

const database = `qj_weapp_${process.pid}`;
let service: Service | undefined;
let app: WeappRun | undefined;

beforeAll(async () => {
  await Service.seed({ database });
  service = await Service.start({ database });
}, 180_000);

afterAll(async () => {
  app?.kill();
  await service?.kill('SIGTERM');
});

/** A piece that this person has not begun, by the service's own word. */
async function unread(running: Service): Promise<Piece> {
  const { accessToken } = await running.signIn('auxiliary');
  const list = await running.call(studyContract.listPieces, { query: { limit: 50 } }, accessToken);
  const fresh = list.items.find(({ progress, questionCount }) => !progress && questionCount > 0);
  if (!fresh) throw new Error('the demo leaves nothing to read');
  return running.call(studyContract.findPiece, { params: { slug: fresh.slug } }, accessToken);
}

async function readToTheEnd(run: WeappRun): Promise<void> {
  while (run.has('下一节')) await run.tap('下一节');
  await run.tap('做小题');
}

async function answer(run: WeappRun, piece: Piece): Promise<void> {
  for (const question of piece.questions) {
    await run.waitFor(question.stem);
    for (const option of question.options) {
      if (question.answer.includes(option.id)) await run.tap(option.text);
    }
    await run.tap('看对错');
    await run.tap(run.has('下一题') ? '下一题' : '学懂了');
  }
}

it('learns a piece without network, is killed, and tells the service when it is back', async () => {
  if (!service) throw new Error('no service');
  const piece = await unread(service);
  app = await launch({ distDir, baseUrl: service.url, paceMs: 250 });
  await app.waitFor('协管员');
  await app.tap('协管员');
  await app.waitFor(() => app?.route === 'tabs/today/index');
  await app.tap({ label: '学练' });
  await app.waitFor(piece.title);
  await app.waitFor(
    () => app?.network.log.includes(`GET /api/v1/study/pieces/${piece.slug} 200`) ?? false,
  );

  app.goOffline();
  await app.tap(piece.title);
  await app.waitFor('第 1 节');
  await readToTheEnd(app);
  await answer(app, piece);
  await app.waitFor('这一篇学懂了');
  await app.waitFor('待发送');

  await app.relaunch();
  await app.waitFor('待发送');
  app.goOnline();
  await app.waitFor(() => !app?.text().includes('待发送'));
  const { accessToken } = await service.signIn('auxiliary');
  const learned = await service.call(
    studyContract.findPiece,
    { params: { slug: piece.slug } },
    accessToken,
  );
  expect(learned.progress).toMatchObject({ reachedEnd: true });
  expect(learned.progress?.rightQuestionIds.length).toBe(piece.questions.length);
  expect(learned.progress?.doneAt).not.toBeNull();
  expect(app.errors).toEqual([]);

  const { stats } = app;
  report('weapp screen traffic while learning', stats);
  expect(stats.largestSetDataBytes).toBeLessThan(64 * 1024);
  expect(stats.mostCallsPerSecond).toBeLessThanOrEqual(10);
  expect(stats.mostNodes).toBeLessThan(600);
  expect(stats.deepest).toBeLessThan(30);
});
