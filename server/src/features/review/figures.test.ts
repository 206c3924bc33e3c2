import {
  addDays,
  dayOf,
  dayStart,
  reviewContract,
  weekStart,
  type ReviewPerson,
  type ReviewRecord,
  type ReviewRecordKind,
} from '@qiangji/shared-types';
import { Kit } from '../../../test/kit';
import { answerTo, practiceOf, send } from '../../../test/quiz-fixture';
import { now, shiftClock } from '../../platform/clock';
import { ReviewDayService } from './review-day.service';

let kit: Kit;

/** Of a week to come, so that the clock only moves on. */
const monday = addDays(weekStart(dayOf(Date.now())), 14);
const sunday = addDays(monday, 6);
const week = { from: monday, to: sunday };

/** Ten in the morning of a day of that week; days before it are of the week before. */
function on(index: number): void {
  shiftClock(dayStart(addDays(monday, index)) + 10 * 3_600_000 - Date.now());
  kit.tokens.clear();
}

/** Answers the day's practice: the first so many right, the others wrong. */
async function practise(right: number): Promise<void> {
  const { questions } = await practiceOf(kit, 'officer', dayOf(now()));
  const answers = questions.map((one, index) => answerTo(one, index < right, now()));
  await send(kit, 'officer', answers);
}

const params = () => ({ personId: kit.people.officer._id });

async function figures(): Promise<ReviewPerson> {
  const asked = { params: params(), query: { day: monday } };
  return kit.ok(reviewContract.person, asked, 'leader');
}

/** Every record of a kind, page by page. */
async function listed(
  kind: ReviewRecordKind,
  { from, to } = week,
  topic?: string,
): Promise<ReviewRecord[]> {
  const records: ReviewRecord[] = [];
  let cursor: string | null | undefined;
  do {
    const more = { ...(topic ? { topic } : {}), ...(cursor ? { cursor } : {}) };
    const query = { kind, from, to, limit: 3, ...more };
    const page = await kit.ok(
      reviewContract.listRecords,
      { params: params(), query },
      'leader',
      ({ items }) => expect(items.length).toBeLessThanOrEqual(3),
    );
    records.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== null);
  expect(new Set(records.map(({ id }) => id)).size).toBe(records.length);
  const days = records.map(({ day }) => day);
  expect(days).toEqual([...days].sort().reverse());
  return records;
}

const ofTone = (records: readonly ReviewRecord[], tone: ReviewRecord['tone']) =>
  records.filter((one) => one.tone === tone).length;

beforeAll(async () => {
  kit = await Kit.start();
  on(-4);
  await practise(2);
  on(3);
  await practise(6);
  on(6);
  await (await kit.get(ReviewDayService)).settled();
});

afterAll(async () => {
  shiftClock(0);
  await kit.stop();
});

describe('behind each figure lie the records that it counts', () => {
  it('answers of the week, those of the week before left out', async () => {
    const { practice } = (await figures()).counts;
    const records = await listed('practice');
    expect(practice).toEqual({ have: ofTone(records, 'ok'), of: records.length });
    expect(practice?.of).toBeGreaterThan(0);
    const fortnight = await listed('practice', { from: addDays(monday, -7), to: sunday });
    expect(fortnight.length).toBeGreaterThan(records.length);
  });
});

it('refuses a cursor that is not its own', async () => {
  const query = { kind: 'practice', ...week, cursor: 'x' };
  const input = { params: params(), query };
  await kit.fails(reviewContract.listRecords, input, 'leader', 'VALIDATION_FAILED');
});
