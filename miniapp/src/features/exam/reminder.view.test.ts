import { reminderWords } from './reminder.view';

const of = (left: number, declined: boolean, templateId: string | null = 't') =>
  reminderWords({ templateId, left, declined });

it('says nothing where the service sends none', () => {
  expect(of(0, false, null)).toBeUndefined();
});

it('asks by a tap only while none is owed, also of one who declined', () => {
  expect([of(0, false), of(0, true), of(1, false)].map((words) => words?.canAsk)).toEqual([
    true,
    true,
    false,
  ]);
  expect(of(0, true)?.title).toContain('没开');
  expect(of(3, false)?.meta).toContain('3 次');
});
