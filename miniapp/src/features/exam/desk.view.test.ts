import type {
  ExamCounts,
  ExamDraft,
  ExamSummary,
  MarkingTask,
  PersonResult,
  UnitResult,
} from '@qiangji/shared-types';
import {
  dayAndTime,
  drawWords,
  heldWords,
  instantOf,
  leftOutWords,
  outdatedWords,
  phaseWords,
  rowState,
  ofMinutes,
  thinned,
  unmadeWords,
  waitingWords,
  whenWords,
  wholeNumber,
  withoutWords,
  writingWords,
} from './desk.view';
import { criterionKey, markedParts } from './mark.form';
import { freeRuleId, lacksInPaper, NEW_PAPER, newRule, toggled, totalsOf } from './paper.form';
import {
  lacksInExam,
  newExam,
  ofKind,
  presetOf,
  presetsFor,
  REVIEWS,
  surpriseWords,
} from './plan.form';
import { meanWords, missingWords, NO_DATA, passedWords, scoreWords } from './results.view';
import { usedWords } from './ranking.view';

const unit: UnitResult = {
  unitPath: '/wh/a',
  unitName: '一中队',
  assigned: 4,
  handedIn: 0,
  absent: 0,
  deferred: 3,
  unreached: 1,
  open: 0,
  waiting: 0,
  passed: null,
  failed: null,
  meanBp: null,
};

it('tells no data from zero', () => {
  expect(meanWords(unit)).toBe(NO_DATA);
  expect(meanWords({ ...unit, meanBp: 0 })).toBe('0%');
  expect(passedWords(unit)).toBe(NO_DATA);
  expect(passedWords({ ...unit, passed: 0, failed: 3 })).toBe('0 / 3');
  expect(missingWords(unit)).toBe('顺延 3，未送达 1');
});

it('gives no score to somebody who did not sit', () => {
  const person: PersonResult = {
    personId: 'p',
    name: '陈立',
    unitName: '一中队',
    state: 'deferred',
    deferred: 'incident',
    submittedAt: null,
    score: null,
  };
  expect(scoreWords(person)).toBe('顺延，处置突发');
  const score = { centi: 0, maxCenti: 10_000, waiting: 2, passed: null };
  expect(scoreWords({ ...person, state: 'submitted', deferred: null, score })).toBe(
    '0 / 100 分，2 题等人阅',
  );
});

it('says why somebody does not sit this time', () => {
  const row = {
    personId: 'p',
    name: '陈立',
    unitName: '一中队',
    version: 1,
    state: 'deferred' as const,
    deferred: 'on_shift' as const,
    note: null,
    times: null,
    reachedAt: null,
    attempt: null,
  };
  expect(rowState(row)).toBe('顺延，在岗执勤');
  expect(rowState({ ...row, state: 'unreached', deferred: null })).toBe('没送达');
  const waits = { ...row, state: 'not_started' as const, deferred: null };
  expect(rowState(waits)).toBe('没开考，还没收到');
  expect(rowState({ ...waits, reachedAt: '2026-11-24T01:00:00.000Z' })).toBe('没开考');
});

it('keeps both ends of a curve that is too long', () => {
  const points = Array.from({ length: 61 }, (_, i) => i);
  const few = thinned(points, 10);
  expect(few).toHaveLength(10);
  expect([few[0], few[9]]).toEqual([0, 60]);
  expect(thinned([1, 2], 10)).toEqual([1, 2]);
});

it('reads a day and a time as Shanghai has them', () => {
  const instant = instantOf('2026-11-24', '08:30');
  expect(instant).toBe('2026-11-24T00:30:00.000Z');
  expect(dayAndTime(instant ?? '')).toEqual({ day: '2026-11-24', time: '08:30' });
  expect(instantOf('', '08:30')).toBeNull();
});

it('takes a whole number within its ends and nothing else', () => {
  expect(wholeNumber(' 30 ', 1, 480)).toBe(30);
  expect(wholeNumber('0', 1, 480)).toBeNull();
  expect(wholeNumber('3.5', 1, 480)).toBeNull();
  expect(wholeNumber('', 1, 480)).toBeNull();
});

it('adds a paper up, by rule and by hand', () => {
  const rules = [newRule('r1'), { ...newRule('r3'), count: 2, points: 10 }];
  expect(totalsOf({ ...NEW_PAPER, content: { method: 'blueprint', rules } })).toEqual({
    questions: 7,
    points: 40,
  });
  expect(freeRuleId(rules)).toBe('r4');
  const picks = toggled(toggled([], 'q1'), 'q2');
  expect(totalsOf({ ...NEW_PAPER, content: { method: 'fixed', questions: picks } })).toEqual({
    questions: 2,
    points: 8,
  });
  expect(toggled(picks, 'q1').map(({ code }) => code)).toEqual(['q2']);
});

it('says what a paper still lacks', () => {
  expect(lacksInPaper(NEW_PAPER)).toBe('卷子还没有名字');
  const named = { ...NEW_PAPER, title: '执法程序' };
  expect(lacksInPaper(named)).toBeUndefined();
  expect(lacksInPaper({ ...named, content: { method: 'fixed', questions: [] } })).toBe(
    '还没有挑题',
  );
});

it('gives a surprise exam a time to start within, and no other kind', () => {
  const draft: ExamDraft = newExam(Date.parse('2026-11-24T01:20:00.000Z'), '/wh');
  expect(draft.times.opensAt).toBe('2026-11-25T02:00:00.000Z');
  const surprise = ofKind(draft, 'surprise');
  expect(surprise.times.startWithinMin).toBe(30);
  expect(ofKind(surprise, 'contest').times.startWithinMin).toBeNull();
  // Its keys wait for a release, so that those whom it did not reach may sit it.
  expect(presetOf(surprise.review)).toBe('when_released');
  expect(presetOf(ofKind(surprise, 'scheduled').review)).toBe('after_close');
  const chosen = { ...draft, review: REVIEWS.after_submit };
  expect(presetOf(ofKind(chosen, 'surprise').review)).toBe('after_submit');
  const waiting = { ...draft, review: REVIEWS.when_released };
  expect(presetOf(ofKind(waiting, 'open_window').review)).toBe('when_released');
});

it('shows points of a contest from the hand-in on, since its ranking does', () => {
  const draft: ExamDraft = newExam(Date.parse('2026-11-24T01:20:00.000Z'), '/wh');
  const contest = ofKind({ ...draft, review: REVIEWS.when_released }, 'contest');
  expect(presetOf(contest.review)).toBe('after_submit');
  expect(presetsFor('contest')).toEqual(['after_submit']);
  expect(presetOf(ofKind(contest, 'scheduled').review)).toBe('after_close');
  const whole = { ...contest, title: '竞赛', paperId: 'p' };
  expect(lacksInExam(whole)).toBeUndefined();
  expect(lacksInExam({ ...whole, review: REVIEWS.after_close })).toContain('交卷就能看');
});

it('knows the usual ways to show results', () => {
  expect(presetOf(REVIEWS.when_released)).toBe('when_released');
  expect(presetOf({ ...REVIEWS.after_close, explanations: 'never' })).toBeUndefined();
});

it('says what an exam still lacks', () => {
  const draft = newExam(0, '/wh');
  expect(lacksInExam(draft)).toBe('考试还没有名字');
  const whole = { ...draft, title: '第 3 期', paperId: 'p' };
  expect(lacksInExam(whole)).toBeUndefined();
  const times = { ...whole.times, closesAt: whole.times.opensAt };
  expect(lacksInExam({ ...whole, times })).toBe('结束要晚于开始');
});

it('asks of a surprise exam no window, only within how many minutes it is begun', () => {
  const draft = { ...ofKind(newExam(0, '/wh'), 'surprise'), title: '第 3 期', paperId: 'p' };
  const times = { ...draft.times, closesAt: '1970-01-01T03:00:00.000Z' };
  expect(times.closesAt < times.opensAt).toBe(true);
  expect(lacksInExam({ ...draft, times })).toBeUndefined();
  const open = { ...times, startWithinMin: null };
  expect(lacksInExam({ ...draft, times: open })).toBe('还没写几分钟内要开考');
  expect(surpriseWords({ ...times, startWithinMin: 20 })).toContain('发出后 20 分钟内开考');
  expect(surpriseWords(open)).toBe('发出就开考，先写几分钟内要开考');
});

it('says of a surprise exam that is not sent out no time that nobody chose', () => {
  const { times } = newExam(0, '/wh');
  const exam = { kind: 'surprise', phase: 'draft', times } as ExamSummary;
  expect(whenWords(exam)).toBe('发出就开考');
  expect(whenWords({ ...exam, phase: 'open' })).toBe('1月2日 08:00–09:00');
  expect(whenWords({ ...exam, kind: 'scheduled' })).toBe('1月2日 08:00–09:00');
});

it('marks only when every criterion has its points, 0 among them', () => {
  const criteria = [
    { id: 'c1', text: '表明身份', points: 2 },
    { id: 'c2', text: '告知权利', points: 2 },
  ];
  const part = { partId: 'p1', stem: '怎么做？', text: '……', model: '……', criteria };
  const task: Pick<MarkingTask, 'parts'> = { parts: [part] };
  const first = { [criterionKey('p1', 'c1')]: 2 };
  expect(markedParts(task, first)).toBeUndefined();
  expect(markedParts(task, { ...first, [criterionKey('p1', 'c2')]: 0 })).toEqual([
    {
      partId: 'p1',
      criteria: [
        { id: 'c1', points: 2 },
        { id: 'c2', points: 0 },
      ],
    },
  ]);
});

it('says how long somebody took', () => {
  expect(usedWords(725_000)).toBe('用时 12 分 5 秒');
  expect(usedWords(9_400)).toBe('用时 9 秒');
});

it('says who was drawn, who came in later and what is out of force', () => {
  const draw = { candidates: 114, drawn: 40 };
  expect(drawWords(draw, 0)).toBe('114 人里抽 40 人');
  expect(drawWords(draw, 2)).toBe('114 人里抽 40 人，后来加 2 人');
  expect(leftOutWords({ leftOut: 0 })).toBe('');
  expect(leftOutWords({ leftOut: 2 })).toBe('2 题依据的法规开考前失效，不考了');
  expect(outdatedWords({ outdated: 0 })).toBe('');
  expect(outdatedWords({ outdated: 2 })).toBe('2 题依据的法规已失效');
});

it('says that nobody can start what has no question left', () => {
  expect(heldWords({})).toBe('');
  expect(heldWords({ held: true })).toBe('题依据的法规都失效了，谁也开不了考');
});

it('tells what waits for its keepers, and nothing of an exam that was stopped', () => {
  const waiting = { toMark: 3, appeals: 1 };
  expect(waitingWords({ state: 'published', waiting })).toBe('3 个答案等人阅，1 条申诉等答复');
  expect(waitingWords({ state: 'published', waiting: { toMark: 0, appeals: 2 } })).toBe(
    '2 条申诉等答复',
  );
  expect(waitingWords({ state: 'published', waiting: { toMark: 0, appeals: 0 } })).toBe('');
  expect(waitingWords({ state: 'published' })).toBe('');
  expect(waitingWords({ state: 'cancelled', waiting })).toBe('');
});

it('tells a draft that was thrown away from an exam that was stopped', () => {
  expect(phaseWords({ phase: 'cancelled', publishedAt: null })).toBe('删掉了');
  expect(phaseWords({ phase: 'cancelled', publishedAt: '2026-11-24T02:00:00.000Z' })).toBe(
    '中止了',
  );
  expect(phaseWords({ phase: 'draft', publishedAt: null })).toBe('没发');
});

it('says of how many it tells where it cannot look at all', () => {
  const counts = { inProgress: 8_000 } as ExamCounts;
  expect(writingWords({ counts, lookedAt: 8_000 })).toBe('在答 8000');
  expect(writingWords({ counts, lookedAt: 1_000 })).toBe('在答 8000，按其中随机的 1000 人');
});

it('names papers that are not graded, and nothing where all are', () => {
  expect(unmadeWords({ unmade: 0 })).toBe('');
  expect(unmadeWords({ unmade: 2 })).toBe('2 份还没批出来');
  const settled = { papers: 2, reason: '硬盘坏了', who: '李敏', at: '2026-11-24T06:20:00.000Z' };
  expect(withoutWords(settled)).toBe('没等 2 份批不出来的卷，李敏 11月24日 14:20 定的');
});

it('keeps the last of each minute, whatever came before', () => {
  const at = (second: number) => ({ at: `2026-11-24T01:${second < 60 ? '00' : '01'}:${String(second % 60).padStart(2, '0')}.000Z` }); // prettier-ignore
  expect(ofMinutes([at(0), at(10), at(59), at(60), at(70)])).toEqual([at(59), at(70)]);
  expect(ofMinutes([])).toEqual([]);
});
