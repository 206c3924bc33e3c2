import { createHmac } from 'node:crypto';
import type { Checklist, CheckResult, Draw, Finding } from '@qiangji/shared-types';
import { drawCheck } from '@qiangji/shared-types';
import { phoneHmac, verifyOnPhone } from './hmac';
import { openRows, rolesOf } from './home.view';
import { startLacks } from './start.view';
import {
  byTopic,
  drawRecord,
  faultLines,
  findingMeta,
  groupBars,
  groupChips,
  kindWords,
  lateLines,
  missingWords,
  nextGroup,
  personsWords,
  resultFor,
  runningScore,
  signoffLines,
  splitVeto,
  tapped,
  timeWords,
  todoWords,
} from './spot-check.view';
import { checklistOf, localOf } from '../../../test/spot-check-fixture';

const list = checklistOf();
const item = (code: string) =>
  list.groups.flatMap((one) => one.items).find((one) => one.code === code)!;
const taps = (...pairs: [string, 'pass' | 'fail' | 'na'][]): CheckResult[] =>
  pairs.map(([code, tap]) => tapped(item(code), 'p1', tap, undefined));

describe('words of a check', () => {
  it('say kind and method, people and time as the teams do', () => {
    expect(kindWords('daily', false)).toBe('日常明察');
    expect(kindWords('special', true)).toBe('专项暗访');
    expect(personsWords([])).toBe('到现场再定人');
    expect(personsWords([{ name: '陈立' }, { name: '周敏' }])).toBe('陈立、周敏');
    expect(personsWords([{ name: '陈立' }, { name: '周敏' }, { name: '沈洁' }])).toBe(
      '陈立 等 3 人',
    );
    expect(timeWords('2026-11-23T16:05:00.000Z')).toBe('11月24日 周二 00:05');
  });
});

describe('scoring', () => {
  it('counts decided items by group for the person on the screen; team items count for all', () => {
    const results = taps(['A1', 'pass'], ['D1', 'na']);
    expect(groupChips(list, results, 'p1').map((chip) => chip.text)).toEqual([
      '着装 1/2',
      '装备 1/2',
    ]);
    expect(groupChips(list, results, 'p2').map((chip) => chip.text)).toEqual([
      '着装 0/2',
      '装备 1/2',
    ]);
    expect(nextGroup(list, 'A')?.code).toBe('D');
    expect(nextGroup(list, 'D')).toBeUndefined();
  });

  it('keeps evidence and words through a slip of the thumb, but not “put right”', () => {
    const before = {
      ...taps(['A1', 'fail'])[0]!,
      evidence: ['m1'],
      note: '没戴',
      fixedOnSite: true,
    };
    const slip = tapped(item('A1'), 'p1', 'pass', before);
    expect(slip).toMatchObject({
      verdict: 'ok',
      evidence: ['m1'],
      note: '没戴',
      fixedOnSite: false,
    });
    expect(tapped(item('D1'), 'p1', 'fail', undefined).personId).toBeNull();
    expect(resultFor([slip], item('A1'), 'p1')).toBe(slip);
  });

  it('keeps veto items apart', () => {
    const { usual, veto } = splitVeto(list.groups[1]!);
    expect([usual.length, veto.map((one) => one.code)]).toEqual([1, ['D4']]);
  });

  it('shows the score that the seal will have, none while too little applies', () => {
    expect(runningScore(list, [], 'p1')).toEqual({ figure: '无', unit: '', note: '还没查' });
    expect(runningScore(list, taps(['A1', 'fail']), 'p1').note).toBe('再查 1 项才计分');
    expect(runningScore(list, taps(['A1', 'fail'], ['A2', 'pass']), 'p1')).toEqual({
      figure: '98',
      unit: '分',
      note: '1 项，共扣 2',
    });
    expect(runningScore(list, taps(['D4', 'fail']), 'p1').figure).toBe('不合格');
    // A fault of the team costs the person nothing.
    const team = taps(['A1', 'pass'], ['A2', 'pass'], ['D1', 'fail']);
    expect(runningScore(list, team, 'p1')).toMatchObject({ figure: '100', note: '没有扣分' });
  });

  it('lists what one signs for: own faults first, then the team’s, said to cost nothing', () => {
    const lines = faultLines(list, taps(['D1', 'fail'], ['D4', 'fail'], ['A1', 'fail']), 'p1');
    expect(lines.map((one) => [one.meta[0], one.deduction])).toEqual([
      ['D4', 'veto'],
      ['A1', 2],
      ['D1', 2],
    ]);
    expect(lines[2]?.meta).toContain('队伍项，不扣个人分');
    expect(faultLines(list, taps(['A1', 'fail']), 'p2')).toEqual([]);
  });

  it('draws a bar for each group that cost something', () => {
    const score = {
      score: 98,
      vetoed: false,
      grade: null,
      applicable: 2,
      faults: 1,
      deductions: [{ groupCode: 'A', points: 2 }],
    };
    expect(groupBars(list, score)).toEqual([{ code: 'A', name: '着装', points: 2, left: 0.5 }]);
  });
});

describe('findings', () => {
  const finding = (id: string, topic: string): Finding => ({ id, topic }) as Finding;

  it('say what to do', () => {
    expect(todoWords({ subject: 'person', fixedOnSite: true })).toBe('已当场改正，不用再交');
    expect(todoWords({ subject: 'team', fixedOnSite: false })).toBe('中队来改，不扣个人分');
    expect(todoWords({ subject: 'person', fixedOnSite: false })).toBe('记下了，先改好');
  });

  it('say when, what about and, to whoever answers for several, whose', () => {
    const one: Finding = {
      ...finding('1', 'uniform'),
      ...{ topicName: '着装和标志', itemCode: 'A1', subject: 'person', note: null },
      persons: [{ personId: 'p1', name: '陈立' }],
      // Past midnight in Shanghai.
      ...{ fixedOnSite: false, foundAt: '2026-11-23T16:20:00.000Z' },
    };
    expect(findingMeta(one)).toEqual(['11月24日', '着装和标志', 'A1', '记下了，先改好']);
    expect(findingMeta(one, true)).toContain('陈立');
    const team = findingMeta({ ...one, subject: 'team', note: '没开', withdrawn: true }, true);
    expect(team.slice(3)).toEqual(['队伍项', '没开', '意见成立，收回了，不用改']);
  });

  it('lead to one lesson for each topic', () => {
    const three = [finding('1', 'uniform'), finding('2', 'uniform'), finding('3', 'recorder')];
    expect(byTopic(three).map((one) => one.id)).toEqual(['1', '3']);
  });
});

describe('what came after the seal', () => {
  const [first, second] = list.groups.flatMap((one) => one.items);
  const about = { evidence: [], note: null, fixedOnSite: false };
  const late = {
    by: { personId: 'i2', name: '何静' },
    at: '2026-11-24T01:20:00.000Z',
    results: [
      { ...about, itemCode: first!.code, personId: 'p1', verdict: 'ok' as const },
      { ...about, itemCode: second!.code, personId: 'p1', verdict: 'fault' as const, note: '没戴' },
      { ...about, itemCode: 'OLD', personId: null, verdict: 'na' as const },
    ],
    signoffs: [{ personId: 'p1', answer: '胸号掉了', signatureId: null, refusalReason: '走得急' }],
    persons: [{ personId: 'p1', name: '陈立' }],
  };

  it('is told in the words of the checklist, faults first', () => {
    expect(lateLines(list, late).map(({ name, meta, verdict }) => [name, meta, verdict])).toEqual([
      [second!.name, [second!.code, '陈立', '没戴'], 'fault'],
      [first!.name, [first!.code, '陈立'], 'ok'],
      ['OLD', ['OLD', '队伍项'], 'na'],
    ]);
  });

  it('says who signed on it, or would not', () => {
    const [refused] = signoffLines(late);
    expect(refused).toMatchObject({ name: '陈立', words: '没签字：走得急', answer: '胸号掉了' });
    const signed = { ...late.signoffs[0]!, signatureId: 's1', refusalReason: null };
    expect(signoffLines({ ...late, signoffs: [signed] })[0]).toMatchObject({
      words: '签了字',
      signatureId: 's1',
    });
  });
});

describe('a draw on the phone', () => {
  const seed = '5a'.repeat(32);
  const candidates = {
    squadrons: ['/wj/b/s1', '/wj/b/s2'],
    inspectors: ['i1', 'i2', 'i3'].map((personId) => ({ personId, unitPath: '/wj/office' })),
  };
  const outcome = drawCheck(phoneHmac, seed, candidates)!;
  const draw = {
    seed,
    candidates: {
      squadrons: candidates.squadrons.map((path) => ({ path, name: path })),
      inspectors: candidates.inspectors.map((one) => ({ ...one, name: one.personId })),
    },
    outcome: {
      squadron: { path: outcome.squadronPath, name: '' },
      inspectors: outcome.inspectorIds.map((personId) => ({ personId, name: '' })),
    },
  } as Draw;

  it('is made with the same HMAC as on the service', () => {
    const message = Uint8Array.from([1, 2, 3]);
    const key = Uint8Array.from([9, 8]);
    const node = createHmac('sha256', key).update(message).digest('hex');
    expect(Buffer.from(phoneHmac(key, message)).toString('hex')).toBe(node);
  });

  it('is verified, and one that was changed is not', () => {
    expect(drawRecord(draw)).toEqual({ seed, candidates, outcome });
    expect(verifyOnPhone(draw)).toBe(true);
    expect(verifyOnPhone({ ...draw, seed: '5b'.repeat(32) })).toBe(
      JSON.stringify(drawCheck(phoneHmac, '5b'.repeat(32), candidates)) === JSON.stringify(outcome),
    );
    const [first, second] = draw.outcome.inspectors;
    const swapped = { ...draw.outcome, inspectors: [second!, first!] };
    expect(verifyOnPhone({ ...draw, outcome: swapped })).toBe(false);
  });
});

describe('the tab', () => {
  it('knows what a person may do', () => {
    const me = (role: string) => ({ grants: [{ role, unitPath: '/wj' }] }) as never;
    expect(rolesOf(undefined)).toEqual({
      inspects: false,
      leads: false,
      draws: false,
      watches: false,
    });
    expect(rolesOf(me('inspector'))).toMatchObject({ inspects: true, leads: false, draws: true });
    expect(rolesOf(me('squadron_leader'))).toMatchObject({
      leads: true,
      draws: false,
      watches: false,
    });
    expect(rolesOf(me('campaign_office'))).toMatchObject({
      leads: true,
      draws: true,
      watches: true,
    });
  });

  it('shows a check of this phone once, also before the service knows of it', () => {
    const local = localOf({ id: 'c1' });
    const listed = { ...local, id: 'c2', state: 'assigned', startedAt: null } as never;
    const twin = { ...local, state: 'in_progress' } as never;
    expect(
      openRows([local], [twin, listed], '2026-11-24').map((row) => [row.id, row.begun]),
    ).toEqual([
      ['c1', true],
      ['c2', false],
    ]);
  });
});

describe('before a check begins', () => {
  it('the button says what lacks', () => {
    const settled = { squadronPath: '/wj/b/s1', reason: true };
    const whole = { ...settled, inspectors: 2, persons: 1, checklist: true };
    expect(startLacks(whole)).toBeUndefined();
    expect(startLacks({ ...whole, squadronPath: '' })).toBe('先选中队');
    expect(startLacks({ ...whole, reason: false })).toBe('写明为什么查');
    expect(startLacks({ ...whole, inspectors: 1 })).toBe('还差一名督察员');
    expect(startLacks({ ...whole, persons: 0 })).toBe('先选被查的人');
    expect(startLacks({ ...whole, checklist: false })).toBe('检查表还没取到');
  });
});

it('says which pictures of a sealed check have not come', () => {
  expect(missingWords(['signature'])).toBe('签字照片还没到');
  expect(missingWords(['signature', 'evidence'])).toBe('签字、证据照片还没到');
  expect([missingWords([]), missingWords(undefined)]).toEqual([undefined, undefined]);
});

it('takes a checklist as the service sends one', () => {
  expect((list satisfies Checklist).minApplicable).toBe(2);
});
