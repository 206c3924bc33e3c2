import {
  authContract,
  examContract,
  examResultContract,
  openPaper,
  type Ranking,
} from '@qiangji/shared-types';
import { Kit, phoneWrite } from '../../../test/kit';
import { LiveClient } from '../../../test/live-client';
import { UNITS, type PersonKey } from '../../../test/org-fixture';
import { now, shiftClock } from '../../platform/clock';
import { LiveHub } from '../../platform/live';
import { MongoService } from '../../platform/mongo';
import { attemptCollection } from './attempt.collection';
import { AttemptRepository } from './attempt.repository';
import {
  beginExams,
  examDraft,
  handIn,
  MINUTE,
  openGcm,
  publishedExam,
  rightAnswer,
  start,
  type Confirmed,
} from './exam.test-kit';
import { examCollection } from './exam.collection';
import { paperCollection } from './paper.collection';
import { placesOf } from './ranking.rules';
import { chose, satExam, wrote } from './result.test-kit';
import { SnapshotService } from './snapshot.service';
import { WithheldService } from './withheld.service';

const EMPTY: Ranking = { rows: [], handedIn: 0, final: false, pointsWait: null };

let kit: Kit;
let questions: Confirmed[];
let paperId: string;
let contest: string;
const clients: LiveClient[] = [];
let clockMs = 0;

/** Past what is kept of a standing. */
function later(): void {
  shiftClock((clockMs += 1_500));
}

beforeAll(async () => {
  ({ kit, questions, paperId } = await beginExams(8, 4));
  (await kit.get(LiveHub)).limits.readMs = 20;
});

beforeEach(async () => {
  contest = (await publishedExam(kit, examDraft(paperId, now(), { kind: 'contest' }))).id;
});

afterEach(() => {
  for (const client of clients.splice(0)) client.stop();
});

afterAll(async () => {
  shiftClock(0);
  await kit.stop();
});

async function listen(as: PersonKey, examId = contest): Promise<LiveClient> {
  const client = await LiveClient.open(kit.url);
  clients.push(client);
  const token = await kit.tokenOf(as);
  return client.ask({ token, route: examContract.listRanking.id, params: { examId } });
}

/** Sits the contest with so many right answers, and hands in. */
async function sit(as: PersonKey, right: number): Promise<void> {
  const { attempt, paperKey, envelope } = await start(kit, contest, as);
  const sheet = openPaper(envelope!, paperKey, openGcm);
  const params = { attemptId: attempt.id };
  for (let index = 0; index < right; index += 1) {
    const body = rightAnswer(questions, sheet.questions[index]!.code, index + 1);
    await kit.ok(examContract.appendAnswer, { params, body }, as);
  }
  await handIn(kit, attempt.id, right + 1, as);
  await (await kit.get(SnapshotService)).idle();
  later();
}

const rankingFor = (as: PersonKey) =>
  kit.ok(examContract.listRanking, { params: { examId: contest } }, as);

describe('a contest', () => {
  it('ranks those who have handed in, and nobody else', async () => {
    await start(kit, contest, 'officer2');
    expect(await rankingFor('officer2')).toEqual(EMPTY);
    await sit('officer', 1);
    await kit.ok(
      examContract.listRanking,
      { params: { examId: contest } },
      'officer2',
      ({ rows }) => {
        expect(rows).toEqual([
          expect.objectContaining({ rank: 1, name: '陈立', centi: 400, mine: false }),
        ]);
      },
    );
  });

  it('is the only exam with a ranking', async () => {
    const { id: examId } = await publishedExam(kit, examDraft(paperId, now()));
    await kit.fails(examContract.listRanking, { params: { examId } }, 'officer', 'NOT_FOUND');
    expect(await (await listen('officer', examId)).end()).toMatchObject({ code: 'NOT_FOUND' });
  });

  it('shows one’s own line where fifty are ahead', async () => {
    await sit('officer', 1);
    const kept = (await kit.get(MongoService)).collection(attemptCollection);
    const own = await kept.findOne({ examId: contest });
    await kept.insertMany(
      Array.from({ length: 60 }, (_, index) => ({
        ...own!,
        _id: `ahead-${contest}-${index}`,
        personId: `ahead-${index}`,
        centi: 1_000 + index,
      })),
    );
    later();
    const { rows, handedIn } = await rankingFor('officer');
    expect([rows.length, handedIn]).toEqual([51, 61]);
    expect(rows.map((row) => row.rank)).toEqual([
      ...Array.from({ length: 50 }, (_, i) => i + 1),
      61,
    ]);
    expect(rows.filter((row) => row.mine)).toEqual([rows[50]]);
    expect(await rankingFor('leader')).toMatchObject({ rows: rows.slice(0, 50) });
  });

  it('counts what people give and corrected keys, and is final once no answer waits', async () => {
    const sitters = {
      officer: { one: chose('a'), own: wrote('因为') },
      officer2: { one: chose('b') },
    };
    const { exam } = await satExam(kit, sitters, { kind: 'contest' });
    contest = exam._id;
    await kit.ok(
      examContract.listRanking,
      { params: { examId: contest } },
      'officer',
      ({ rows, final }) => {
        expect(rows.map(({ name, centi }) => [name, centi])[0]).toEqual(['陈立', 1_000]);
        expect(final).toBe(false);
      },
    );
    const key = { kind: 'single' as const, answer: ['b'] };
    const body = { ...phoneWrite(), change: { kind: 'key' as const, key }, reason: '答案印错了' };
    const params = { examId: contest, code: 'one' };
    await kit.ok(examResultContract.correctKey, { params, body }, 'office');
    later();
    const { rows } = await rankingFor('officer');
    expect(rows.map(({ centi, mine }) => [centi, mine])).toEqual([
      [1_000, false],
      [0, true],
    ]);
  });

  it('shows the order alone while another exam asks some of its questions, as own totals wait', async () => {
    const right = { one: chose('a'), two: chose('b') };
    const sitters = { officer: { one: chose('a') }, leader: right };
    const { exam } = await satExam(kit, sitters, { kind: 'contest' });
    contest = exam._id;
    const other = await satExam(kit, {}, { closedAgoMs: -10 * MINUTE });
    const mongo = await kit.get(MongoService);
    const pools = [{ id: 'q2', count: 1, points: 10, codes: ['two'] }];
    const paper = { _id: other.exam.draft.paperId };
    await mongo.collection(paperCollection).updateOne(paper, { $set: { pools } });
    const exams = mongo.collection(examCollection);
    await exams.updateOne({ _id: other.exam._id }, { $set: { settledAt: null } });
    const withheld = await kit.get(WithheldService);
    withheld.forget(UNITS.bureau);
    const own = { params: { examId: contest } };
    const { attempt } = await kit.ok(examResultContract.findMine, own, 'officer');
    expect(attempt).toMatchObject({ score: null, scoreWithheld: true });
    for (const as of ['officer', 'office'] as const) {
      const { rows, pointsWait } = await rankingFor(as);
      expect(pointsWait).toBe('other_exam');
      expect(rows.map(({ name, centi }) => [name, centi])).toEqual([
        ['马骏', null],
        ['陈立', null],
      ]);
    }
    await exams.updateOne({ _id: other.exam._id }, { $set: { state: 'cancelled' } });
    withheld.forget(UNITS.bureau);
    later();
    const { rows, pointsWait } = await rankingFor('officer');
    expect(pointsWait).toBeNull();
    expect(rows.map(({ centi }) => centi)).toEqual([2_000, 1_000]);
  });

  it('shows no points of one that was stopped: nothing of it counts', async () => {
    await sit('officer', 1);
    const { version } = await kit.ok(
      examContract.findExam,
      { params: { examId: contest } },
      'office',
    );
    const body = { ...phoneWrite(), version, reason: '卷子有错' };
    await kit.ok(examContract.cancelExam, { params: { examId: contest }, body }, 'office');
    later();
    const { rows, pointsWait } = await rankingFor('officer');
    expect([rows.map(({ centi }) => centi), pointsWait]).toEqual([[null], 'own_rule']);
  });

  it('lets equals share a place', async () => {
    const one = { unitPath: '/wj', centi: 400, usedMs: 10 };
    const placed = await placesOf([
      { ...one, personId: 'c', usedMs: 11 },
      { ...one, personId: 'b' },
      { ...one, personId: 'a' },
      { ...one, personId: 'd', centi: 300, usedMs: 1 },
    ]);
    expect(placed.map(({ personId, rank, at }) => [personId, rank, at])).toEqual([
      ['a', 1, 0],
      ['b', 1, 1],
      ['c', 3, 2],
      ['d', 4, 3],
    ]);
  });
});

describe('listening to a contest', () => {
  const of = (handedIn: number) => (body: Ranking) => body.handedIn === handedIn;

  it('brings each hand-in to all who listen, by one read', async () => {
    const [officer, leader] = [await listen('officer'), await listen('leader')];
    expect(await officer.body<Ranking>()).toEqual(EMPTY);
    await leader.body<Ranking>();
    const repository = await kit.get(AttemptRepository);
    const read = jest.spyOn(repository, 'listHandedIn');
    await sit('officer', 2);
    const [mine, theirs] = await Promise.all([officer.body(of(1)), leader.body(of(1))]);
    expect(mine.rows).toEqual([
      expect.objectContaining({ rank: 1, name: '陈立', centi: 800, mine: true }),
    ]);
    expect(theirs.rows).toEqual([{ ...mine.rows[0], mine: false }]);
    // However many listen: a read serves all of a second, by the service's clock.
    expect(read.mock.calls.length).toBeLessThanOrEqual(2);
    await sit('leader', 4);
    const [second, first] = await Promise.all([officer.body(of(2)), leader.body(of(2))]);
    expect(first.rows.map(({ centi, mine: own }) => [centi, own])).toEqual([
      [1_600, true],
      [800, false],
    ]);
    expect(second.rows.map((row) => row.mine)).toEqual([false, true]);
    // What is heard is what a request would get.
    expect(await rankingFor('leader')).toEqual(first);
  });

  it('is for those who sit or keep it', async () => {
    for (const as of ['office', 'legalOfficer'] as const) {
      expect(await (await listen(as)).body<Ranking>()).toEqual(EMPTY);
    }
    for (const as of ['siblingOfficer', 'bureauLeader', 'outsider', 'outsiderOffice'] as const) {
      expect(await (await listen(as)).end()).toEqual({ code: 'NOT_FOUND', close: 4_404 });
    }
    expect(await (await listen('noConsent')).end()).toMatchObject({ code: 'CONSENT_REQUIRED' });
  });

  it('wants a token in force', async () => {
    const client = await LiveClient.open(kit.url);
    const [head, body] = (await kit.tokenOf('officer')).split('.');
    client.ask({
      token: `${head}.${body}.${'A'.repeat(43)}`,
      route: examContract.listRanking.id,
      params: { examId: contest },
    });
    expect(await client.end()).toEqual({ code: 'UNAUTHENTICATED', close: 4_401 });
  });

  it('ends within two seconds of a session that another process has ended', async () => {
    shiftClock((clockMs = 0));
    contest = (await publishedExam(kit, examDraft(paperId, now(), { kind: 'contest' }))).id;
    const client = await listen('officer3');
    await client.body();
    const { _id: personId } = kit.people.officer3;
    const mongo = await kit.get(MongoService);
    // This process is told nothing, and has just looked at the session.
    await kit.ok(authContract.me, {}, 'officer3');
    const revokedAt = performance.now();
    await mongo.db
      .collection('auth_sessions')
      .updateMany({ personId }, { $set: { revokedAt: new Date() } });
    expect(await client.end()).toEqual({ code: 'SESSION_REVOKED', close: 4_401 });
    // Twice what is promised: other tests keep this machine busy meanwhile.
    expect(performance.now() - revokedAt).toBeLessThan(4_000);
  });
});
