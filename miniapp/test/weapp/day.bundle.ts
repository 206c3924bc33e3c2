/** @jest-environment ./miniapp/test/weapp/harness/environment.ts */
import {
  dutyLogContract,
  quizContract,
  spotCheckContract,
  studyContract,
} from '@qiangji/shared-types';
import { addDays, dayOf, type DemoAccount, type Piece } from '@qiangji/shared-types';
import { Demo } from '../../../e2e/lib/demo';
import type { Service } from '../../../e2e/lib/service';
import { Arrived, writesFromNow } from './arrived';
import { report } from './dist';
import { isOfPiece, Person } from './person';
import { GROUPS, nameOf, sealsArrived, signAndSeal } from './sealing';

const database = `qj_weapp_${process.pid}`;
const SQUADRON = '湖塘中队';
const LIST = '专项督察：记录仪使用';
let demo: Demo;
let service: Service;
let officer: Person;
let inspector: Person;
let leader: Person;
/** What the service has of the officer's phone since this day began. */
let arrived: Arrived;
/**
 * The taps of a whole shift, counted in the browser and in the weapp bundle by one rule: every touch of
 * both people that the steps of the shift ask for, from 今日 before the readiness check to the confirmed
 * hand-over, each step begun where the one before it left the person, the way back to 今日 included.
 * Left out is the entry, from 记一条 to 存下. Here nobody acts by enforcement: its own entry and the check of its
 * conduct, which the browser's day does, are left out there too. What makes a test wait, reload or relaunch is
 * no touch.
 */
let shiftTaps = 0;

beforeAll(async () => {
  demo = await Demo.begin(database);
  service = await demo.serve();
  const { me } = await service.signIn('officer');
  arrived = new Arrived(demo.db, me.personId, new Date());
}, 180_000);

afterAll(async () => {
  await service.kill('SIGTERM');
  await demo.end();
});

async function tokenOf(account: DemoAccount): Promise<string> {
  return (await service.signIn(account)).accessToken;
}

/** A piece that the officer has not begun, by the service's own word. */
async function unread(token: string): Promise<Piece> {
  const list = await service.call(studyContract.listPieces, { query: { limit: 50 } }, token);
  const fresh = list.items.find(({ progress, questionCount }) => !progress && questionCount > 0);
  if (!fresh) throw new Error('the demo leaves nothing to read');
  return service.call(studyContract.findPiece, { params: { slug: fresh.slug } }, token);
}

async function ofTheShift(person: Person, act: () => Promise<void>): Promise<void> {
  const before = person.app.taps;
  await act();
  shiftTaps += person.app.taps - before;
}

it('lets an officer in by a demo account', async () => {
  officer = await Person.signIn(service, '执法员');
  await officer.sees('今日');
});

it('reads a piece and answers its questions without network, is killed, and tells the service when it is back', async () => {
  const { app } = officer;
  const token = await tokenOf('officer');
  const piece = await unread(token);
  await officer.tab('学练');
  await officer.sees('人手一册');
  while (!app.has(piece.title) && app.has('再看')) await app.tap('再看');
  await app.waitFor(() => app.network.log.includes(`GET /api/v1/study/pieces/${piece.slug} 200`));

  await app.goOffline();
  await app.tap(piece.title);
  await officer.sees('第 1 节');
  while (app.has('下一节')) await app.tap('下一节');
  await app.tap('做小题');
  for (const question of piece.questions) {
    await officer.sees(question.stem);
    for (const option of question.options) {
      if (question.answer.includes(option.id)) await app.tap(option.text);
    }
    await app.tap('看对错');
    await app.tap(app.has('下一题') ? '下一题' : '学懂了');
  }
  await officer.sees('这一篇学懂了');
  await officer.sees('待发送');

  await app.relaunch();
  await officer.sees('待发送');
  await app.goOnline();
  await officer.delivered();
  const params = { slug: piece.slug };
  const { progress } = await service.call(studyContract.findPiece, { params }, token);
  expect(progress).toMatchObject({ reachedEnd: true });
  expect(progress?.rightQuestionIds.length).toBe(piece.questions.length);
  expect(progress?.doneAt).not.toBeNull();
});

it('shows the picture of a piece without network, from the phone', async () => {
  const { app } = officer;
  const params = { slug: 'two-officers' };
  const token = await tokenOf('officer');
  const { images } = await service.call(studyContract.findPiece, { params }, token);
  const isKept = ({ sha256 }: { sha256: string }) =>
    officer.pictures('of pieces').some((file) => file.endsWith(`/piece-${sha256}`));
  await app.waitFor(() => images.every(isKept));
  const picture = { role: 'img', name: /^左边两名执法员都有执法证/ };
  const source = () => {
    const images = [...app.tree().all()].filter(({ tag }) => tag === 'image');
    return images.map((one) => one.attribute('src') ?? '').find(isOfPiece);
  };
  await app.goOffline();
  // From its beginning, however far the demo's officer has come with it by today.
  await app.open('/features/study/pages/reader/index?slug=two-officers&section=0');
  await officer.sees('第 1 节');
  await app.waitFor(() => source() !== undefined);
  expect(app.has(picture)).toBe(true);
  expect(officer.pictures('of pieces')).toContain(source());
  await app.goOnline();
});

it('does the daily ten without network, findings first, with the reason, and is killed amid them', async () => {
  const { app } = officer;
  // Copies are kept in an order: what a shift needs, then today's questions, then tomorrow's.
  const tomorrow = addDays(dayOf(Date.now()), 1);
  const kept = `GET /api/v1/quiz/practices/${tomorrow} 200`;
  await app.waitFor(() => app.network.log.includes(kept));
  await officer.tab('学练');
  await app.goOffline();
  await app.tap('每日十题');
  await officer.sees(/督察查到/);
  for (let at = 1; at <= 10; at += 1) {
    await officer.sees(`第 ${at} 题，共 10 题`);
    await app.tap({ role: /^(radio|checkbox)$/, name: /./ });
    await app.tap('看对错');
    await app.tap({ role: 'button', name: /下一题|看看接下来/ });
    if (at !== 5) continue;
    await app.relaunch();
    await officer.sees('待发送');
    await officer.tab('学练');
    await app.tap('每日十题');
  }
  await officer.sees('今天的题做完了');
});

it('checks readiness group by group and goes on duty without network, is killed, and sends each of them once', async () => {
  const { app } = officer;
  await officer.tab('今日');
  await officer.sees('未上岗');
  const group = { role: 'button', name: /全部合格$/ };
  await ofTheShift(officer, async () => {
    await app.tap('岗前自查');
    await officer.sees('条已查');
    for (let left = app.count(group); left > 0; left -= 1) {
      await app.tap(group);
      expect(app.count(group)).toBe(left - 1);
    }
    await app.tap('交自查');
    await officer.sees('路段和装备');
    await app.tap('上岗');
  });
  await officer.sees('记一条');
  // Before the kill, which leaves the person on 今日 by itself.
  await ofTheShift(officer, () => officer.tab('今日'));

  await app.relaunch();
  await officer.sees('在岗');
  await officer.sees('待发送');
  const kinds = ['quiz_answers', 'self_checks', 'duty_shifts'];
  expect(await arrived.counts(kinds)).toEqual([0, 0, 0]);
  const writes = writesFromNow(app);
  await app.goOnline();
  await app.waitFor(() => writes().includes('POST /api/v1/duty-log/shifts 201'));
  await officer.delivered();
  expect(writes().sort()).toEqual([
    'POST /api/v1/duty-log/shifts 201',
    ...Array<string>(10).fill('POST /api/v1/quiz/answers 200'),
    'POST /api/v1/self-check/checks 201',
  ]);
  expect(await arrived.counts(kinds)).toEqual([10, 1, 1]);
  const token = await tokenOf('officer');
  const params = { day: dayOf(Date.now()) };
  const { questions } = await service.call(quizContract.findPractice, { params }, token);
  expect(questions.filter(({ given }) => given !== null)).toHaveLength(10);
  expect(await arrived.of('self_checks')).toMatchObject([{ kind: 'readiness', faultCount: 0 }]);
  const { shift } = await service.call(dutyLogContract.currentShift, {}, token);
  expect(await arrived.of('duty_shifts')).toMatchObject([{ _id: shift?.id, state: 'on_duty' }]);
});

it('logs an entry with a picture and a place without network, is killed, and sends the record before its picture', async () => {
  const { app } = officer;
  await app.goOffline();
  const taps = app.taps;
  await app.tap('记一条');
  await officer.sees('误差 18 米');
  await app.tap('拍照');
  await officer.sees('再拍');
  await app.tap('占道经营');
  await app.tap('存下，继续巡查');
  expect(app.taps - taps).toBeLessThanOrEqual(5);
  report('weapp taps from 今日 to a saved entry with a photo', { taps: app.taps - taps });
  await officer.sees('待发送');
  expect(officer.pictures('taken')).toHaveLength(1);

  await app.relaunch();
  await officer.sees('待发送');
  const writes = writesFromNow(app);
  await app.goOnline();
  await app.waitFor(() => writes().includes('POST /api/v1/media 201'));
  await officer.delivered();
  expect(writes()).toEqual([
    'POST /api/v1/duty-log/shifts/:id/entries 201',
    'POST /api/v1/media 201',
  ]);
  expect(officer.pictures('taken')).toEqual([]);
  const { shift } = await service.call(dutyLogContract.currentShift, {}, await tokenOf('officer'));
  expect(shift?.entries).toHaveLength(1);
  expect(shift?.entries[0]?.place?.accuracyM).toBe(18);
  expect(shift?.entries[0]?.photos).toHaveLength(1);
});

it('hands over without network, is killed, and sends it once to a receiver, who confirms', async () => {
  const { app } = officer;
  await app.goOffline();
  await ofTheShift(officer, async () => {
    await app.tap({ role: 'button', name: '交班' });
    await officer.sees('交给谁');
    await app.tap({ role: 'radio', name: /^更多/ });
    await app.tap({ role: 'radio', name: '马骏' });
    await app.tap({ role: 'button', name: '交班' });
  });
  await officer.shows('tabs/duty/index');

  await app.relaunch();
  await officer.sees('未上岗');
  await app.tap('1 条待发送');
  await officer.shows('features/outbox/pages/list/index');
  await officer.sees(/交班记于.*待发送/);
  const before = { state: 'on_duty', handover: null, events: [] };
  expect(await arrived.of('duty_shifts')).toMatchObject([before]);
  const writes = writesFromNow(app);
  await app.goOnline();
  await app.waitFor(() => writes().length > 0);
  await officer.tab('今日');
  await officer.delivered();
  await officer.sees('交班等人接');
  expect(writes()).toEqual(['POST /api/v1/duty-log/shifts/:id/handover 200']);
  const { me } = await service.signIn('leader');
  const asked = {
    state: 'handover_requested',
    handover: { receiverId: me.personId, confirmedBy: null },
    events: [{ type: 'handover_requested' }],
  };
  expect(await arrived.of('duty_shifts')).toMatchObject([asked]);

  leader = await Person.signIn(service, '中队长');
  await leader.sees('接陈立的班');
  await ofTheShift(leader, async () => {
    await leader.app.tap({ role: 'button', name: /接陈立的班/ });
    await leader.shows('features/duty-log/pages/takeover/index');
    await leader.sees('没有遗留的事');
    await leader.app.tap({ role: 'button', name: '接陈立的班' });
  });
  await leader.app.waitFor(() =>
    leader.app.network.log.some((line) => /\/handover\/confirm 20\d$/.test(line)),
  );
  const taken = { state: 'handed_over', handover: { confirmedBy: me.personId } };
  expect(await arrived.of('duty_shifts')).toMatchObject([taken]);
  report('weapp taps of a whole shift from 今日, both people, the entry aside', {
    taps: shiftTaps,
  });
  expect(shiftTaps).toBeLessThanOrEqual(15);
});

it('draws until chance names the inspector, each draw before that cancelled with its reason', async () => {
  inspector = await Person.signIn(service, '督察员');
  const { app } = inspector;
  const goes = { role: 'button', name: '去查' };
  // Two of four are drawn: that thirty draws pass somebody over is no chance.
  for (let nth = 1; nth <= 30; nth += 1) {
    await inspector.tab('督察');
    await inspector.sees('抽签');
    await app.tap({ role: 'button', name: /抽签/ });
    await inspector.shows('features/spot-check/pages/draw/index');
    await app.waitFor(() => app.has({ role: 'button', name: '抽签' }));
    await app.tap({ role: 'button', name: '抽签' });
    await inspector.sees('自己验一遍');
    if (nth === 1) {
      await app.tap({ role: 'button', name: '自己验一遍' });
      await inspector.sees('算出来和记录一致');
    }
    if (app.has(goes)) break;
    await app.tap({ role: 'button', name: '作废' });
    await inspector.sees('作废这次抽签？');
    await app.input('如：当天有创建迎检', '没抽到我，我先去查');
    await app.tap({ role: 'button', name: '作废' });
    await inspector.sees('已作废');
  }
  expect(app.has(goes)).toBe(true);
}, 300_000);

it('goes to the squadron that was drawn, scores with evidence without network, is killed, has it signed and seals it', async () => {
  const { app } = inspector;
  await app.tap({ role: 'button', name: '去查' });
  await inspector.shows('features/spot-check/pages/start/index');
  const person = { role: 'checkbox', name: /./ };
  await app.waitFor(() => app.has(person));
  const name = nameOf(inspector, person);
  await app.tap(person);
  await app.tap('开始打分');
  await inspector.sees('拍证据');
  await app.goOffline();
  const count = app.count(GROUPS);
  for (let nth = 0; nth < count; nth += 1) {
    await app.tap({ ...GROUPS, nth });
    const right = { role: 'radio', name: '合格' };
    for (let item = 0; item < app.count(right); item += 1) await app.tap({ ...right, nth: item });
  }
  await app.tap({ ...GROUPS, nth: 0 });
  await app.tap({ role: 'radio', name: /^扣 \d+ 分/ });
  await app.tap({ role: 'button', name: '拍证据' });
  await inspector.sees('离线，已存本机');
  expect(inspector.pictures('taken')).toHaveLength(1);
  await signAndSeal(inspector, count, name);

  await app.relaunch();
  await app.goOnline();
  await sealsArrived(inspector, 1);
  expect(inspector.pictures('taken')).toEqual([]);
  const token = await tokenOf('inspector');
  const query = { view: 'inspecting', status: 'sealed' };
  const [sealed] = (await service.call(spotCheckContract.listChecks, { query }, token)).items;
  expect(sealed).toMatchObject({ kind: 'daily', covert: false, missingPictures: [] });
  const params = { checkId: sealed?.id ?? '' };
  const { drawId, squadron } = await service.call(spotCheckContract.findCheck, { params }, token);
  const drawn = { params: { drawId: drawId ?? '' } };
  const draw = await service.call(spotCheckContract.findDraw, drawn, token);
  expect(draw).toMatchObject({ state: 'used', checkId: sealed?.id, outcome: { squadron } });
});

it('makes a special check of whom the reason names', async () => {
  const { app } = inspector;
  await inspector.tab('督察');
  await app.tap({ role: 'button', name: '开始督察' });
  await inspector.shows('features/spot-check/pages/start/index');
  await app.choose('中队', SQUADRON);
  await app.input('如：12345 反映较多', '12345 反映较多');
  await app.choose('同去的督察员', 0);
  await app.tap({ role: 'radio', name: LIST });
  await app.tap({ role: 'checkbox', name: '陈立' });
  await app.tap('开始打分');
  await inspector.sees('拍证据');
  const count = app.count(GROUPS);
  await app.tap({ role: 'radio', name: /^扣 \d+ 分/ });
  await signAndSeal(inspector, count, '陈立');
  await sealsArrived(inspector, 2);
});

it('shows those checked the result, and puts the finding into their next practice', async () => {
  const { app } = officer;
  const token = await tokenOf('officer');
  const query = { view: 'checked' };
  const [check] = (await service.call(spotCheckContract.listChecks, { query }, token)).items;
  expect(check).toMatchObject({ squadron: { name: SQUADRON } });
  await officer.tab('督察');
  await officer.sees(LIST);
  await app.tap(LIST);
  await app.tap({ role: 'button', name: /已阅|看过了/ });
  await app.waitFor(() => app.network.log.some((line) => /\/acknowledgements 20\d$/.test(line)));
});

it('shows the squadron leader whom to talk to and why, and leads from week to person to record', async () => {
  const { app } = leader;
  await app.relaunch();
  await leader.sees('要你看的');
  await app.tap('看这一周');
  await leader.shows('features/review/pages/week/index');
  await leader.sees('督察合格项率');
  await app.tap({ role: 'button', name: /^陈立/ });
  await leader.shows('features/review/pages/person/index');
  await leader.sees('这一周');
  await app.tap({ role: 'button', name: /^上岗 \d+ 班/ });
  await leader.shows('features/review/pages/records/index');
  await leader.sees(/早班|中班|夜班/);
  await app.tap({ role: 'button', name: /早班|中班|夜班/ });
  await leader.shows('features/duty-log/pages/shift/index');
  await leader.sees(/条记录|在岗|已交|已看/);
});

it('stayed within what WeChat draws smoothly, on every page', () => {
  for (const person of [officer, inspector, leader]) person.leave();
});
