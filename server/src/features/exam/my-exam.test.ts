import { authContract, examContract, openPaper, type Exam } from '@qiangji/shared-types';
import { phoneWrite, type Kit } from '../../../test/kit';
import { now, shiftClock } from '../../platform/clock';
import { makeId } from '../../platform/ids';
import { MongoService } from '../../platform/mongo';
import {
  beginExams,
  blueprint,
  examDraft,
  iso,
  MINUTE,
  moveClock,
  openGcm,
  publishedExam,
  publishedPaper,
  start,
} from './exam.test-kit';
import { paperQuestionCollection } from './paper.collection';
import { PaperStore } from './paper-store.service';

let kit: Kit;
let paperId: string;

beforeAll(async () => {
  ({ kit, paperId } = await beginExams(12, 6));
});

afterEach(() => moveClock(kit, 0));

afterAll(async () => {
  shiftClock(0);
  await kit.stop();
});

describe('an exam that has not opened yet', () => {
  const OPENS_IN = 10 * MINUTE;
  let exam: Exam;
  const params = () => ({ examId: exam.id });
  const body = () => ({ ...phoneWrite(), no: 1, deviceId: makeId() });

  beforeEach(async () => {
    const { times } = examDraft(paperId, now());
    const opensAt = iso(now() + OPENS_IN);
    exam = await publishedExam(
      kit,
      examDraft(paperId, now(), {
        times: { ...times, opensAt },
        attempts: { allowed: 2, counts: 'best' },
      }),
    );
  });

  it('gives its paper ahead, sealed, and no key before it opens', async () => {
    const asked = { params: params() };
    const mine = await kit.ok(examContract.findMine, asked, 'officer', (one) => {
      expect(one).toMatchObject({ phase: 'upcoming', state: 'not_started', nextNo: 1 });
    });
    const envelope = await kit.ok(examContract.findEnvelope, asked, 'officer');
    expect(envelope.mark).toBe(mine.paperMark);
    const early = { params: params(), body: body() };
    await kit.fails(examContract.startAttempt, early, 'officer', 'EXAM_NOT_OPEN');
    moveClock(kit, OPENS_IN - MINUTE);
    await kit.fails(examContract.startAttempt, early, 'officer', 'EXAM_NOT_OPEN');
    moveClock(kit, OPENS_IN + MINUTE);
    const { paperKey } = await kit.ok(examContract.startAttempt, early, 'officer');
    expect(openPaper(envelope, paperKey, openGcm).questions).toHaveLength(6);
    expect(JSON.stringify([mine, envelope])).not.toContain(paperKey);
    expect((await kit.ok(examContract.findMine, asked, 'officer')).paperMark).toBe(mine.paperMark);
  });

  it('has no paper for whoever does not sit it this time', async () => {
    const times = { opensAt: null, closesAt: null, extraMin: 0 };
    const change = { ...phoneWrite(), version: 0, times, deferred: 'leave' as const, note: null };
    const personId = kit.people.officer._id;
    const deferring = { params: { examId: exam.id, personId }, body: change };
    for (let i = 0; i < 2; i += 1) await kit.ok(examContract.changeSitting, deferring, 'office');
    await kit.ok(examContract.findMine, { params: params() }, 'officer', (one) => {
      expect(one).toMatchObject({ nextNo: null, paperMark: null });
    });
    // Whoever decides about one person looked at what is theirs; a repeat is not another look.
    const { items } = await kit.ok(authContract.listMyReaders, {}, 'officer');
    expect(items.map(({ what }) => what)).toEqual(['exam_sitting']);
  });
});

describe('pictures of a paper', () => {
  it('are named with the start, and not with the sealed paper before it', async () => {
    const { id: pictured } = await publishedPaper(kit, blueprint(2));
    const asked = (await kit.get(MongoService)).collection(paperQuestionCollection);
    const picture = makeId();
    await asked.updateMany({ paperId: pictured }, { $set: { 'body.media': [picture] } });
    // As in another process, which reads it anew.
    Object.assign(await kit.get(PaperStore), { kept: new Map() });
    const { id: examId } = await publishedExam(kit, examDraft(pictured, now()));
    await kit.ok(examContract.findEnvelope, { params: { examId } }, 'officer', (envelope) => {
      expect(JSON.stringify(envelope)).not.toContain(picture);
    });
    const { envelope } = await start(kit, examId, 'officer');
    expect(envelope?.mediaIds).toEqual([picture]);
  });
});
