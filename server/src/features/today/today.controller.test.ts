import { contracts, dayOf, dayStart, todayContract, type TodayTask } from '@qiangji/shared-types';
import { Kit, phoneWrite } from '../../../test/kit';
import type { PersonKey } from '../../../test/org-fixture';
import { answerTo, practiceOf, send } from '../../../test/quiz-fixture';
import { beginCheck, sealedCheck } from '../../../test/spot-check-fixture';
import { addWorkingDays } from '../../platform/workdays';
import { now, shiftClock } from '../../platform/clock';
import { makeId } from '../../platform/ids';

let kit: Kit;

beforeAll(async () => {
  kit = await Kit.start();
  // A working day at ten: what is offered and due depends on it.
  const day = addWorkingDays(dayOf(Date.now()), 1);
  shiftClock(dayStart(day) + 10 * 3_600_000 - Date.now());
});

afterAll(async () => {
  shiftClock(0);
  await kit.stop();
});

/** What a phone sends whose clock is the service's. */
const write = () => ({ ...phoneWrite(), deviceAt: new Date(now()).toISOString() });

const kindsOf = (tasks: readonly TodayTask[]) => tasks.map((task) => task.kind);

async function tasksOf(as: PersonKey): Promise<TodayTask[]> {
  return (await kit.ok(todayContract.find, {}, as)).tasks;
}

async function checkReady(as: PersonKey, fault: boolean): Promise<void> {
  const { checklists } = await kit.ok(
    contracts.standard.listChecklists,
    { query: { kind: 'readiness' } },
    as,
  );
  const list = checklists[0]!;
  const groups = list.groups.map((group, index) => ({
    groupCode: group.code,
    faults: fault && index === 0 ? [{ itemCode: group.items[0]!.code }] : [],
  }));
  const checklist = { checklistCode: list.code, checklistVersion: list.version };
  await kit.ok(contracts.selfCheck.submit, { body: { ...write(), ...checklist, groups } }, as);
}

async function openShift(as: PersonKey): Promise<string> {
  const shiftId = makeId();
  const open = { shiftId, templateCode: 'early', catalogueVersion: 1, sections: ['花园街'] };
  await kit.ok(contracts.dutyLog.openShift, { body: { ...write(), ...open } }, as);
  return shiftId;
}

function entryOf(extra: Record<string, unknown> = {}) {
  return {
    ...write(),
    entryId: makeId(),
    catalogueVersion: 1,
    categoryCode: 'outdoor_trading',
    handlingCode: 'persuasion',
    partyTypeCode: 'shop',
    ...extra,
  };
}

describe('the today of an officer', () => {
  it('leads through the steps of a shift', async () => {
    await kit.ok(todayContract.find, {}, 'officer', (today) => {
      expect(today.duty).toMatchObject({ state: 'off', next: 'readiness', shift: null });
      expect(kindsOf(today.tasks)).toContain('daily_ten');
      expect(today.lead).toBeNull();
      expect(today.working).toBe(true);
    });
    await checkReady('officer', true);
    await kit.ok(todayContract.find, {}, 'officer', (today) => {
      expect(today.duty?.next).toBe('open_shift');
      expect(kindsOf(today.tasks)).toContain('correction');
      expect(today.done.map((one) => one.title)).toEqual(['岗前自查']);
    });
    const shiftId = await openShift('officer');
    await kit.ok(
      contracts.dutyLog.appendEntry,
      {
        params: { shiftId },
        body: entryOf({
          handlingCode: 'on_spot_penalty',
          officerIds: [kit.people.officer2._id],
          recorders: ['R-01', 'R-02'],
        }),
      },
      'officer',
    );
    await kit.ok(todayContract.find, {}, 'officer', (today) => {
      expect(today.duty).toMatchObject({ state: 'on_duty', next: 'entry' });
      expect(today.duty?.shift).toMatchObject({ id: shiftId, templateName: '早班', entries: 1 });
      const conduct = today.tasks.find((task) => task.kind === 'conduct');
      expect(conduct?.link).toMatchObject({ feature: 'self-check', page: 'conduct' });
      expect(conduct?.link.id).toMatch(/^[0-9a-f-]{36}\/[a-z_]+$/);
    });
    const handover = { ...write(), receiverId: kit.people.officer2._id };
    await kit.ok(
      contracts.dutyLog.requestHandover,
      { params: { shiftId }, body: handover },
      'officer',
    );
    const mine = await kit.ok(todayContract.find, {}, 'officer');
    expect(mine.duty).toMatchObject({ state: 'handing_over', served: true, ready: false });
    const [first] = await tasksOf('officer2');
    expect(first).toMatchObject({ kind: 'handover', title: '接陈立的班', state: 'due' });
  });

  it('counts the daily ten and moves it to what is done', async () => {
    const { questions } = await practiceOf(kit, 'officer3', dayOf(now()));
    await send(
      kit,
      'officer3',
      questions.slice(0, 6).map((one) => answerTo(one, true, now())),
    );
    const ten = (await tasksOf('officer3')).find((task) => task.kind === 'daily_ten');
    expect(ten).toMatchObject({ progress: { have: 6, of: 10 }, state: 'normal', dueOn: null });
    await send(
      kit,
      'officer3',
      questions.slice(6).map((one) => answerTo(one, true, now())),
    );
    const today = await kit.ok(todayContract.find, {}, 'officer3');
    expect(kindsOf(today.tasks)).not.toContain('daily_ten');
    expect(today.done.map((one) => one.title)).toContain('每日十题 10/10');
  });

  it('shows the result of a spot check and the piece it puts forward', async () => {
    const check = await sealedCheck(kit);
    const tasks = await tasksOf('officer');
    expect(tasks.find((task) => task.kind === 'spot_result')?.link.id).toBe(check.id);
    expect(kindsOf(tasks)).toContain('need_piece');
    const body = { ...write(), disagree: false, answer: null };
    await kit.ok(
      contracts.spotCheck.acknowledge,
      { params: { checkId: check.id }, body },
      'officer',
    );
    expect(kindsOf(await tasksOf('officer'))).not.toContain('spot_result');
  });

  it("puts an auxiliary's draft before the squadron's officers, and nobody else", async () => {
    const shiftId = await openShift('auxiliary');
    const body = entryOf({ handlingCode: 'on_spot_penalty', draftForOfficer: true });
    await kit.ok(contracts.dutyLog.appendEntry, { params: { shiftId }, body }, 'auxiliary');
    expect(kindsOf(await tasksOf('officer2'))).toContain('draft');
    expect(kindsOf(await tasksOf('siblingOfficer'))).not.toContain('draft');
    expect(kindsOf(await tasksOf('auxiliary'))).not.toContain('draft');
  });

  it('has nothing due at night', async () => {
    const before = now() - Date.now();
    shiftClock(before + 11 * 3_600_000);
    kit.tokens.clear();
    const today = await kit.ok(todayContract.find, {}, 'siblingOfficer');
    expect(today.working).toBe(false);
    expect(today.tasks.every((task) => task.state === 'normal')).toBe(true);
    shiftClock(before);
    kit.tokens.clear();
  });
});

describe('the today of others', () => {
  it('tells a leader who is on duty, what is unusual and whom to talk to', async () => {
    await kit.ok(todayContract.find, {}, 'leader', ({ lead }) => {
      expect(lead?.unit.name).toBe('湖塘中队');
      expect(lead?.onDuty).toBe(1);
      expect(lead?.people).toBeGreaterThan(5);
      expect(lead?.looks.map((look) => look.kind)).toContain('log');
      expect(lead?.looks[0]?.link.feature).toBe('duty-log');
    });
    const sibling = await kit.ok(todayContract.find, {}, 'siblingLeader');
    expect(sibling.lead).toMatchObject({ onDuty: 0, looks: [], talks: [] });
  });

  it('tells the office of feedback without an answer, and shows it no shift', async () => {
    const sent = { ...write(), text: '对讲机电池不够', anonymous: true, mediaIds: [] };
    await kit.ok(contracts.feedback.send, { body: sent }, 'officer');
    await kit.ok(todayContract.find, {}, 'office', (today) => {
      expect(today.duty).toBeNull();
      const one = today.tasks.find((task) => task.kind === 'feedback');
      expect(one?.title).toBe('投诉建议 1 条没答复');
    });
    expect(kindsOf(await tasksOf('outsiderOffice'))).not.toContain('feedback');
  });

  it('gives inspectors their open checks, and not to those who are checked', async () => {
    const check = await beginCheck(kit);
    const open = (await tasksOf('inspector')).find((task) => task.kind === 'open_check');
    expect(open?.link).toEqual({ feature: 'spot-check', page: 'score', id: check.id });
    expect((await tasksOf('officer')).some((task) => task.link.id === check.id)).toBe(false);
  });
});
