import { todayContract } from '@qiangji/shared-types';
import { Kit } from '../../../test/kit';
import { shiftClock } from '../../platform/clock';
import { makeId } from '../../platform/ids';
import { TopicNeedService } from './topic-need.service';

const HOUR_MS = 3_600_000;

let kit: Kit;

beforeAll(async () => {
  kit = await Kit.start();
});
afterAll(async () => {
  shiftClock(0);
  await kit.stop();
});

it('puts a new piece forward after more findings of a person than one list holds', async () => {
  const needs = await kit.get(TopicNeedService);
  const { _id: personId, unitPath } = kit.people.officer;
  const append = (topic: string) =>
    needs.appendAll([
      {
        ...{ personId, unitPath, topic, reason: '查到的' },
        ...{ findingId: makeId(), pieceSlug: null },
      },
    ]);
  // A bad year, long ago by now: each taken up by practice in its time.
  for (let n = 0; n < 105; n += 1) {
    shiftClock((n - 400 * 24) * HOUR_MS);
    await append('recorder');
  }
  shiftClock(0);
  await append('uniform');
  expect((await needs.listLatest(personId))[0]?.topic).toBe('uniform');
  const { tasks } = await kit.ok(todayContract.find, {}, 'officer');
  expect(tasks.filter((one) => one.kind === 'need_piece')).toHaveLength(1);
});

it('still gives what waits longest to practice first', async () => {
  const needs = await kit.get(TopicNeedService);
  const waiting = await needs.listWaiting(kit.people.officer._id);
  expect(waiting).toHaveLength(100);
  expect(waiting[0]!.createdAt.getTime()).toBeLessThan(waiting[1]!.createdAt.getTime());
});
