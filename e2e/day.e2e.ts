import type { Browser } from 'playwright-core';
import { Hand, launch } from './lib/browser';
import { groupsOf, reloadAmid, signAndSeal, type StoredCheck, type StoredDraw } from './lib/checks';
import { Demo } from './lib/demo';
import { allInOrder, arrivedOnce, enforceAndCheck } from './lib/duty';
import { plannedToday, planNextWeek } from './lib/rota';
import { type Service } from './lib/service';

const database = `qj_day_${process.pid}`;
let demo: Demo;
let service: Service;
let browser: Browser;
let officer: Hand;
let inspector: Hand;
/** The draw that named the inspector. */
let drawn: StoredDraw | null;
const began = new Date();

interface Piece {
  _id: string;
  questions: { stem: string; answer: string[]; options: { id: string; text: string }[] }[];
}

async function idOf(staffNumber: string): Promise<string> {
  const person = await demo.db.collection<{ _id: string }>('org_persons').findOne({ staffNumber });
  return person?._id ?? '';
}

/** Chooses the right options by their text. */
async function answer(hand: Hand, right: string[], options: { id: string; text: string }[]) {
  for (const { id, text } of options) {
    if (!right.includes(id)) continue;
    // One option may begin or end with the words of another: 不予行政处罚, 可以不予行政处罚.
    const option = hand.page
      .locator('[role=radio],[role=checkbox]')
      .filter({ visible: true, has: hand.page.getByText(text, { exact: true }) });
    await hand.press(option.first());
  }
}

/**
 * The taps of a whole shift, counted in the browser and in the weapp bundle by one rule: every touch of
 * both people that the steps of the shift ask for, from 今日 before the readiness check to the confirmed
 * hand-over, each step begun where the one before it left the person, the way back to 今日 included.
 * Left out are the entry, from 记一条 to 存下, and the whole of an act of enforcement: its own entry and the
 * check of its conduct after it, which not every shift has and which is printed by itself. What makes a test
 * wait, reload or relaunch is no touch.
 */
let shiftTaps = 0;

jest.setTimeout(300_000);

beforeAll(async () => {
  demo = await Demo.begin(database);
  service = await demo.serve();
  browser = await launch();
});

afterAll(async () => {
  await browser?.close();
  await service?.kill('SIGTERM');
  await demo.end();
});

/** Counts the taps of one act into the shift's. */
async function ofTheShift(hand: Hand, act: () => Promise<void>): Promise<void> {
  const before = hand.taps;
  await act();
  shiftTaps += hand.taps - before;
}

/** The shift that the officer opened during this test. */
async function mine() {
  return { actorId: await idOf('D0001'), receivedAt: { $gte: began } };
}

async function untilStored(collection: string, filter: object, count: number): Promise<void> {
  const until = Date.now() + 30_000;
  const rows = demo.db.collection(collection);
  while ((await rows.countDocuments(filter)) < count) {
    if (Date.now() > until)
      throw new Error(`${collection} never held ${count} of ${JSON.stringify(filter)}`);
    await new Promise((done) => setTimeout(done, 200));
  }
}

/** A check of this test that the service has sealed. */
async function sealedOf(filter: object): Promise<StoredCheck | null> {
  const sealed = { ...filter, sealed: true, startedAt: { $gte: began } };
  await untilStored('spot_checks', sealed, 1);
  return demo.db.collection<StoredCheck>('spot_checks').findOne(sealed);
}

describe('a whole day', () => {
  it('lets an officer in by a demo account', async () => {
    officer = await Hand.open(browser, service.url, { keeps: true });
    await officer.sees('演示账号');
    await officer.signIn('执法员');
    await officer.sees('今日');
  });

  it('lets the officer read a piece to its end and answer its check questions', async () => {
    await officer.tab('学练');
    await officer.tap(/^(开始读|接着读)/);
    await officer.shows('/features/study/pages/reader/');
    const slug = new URLSearchParams(officer.page.url().split('?')[1]).get('slug') ?? '';
    await officer.sees(/第 \d+ 节，共 \d+ 节|第 \d+ 题，共/);
    // What comes next may have been read to its end on another day: then its open questions are there at once.
    if ((await officer.text(/第 \d+ 题，共/).count()) === 0) {
      while ((await officer.control('做小题').count()) === 0) {
        const place = (await officer.text(/第 \d+ 节，共/).textContent()) ?? '';
        await officer.tap('下一节');
        await officer.gone(place);
      }
      await officer.tap('做小题');
    }
    const piece = await demo.db.collection<Piece>('study_pieces').findOne({ _id: slug });
    // Those that were right on another day are not asked again.
    for (let last = false; !last;) {
      await officer.sees(/第 \d+ 题，共/);
      const page = await officer.page.innerText('body');
      const question = piece?.questions.find(({ stem }) => page.includes(stem));
      if (!question) throw new Error(`no question of ${slug} is shown`);
      await answer(officer, question.answer, question.options);
      await officer.tap('看对错');
      await officer.sees(/下一题|学懂了/);
      last = (await officer.control('学懂了').count()) > 0;
      await officer.tap(/下一题|学懂了/);
    }
    await officer.sees('这一篇学懂了');
    await untilStored(
      'study_states',
      { slug, doneAt: { $gte: began }, personId: await idOf('D0001') },
      1,
    );
  });

  it('lets the officer do the daily ten in airplane mode, over a reload, findings first, with the reason', async () => {
    await officer.tab('学练');
    await officer.sees('每日十题');
    await officer.shellKept();
    await officer.offline(true);
    await officer.tap('每日十题');
    await officer.shows('/features/quiz/pages/daily/');
    await officer.sees(/督察查到/);
    for (let at = 1; at <= 10; at += 1) {
      await officer.sees(`第 ${at} 题，共 10 题`);
      const choice = officer.page.locator('[role=radio],[role=checkbox]').filter({ visible: true });
      await officer.press(choice.first());
      await officer.tap('看对错');
      await officer.tap(/下一题|看看接下来/);
      if (at === 5) await officer.page.reload();
    }
    await officer.sees('今天的题做完了');
  });

  // From here to the hand-over the phone has no network, and its app is killed again and again.
  it('does the periodic self-check in airplane mode', async () => {
    await officer.tab('执勤');
    await officer.sees('未上岗');
    await officer.tap('月度自查');
    await allInOrder(officer);
    await officer.tap('交自查');
    await officer.shows('/tabs/duty/');
    await officer.sees(/待发送/);
  });

  it('checks readiness group by group and goes on duty in airplane mode, over a reload', async () => {
    await officer.tab('今日');
    await officer.sees('未上岗');
    await ofTheShift(officer, async () => {
      await officer.tap('岗前自查');
      await allInOrder(officer);
      await officer.tap('交自查');
      await officer.sees('按排班');
      await officer.tap('上岗');
    });
    await officer.sees('在岗');
    await officer.page.reload();
    await officer.sees('在岗');
    await officer.sees(/待发送/);
  });

  it('keeps an entry with a photo in airplane mode, over a reload', async () => {
    await ofTheShift(officer, () => officer.tab('今日'));
    await officer.sees('记一条');
    const taps = officer.taps;
    await officer.tap('记一条');
    await officer.sees(/误差 12 米/);
    await officer.photo(officer.control('拍照'));
    await officer.tap('占道经营', 'radio');
    await officer.tap('存下，继续巡查');
    expect(officer.taps - taps).toBeLessThanOrEqual(5);
    process.stdout.write(`taps from 今日 to a saved entry with a photo: ${officer.taps - taps}\n`);
    await officer.sees(/待发送/);
    await officer.page.reload();
    await officer.sees(/待发送/);
  });

  it('keeps an act of enforcement in airplane mode, and checks its conduct right after it', async () => {
    const taps = await enforceAndCheck(officer);
    await officer.shows('/tabs/today/');
    process.stdout.write(`taps of the check after an act of enforcement, from 去自查: ${taps}\n`);
  });

  it('hands over in airplane mode, over a reload, and sends all of it once and in order', async () => {
    await ofTheShift(officer, async () => {
      await officer.tap('交班');
      await officer.tap('更多', 'radio');
      await officer.tap('马骏', 'radio');
      await officer.tap('交班');
    });
    await officer.shows('/tabs/duty/');
    await officer.page.reload();
    await officer.sees(/待发送/);
    const writes = ['quiz_answers', 'self_checks', 'duty_shifts', 'duty_entries'];
    for (const name of writes) {
      const rows = demo.db.collection(name);
      expect([name, await rows.countDocuments(await mine())]).toEqual([name, 0]);
    }
    const sent: string[] = [];
    officer.page.on('requestfinished', (request) => {
      if (request.method() === 'POST') sent.push(new URL(request.url()).pathname);
    });
    await officer.offline(false);
    const planned = await plannedToday(demo.db, await idOf('D0001'));
    const asked = { ...(await mine()), ...planned, 'handover.receiverId': await idOf('D0004') };
    await untilStored('duty_shifts', { ...asked, state: 'handover_requested' }, 1);
    await officer.gone(/待发送|发送中/);
    const [photo] = await arrivedOnce(service, began, sent);
    expect(photo).toBeDefined();
    await untilStored('media', { _id: photo?.mediaId, storedSha256: /^[0-9a-f]{64}$/ }, 1);
  });

  it('lets the receiver confirm', async () => {
    const asked = { ...(await mine()), 'handover.receiverId': await idOf('D0004') };
    const leader = await Hand.open(browser, service.url);
    await leader.signIn('中队长');
    await ofTheShift(leader, async () => {
      await leader.tap(/接陈立的班/);
      await leader.shows('/features/duty-log/pages/takeover/');
      await leader.tap('接陈立的班');
      // The page goes back by itself.
      await leader.shows('/tabs/today/');
    });
    await untilStored(
      'duty_shifts',
      { ...asked, state: 'handed_over', 'handover.confirmedBy': await idOf('D0004') },
      1,
    );
    const moved = await planNextWeek(leader, '陈立');
    const personId = await idOf('D0001');
    await untilStored('duty_plans', { ...moved, personId, takenBack: false }, 1);
    await leader.close();
    process.stdout.write(
      `taps of a whole shift from 今日, both people, the entry and an act of enforcement aside: ${shiftTaps}\n`,
    );
    expect(shiftTaps).toBeLessThanOrEqual(15);
  });

  it('draws until chance names the inspector, each draw before that cancelled with its reason', async () => {
    inspector = await Hand.open(browser, service.url, { keeps: true });
    await inspector.signIn('督察员');
    const draws = demo.db.collection<StoredDraw>('spot_check_draws');
    const own = { actorId: await idOf('D0003'), receivedAt: { $gte: began } };
    // Two of four are drawn: that thirty draws pass somebody over is no chance.
    for (let nth = 1; nth <= 30; nth += 1) {
      await inspector.tab('督察');
      await inspector.tap('抽签');
      await inspector.shows('/features/spot-check/pages/draw/');
      await inspector.tap('抽签');
      await inspector.control('作废').waitFor();
      if (nth === 1) {
        await inspector.tap('自己验一遍');
        await inspector.sees('算出来和记录一致');
      }
      expect(await draws.countDocuments(own)).toBe(nth);
      if ((await inspector.control('去查').count()) > 0) break;
      await inspector.tap('作废');
      await inspector.fill('理由', '没抽到我，我先去查');
      await inspector.tap('作废');
      await inspector.sees('已作废');
    }
    drawn = await draws.findOne({ ...own, cancelled: null });
    expect(drawn).toMatchObject({ kind: 'daily', covert: false, checkId: null });
    expect(drawn?.outcome.inspectorIds).toContain(own.actorId);
  });

  it('goes to the squadron that was drawn, scores in airplane mode with evidence, has it signed and seals it', async () => {
    await inspector.tap('去查');
    await inspector.shows('/features/spot-check/pages/start/');
    const people = inspector.page.getByRole('checkbox').filter({ visible: true });
    await people.first().waitFor();
    await inspector.press(people.first());
    await inspector.tap('开始打分');
    await inspector.sees('拍证据');
    await inspector.shellKept();
    await inspector.offline(true);
    const groups = await groupsOf(inspector);
    const count = await groups.count();
    for (let group = 0; group < count; group += 1) {
      await inspector.press(groups.nth(group));
      const right = inspector.page
        .getByRole('radio', { name: '合格', exact: true })
        .filter({ visible: true });
      for (let item = 0; item < (await right.count()); item += 1)
        await inspector.press(right.nth(item));
    }
    await inspector.press(groups.first());
    await inspector.tap(/^扣 \d+ 分/, 'radio');
    await inspector.photo(inspector.control('拍证据'));
    await reloadAmid(inspector);
    await signAndSeal(inspector, count);
    const check = await sealedOf({ drawId: drawn?._id });
    const checks = demo.db.collection('spot_checks');
    expect(await checks.countDocuments({ startedAt: { $gte: began } })).toBe(1);
    expect(check).toMatchObject({
      kind: drawn?.kind,
      covert: drawn?.covert,
      squadronPath: drawn?.outcome.squadronPath,
      inspectorIds: drawn?.outcome.inspectorIds,
    });
    expect(check?.signoffs[0]?.signatureId).toBeTruthy();
    await untilStored('spot_check_draws', { _id: drawn?._id, checkId: check?._id }, 1);
    await untilStored('media', { _id: check?.signoffs[0]?.signatureId, purpose: 'signature' }, 1);
    const [fault] = check?.results.filter((one) => one.verdict === 'fault') ?? [];
    await untilStored('media', { _id: fault?.evidence[0], purpose: 'evidence' }, 1);
    await untilStored('spot_check_findings', { checkId: check?._id }, 1);
  });

  it('makes a special check of whom the reason names, which is kept', async () => {
    await inspector.tab('督察');
    await inspector.tap('开始督察');
    await inspector.shows('/features/spot-check/pages/start/');
    await inspector.choose('中队', '湖塘中队');
    await inspector.sees('写明为什么查');
    await inspector.fill('为什么查', '12345 反映较多');
    const fellow = inspector.page.getByLabel('同去的督察员').filter({ visible: true });
    await fellow.selectOption({ index: 1 });
    await inspector.tap('专项督察：记录仪使用', 'radio');
    await inspector.tap('陈立', 'checkbox');
    await inspector.tap('开始打分');
    await inspector.sees('拍证据');
    const count = await (await groupsOf(inspector)).count();
    await inspector.tap(/^扣 \d+ 分/, 'radio');
    await signAndSeal(inspector, count);
    const check = await sealedOf({ 'persons.personId': await idOf('D0001'), drawId: null });
    expect(check).toMatchObject({ kind: 'special', reason: '12345 反映较多' });
    await untilStored('spot_check_findings', { checkId: check?._id }, 1);
  });

  it('shows those checked the result, and puts the finding into their next practice', async () => {
    await officer.tab('督察');
    await officer.tap(/专项督察：记录仪使用/);
    await officer.tap(/已阅|看过了/);
    await untilStored(
      'spot_checks',
      { sealed: true, startedAt: { $gte: began }, 'acknowledgements.0': { $exists: true } },
      1,
    );
    await untilStored(
      'standard_topic_needs',
      { personId: await idOf('D0001'), createdAt: { $gte: began } },
      1,
    );
  });

  it('shows the squadron leader whom to talk to and why, and goes from a figure to its record in two taps', async () => {
    const leader = await Hand.open(browser, service.url);
    await leader.signIn('中队长');
    await leader.sees('要你看的');
    await leader.tap('值得聊一聊');
    await leader.sees('督察合格项率');
    await leader.sees(/先问情况/);
    const before = leader.taps;
    await leader.tap(/ 日志 \d+\/\d+/);
    await leader.shows('/features/review/pages/records/');
    await leader.tap(/早班|中班|夜班/);
    await leader.shows('/features/duty-log/pages/shift/');
    expect(leader.taps - before).toBe(2);
    await leader.sees(/条记录|在岗|已交|已看/);
    const reads = demo.db.collection('access_log');
    expect(await reads.countDocuments({ readerId: await idOf('D0004') })).toBeGreaterThan(0);
    expect(leader.faults).toEqual([]);
    await leader.close();
  });

  it('met no error on any page', () => {
    expect([...officer.faults, ...inspector.faults]).toEqual([]);
  });
});
