import { examResultContract } from '@qiangji/shared-types';
import { Kit } from '../../../test/kit';
import { UNITS, type PersonKey } from '../../../test/org-fixture';
import { MongoService } from '../../platform/mongo';
import { examCollection } from './exam.collection';
import { satExam, type Sat } from './result.test-kit';

let kit: Kit;
/** Of the squadron, of its sibling, and of both; made in this order. */
let [own, theirs, both]: Sat[] = [];

const MINUTE_MS = 60_000;

beforeAll(async () => {
  kit = await Kit.start();
  own = await satExam(kit, { officer: {}, officer3: 'deferred' });
  theirs = await satExam(kit, { siblingOfficer: {} });
  both = await satExam(
    kit,
    { officer: 'absent', siblingOfficer: 'absent' },
    { closedAgoMs: -10 * MINUTE_MS },
  );
});

afterAll(() => kit.stop());

const listOf = async (as: PersonKey) => {
  const { items } = await kit.ok(examResultContract.listWatched, { query: {} }, as);
  return items.map(({ id, assigned, phase }) => [id, assigned, phase]);
};

describe('exams of those whom one leads', () => {
  it('are those that own people were asked to sit, newest first, though one did not sit oneself', async () => {
    await kit.ok(examResultContract.listWatched, { query: {} }, 'leader', (page) => {
      expect(page.items[0]).toEqual({
        id: both!.exam._id,
        title: '第 3 期',
        kind: 'scheduled',
        phase: 'open',
        opensAt: both!.exam.opensAt.toISOString(),
        closesAt: both!.exam.closesAt.toISOString(),
        // One of each squadron sits it: the other is not this leader's.
        assigned: 1,
      });
      expect(page.nextCursor).toBeNull();
    });
    expect(await listOf('leader')).toEqual([
      [both!.exam._id, 1, 'open'],
      [own!.exam._id, 2, 'closed'],
    ]);
    expect(await listOf('siblingLeader')).toEqual([
      [both!.exam._id, 1, 'open'],
      [theirs!.exam._id, 1, 'closed'],
    ]);
    expect(await listOf('bureauLeader')).toEqual([
      [both!.exam._id, 2, 'open'],
      [theirs!.exam._id, 1, 'closed'],
      [own!.exam._id, 2, 'closed'],
    ]);
    expect(await listOf('outsiderLeader')).toEqual([]);
  });

  it('open the results of one’s own units, and of nobody else’s', async () => {
    const params = { examId: both!.exam._id };
    await kit.fails(examResultContract.findResults, { params }, 'leader', 'STATE_CONFLICT');
    const unitsFor = async (as: PersonKey, { exam }: Sat) => {
      const asked = { params: { examId: exam._id } };
      const found = await kit.ok(examResultContract.findResults, asked, as);
      return found.units.map(({ unitPath }) => unitPath);
    };
    expect(await unitsFor('leader', own!)).toEqual([UNITS.squadron]);
    expect(await unitsFor('leader', theirs!)).toEqual([]);
    expect(await unitsFor('bureauLeader', theirs!)).toEqual([UNITS.sibling]);
  });

  it('are nothing to whoever leads nobody', async () => {
    const asked = { query: {} };
    await kit.fails(examResultContract.listWatched, asked, 'officer', 'FORBIDDEN');
    await kit.fails(examResultContract.listWatched, asked, 'inspector', 'FORBIDDEN');
    await kit.fails(examResultContract.listWatched, asked, 'liaison', 'FORBIDDEN');
  });

  it('come page by page, past those that nobody of one’s own sits', async () => {
    const query = { limit: 1 };
    const first = await kit.ok(examResultContract.listWatched, { query }, 'leader');
    expect(first.items.map(({ id }) => id)).toEqual([both!.exam._id]);
    const next = { query: { ...query, cursor: first.nextCursor! } };
    await kit.ok(examResultContract.listWatched, next, 'leader', (page) => {
      expect(page.items.map(({ id }) => id)).toEqual([own!.exam._id]);
      expect(page.nextCursor).toBeNull();
    });
  });

  it('are not told of before they are published, and stay where they were stopped', async () => {
    const exams = (await kit.get(MongoService)).collection(examCollection);
    const one = { _id: own!.exam._id };
    await exams.updateOne(one, { $set: { publishedAt: null, state: 'draft' } });
    expect(await listOf('leader')).toEqual([[both!.exam._id, 1, 'open']]);
    const { publishedAt } = own!.exam;
    await exams.updateOne(one, { $set: { publishedAt, state: 'cancelled' } });
    expect((await listOf('leader'))[1]).toEqual([own!.exam._id, 2, 'cancelled']);
  });
});
