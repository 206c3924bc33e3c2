import { reviewRecordKinds } from '@qiangji/shared-types';
import { holdingWord, readingWord } from './holdings.view';

it('has a word for every kind of reading that leaders do, and a plain one for what is new', () => {
  for (const kind of reviewRecordKinds) {
    expect(readingWord(`review_${kind}`)).not.toBe(readingWord('review_something'));
  }
  for (const opened of ['duty_shift', 'duty_entry', 'self_check', 'correction', 'spot_check']) {
    expect(readingWord(opened)).not.toBe(readingWord('something'));
  }
  for (const exam of ['exam_result', 'exam_flags', 'exam_sitting', 'exam_attendance']) {
    expect(readingWord(exam)).not.toBe(readingWord('something'));
  }
  expect(readingWord('something')).toBe('看了你的记录');
  expect(holdingWord('duty_entries')).toBe('执勤记录');
  expect(holdingWord('something')).toBe('其他记录');
});
