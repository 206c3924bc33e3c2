import { examContract, orgContract, type Grant } from '@qiangji/shared-types';
import { phoneWrite, type Kit } from '../../../test/kit';
import { UNITS, type PersonKey } from '../../../test/org-fixture';
import { now } from '../../platform/clock';
import { makeId } from '../../platform/ids';
import {
  beginExams,
  examDraft,
  iso,
  MINUTE,
  moveClock,
  publishedExam,
  start,
  statesOf,
} from './exam.test-kit';
import { SnapshotService } from './snapshot.service';

const HOUR = 60 * MINUTE;

let kit: Kit;
let paperId: string;

beforeAll(async () => {
  ({ kit, paperId } = await beginExams(10, 5));
});

afterEach(() => moveClock(kit, 0));

afterAll(() => kit.stop());

describe('whoever keeps the bank', () => {
  it('is counted apart, not drawn, and not added by name', async () => {
    const unitPaths = [UNITS.office, UNITS.section, UNITS.squadron];
    const audience = { unitPaths, kinds: [], posts: [], sample: null };
    const { office, legalOfficer, officer } = kit.people;
    const asked = { body: { audience } };
    const counted = await kit.ok(examContract.countAudience, asked, 'office');
    expect(counted.recused).toBe(2);
    const exam = await publishedExam(kit, examDraft(paperId, now(), { audience }));
    expect(exam.assigned).toBe(counted.people);
    const sitting = await statesOf(kit, exam.id);
    const has = [office, legalOfficer, officer].map(({ _id }) => sitting.has(_id));
    expect(has).toEqual([false, false, true]);
    const add = {
      params: { examId: exam.id },
      body: {
        ...phoneWrite(),
        version: exam.version,
        personIds: [legalOfficer._id],
        window: null,
      },
    };
    const { message } = await kit.fails(examContract.addPeople, add, 'office', 'EXAM_RECUSED');
    expect(message).toContain(legalOfficer.name);
  });

  it('does not begin an exam they were drawn for before, and keeps what they had begun', async () => {
    // No key may be out where somebody is to be given another window.
    const out = 'when_released' as const;
    const review = { score: out, answers: out, keys: out, explanations: out };
    const exam = await publishedExam(kit, examDraft(paperId, now(), { review }));
    const device = makeId();
    await start(kit, exam.id, 'officer2', device);
    const entrust = async (key: PersonKey, grants: Grant[]) => {
      const params = { personId: kit.people[key]._id };
      await kit.ok(orgContract.changePerson, { params, body: { grants } }, 'office');
      // It ended their sessions.
      kit.people[key].authVersion += 1;
      kit.tokens.delete(key);
    };
    const keeper = [{ role: 'legal_officer' as const, unitPath: UNITS.bureau }];
    await entrust('officer2', keeper);
    await entrust('officer', keeper);
    const params = { examId: exam.id };
    const body = { ...phoneWrite(), no: 1, deviceId: makeId(), withPaper: true };
    await kit.fails(examContract.startAttempt, { params, body }, 'officer', 'EXAM_RECUSED');
    const back = await start(kit, exam.id, 'officer2', device);
    expect(back.attempt.state).toBe('in_progress');
    // Known before the tap, never counted as missed, and asked to no make-up.
    await kit.ok(examContract.findMine, { params }, 'officer', (mine) => {
      expect(mine).toMatchObject({ state: 'deferred', deferred: 'recused', nextNo: null });
    });
    moveClock(kit, 3 * HOUR);
    for (const { run } of (await kit.get(SnapshotService)).jobs()) {
      await run({ at: new Date(now()), fence: 1, signal: new AbortController().signal });
    }
    expect((await statesOf(kit, exam.id)).get(kit.people.officer._id)).toMatchObject({
      ...{ state: 'deferred', deferred: 'recused' },
    });
    const window = { opensAt: iso(now()), closesAt: iso(now() + HOUR) };
    const named = { ...phoneWrite(), ...window, personIds: [kit.people.officer._id] };
    await kit.fails(examContract.makeUp, { params, body: named }, 'office', 'EXAM_RECUSED');
    const all = { ...phoneWrite(), ...window, personIds: null };
    await kit.fails(examContract.makeUp, { params, body: all }, 'office', 'STATE_CONFLICT');
    moveClock(kit, 0);
    await entrust('officer2', []);
    await entrust('officer', []);
  });
});
