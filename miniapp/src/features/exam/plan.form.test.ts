import { examKinds } from '@qiangji/shared-types';
import {
  countWords,
  lacksInAddition,
  lacksInMakeUp,
  lacksInOwnTimes,
  makeUpWords,
  mayJoin,
  newExam,
  ofKind,
  ownTimesOf,
  releaseWords,
  timesFrom,
} from './plan.form';

const busy = { on_shift: 0, incident: 0, leave: 0 };
const exam = { opensAt: '2026-07-13T01:00:00.000Z', closesAt: '2026-07-13T02:00:00.000Z' };

it('says whom a rule means, and who could not be asked now', () => {
  expect(countWords({ people: 43, busy, recused: 0, posts: [] }, 'surprise')).toBe('43 人');
  const some = { people: 43, busy: { ...busy, on_shift: 1, leave: 2 }, recused: 2, posts: [] };
  expect(countWords(some, 'surprise')).toBe(
    '43 人（管题库的 2 人回避），现在发出会顺延：在岗 1，请假 2',
  );
  expect(countWords(some, 'scheduled')).toBe('43 人（管题库的 2 人回避），现在：在岗 1，请假 2');
});

it('wants people and a window for a make-up, and says who stays', () => {
  const whole = { ...exam, who: 'missed' as const, picked: 0, missed: 3 };
  expect(lacksInMakeUp(whole)).toBeUndefined();
  expect(lacksInMakeUp({ ...whole, missed: 0 })).toBe('没有顺延和没送达的人');
  expect(lacksInMakeUp({ ...whole, who: 'picked' })).toBe('还没挑人');
  expect(lacksInMakeUp({ ...whole, closesAt: exam.opensAt })).toBe('结束要晚于开始');
  expect(makeUpWords({ people: 5, stillAway: 0 })).toBe('5 人收到补考通知');
  expect(makeUpWords({ people: 5, stillAway: 1 })).toBe('5 人收到补考通知，还有 1 人在请假，留着');
  expect(makeUpWords({ people: 5, stillAway: 0, haveRead: 2 })).toBe(
    '5 人收到补考通知，2 人考过这张卷，要换卷另考',
  );
});

it('keeps a window of one’s own, and goes back to the exam’s by leaving it out', () => {
  const none = ownTimesOf(null, exam);
  expect(none).toEqual({ own: false, ...exam, extra: '0' });
  expect(timesFrom(none)).toEqual({ opensAt: null, closesAt: null, extraMin: 0 });
  const times = { opensAt: '2026-07-14T01:00:00.000Z', closesAt: null, extraMin: 5 };
  const form = ownTimesOf(times, exam);
  expect(form).toMatchObject({ own: true, closesAt: exam.closesAt });
  expect(lacksInOwnTimes(form)).toBe('结束要晚于开始');
  expect(lacksInOwnTimes({ ...form, own: false })).toBeUndefined();
  expect(lacksInOwnTimes({ ...form, own: false, extra: '一' })).toBe('延长写整数分钟');
  expect(timesFrom({ ...form, own: false })).toEqual({
    opensAt: null,
    closesAt: null,
    extraMin: 5,
  });
});

it('wants people to add, and a window where they have one of their own', () => {
  const whole = { ...exam, when: 'same' as const, picked: 2 };
  expect(lacksInAddition(whole)).toBeUndefined();
  expect(lacksInAddition({ ...whole, picked: 0 })).toBe('还没挑人');
  const shut = { ...whole, closesAt: exam.opensAt };
  expect(lacksInAddition(shut)).toBeUndefined();
  expect(lacksInAddition({ ...shut, when: 'own' })).toBe('结束要晚于开始');
});

it('lets people in with the others only while those may start', () => {
  const times = { ...exam, durationMin: 30, startWithinMin: null, graceS: 60 };
  const at = (instant: string) => Date.parse(instant);
  expect(mayJoin({ times }, at('2026-07-12T00:00:00.000Z'))).toBe(true);
  expect(mayJoin({ times }, at(exam.closesAt))).toBe(true);
  expect(mayJoin({ times }, at(exam.closesAt) + 1)).toBe(false);
  const soon = { ...times, startWithinMin: 10 };
  expect(mayJoin({ times: soon }, at('2026-07-13T01:10:00.000Z'))).toBe(true);
  expect(mayJoin({ times: soon }, at('2026-07-13T01:10:00.001Z'))).toBe(false);
});

it('warns of those who could not sit any more once results are released', () => {
  expect(releaseWords(0)).not.toContain('补考');
  expect(releaseWords(3)).toContain('还有 3 人顺延或没送达');
});
it('warns of a left screen in a new exam of any kind, and does no more', () => {
  for (const kind of examKinds) {
    expect(ofKind(newExam(0, '/wj'), kind).leaveScreen).toBe('warn');
  }
});
