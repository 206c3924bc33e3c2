import { createHash } from 'node:crypto';
import {
  authContract,
  examContract,
  mediaContract,
  openPaper,
  openPicture,
  sealedPictures,
  sealedPlace,
  sealedTableBytes,
  type Exam,
} from '@qiangji/shared-types';
import sharp from 'sharp';
import { phoneWrite, type Kit } from '../../../test/kit';
import { now, shiftClock } from '../../platform/clock';
import { makeId } from '../../platform/ids';
import { MongoService } from '../../platform/mongo';
import { MediaService } from '../media';
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

/** A published paper whose questions all show this picture. */
async function picturedPaper(picture: string): Promise<string> {
  const { id: pictured } = await publishedPaper(kit, blueprint(2));
  const asked = (await kit.get(MongoService)).collection(paperQuestionCollection);
  await asked.updateMany({ paperId: pictured }, { $set: { 'body.media': [picture] } });
  // As in another process, which reads it anew.
  Object.assign(await kit.get(PaperStore), { kept: new Map() });
  return pictured;
}

/** A picture of a question, as its keeper took it in. */
async function uploaded(): Promise<string> {
  const create = { width: 900, height: 500, channels: 3 as const, background: '#16263f' };
  const bytes = await sharp({ create }).jpeg().toBuffer();
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const query = { mediaId: makeId(), sha256, purpose: 'question' as const };
  const file = new Blob([Uint8Array.from(bytes)]);
  return (await kit.ok(mediaContract.upload, { query, file }, 'legalOfficer')).id;
}

describe('pictures of a paper', () => {
  it('come ahead with it, sealed by its key and all of a size', async () => {
    const picture = await uploaded();
    const { times } = examDraft(paperId, now());
    const opensAt = iso(now() + 10 * MINUTE);
    const pictured = await picturedPaper(picture);
    const draft = examDraft(pictured, now(), { times: { ...times, opensAt } });
    const { id: examId } = await publishedExam(kit, draft);
    const params = { examId };
    const bytesOf = async (asked: Promise<unknown>) => Buffer.from((await asked) as ArrayBuffer);
    await kit.ok(examContract.findEnvelope, { params }, 'officer', (envelope) => {
      expect(envelope).toMatchObject({ pictures: 1, mediaIds: [] });
    });
    const file = await bytesOf(
      kit.ok(examContract.findPictures, { params }, 'officer', (got) =>
        expect((got as ArrayBuffer).byteLength).toBeGreaterThan(0),
      ),
    );
    expect(await bytesOf(kit.ok(examContract.findPictures, { params }, 'officer'))).toEqual(file);
    await kit.fails(examContract.findPictures, { params }, 'outsider', 'NOT_FOUND');
    const small = await bytesOf(
      kit.ok(mediaContract.thumbnail, { params: { mediaId: picture } }, 'officer'),
    );
    expect(file.includes(small.subarray(20, 60))).toBe(false);

    moveClock(kit, 11 * MINUTE);
    const { envelope, paperKey } = await start(kit, examId, 'officer');
    expect(sealedPictures(openPaper(envelope!, paperKey, openGcm))).toEqual([picture]);
    const table = file.subarray(0, sealedTableBytes(1));
    const { at, length } = sealedPlace(table, 0);
    const sealed = file.subarray(at, at + length);
    // The size that stands on the page, and no other.
    expect(file).toHaveLength(at + length);
    expect(Buffer.from(openPicture(sealed, paperKey, openGcm))).toEqual(small);
    // How long a picture is says which one it is.
    expect((length - 12 - 16) % 32_768).toBe(0);
    const other = await start(kit, examId, 'officer2');
    expect(() => openPicture(sealed, other.paperKey, openGcm)).toThrow();
  });

  it('are sealed for a few people at once, and the others come again', async () => {
    const pictured = await picturedPaper(makeId());
    const { id: examId } = await publishedExam(kit, examDraft(pictured, now()));
    const media = await kit.get(MediaService);
    const small = media.smallOfQuestions.bind(media);
    const waiting: (() => void)[] = [];
    const held = jest.spyOn(media, 'smallOfQuestions').mockImplementation(async (bureau, ids) => {
      await new Promise<void>((go) => waiting.push(go));
      return small(bureau, ids);
    });
    const asked = { params: { examId } };
    const before = ['officer', 'officer2', 'officer', 'officer2'] as const;
    const files = before.map((as) => kit.ok(examContract.findPictures, asked, as));
    while (waiting.length < before.length) await new Promise(setImmediate);
    await kit.fails(examContract.findPictures, asked, 'leader', 'BUSY');
    held.mockRestore();
    waiting.forEach((go) => go());
    await Promise.all(files);
    await kit.ok(examContract.findPictures, asked, 'leader');
  });

  it('are left out of the file while they have not arrived', async () => {
    const pictured = await picturedPaper(makeId());
    const { id: examId } = await publishedExam(kit, examDraft(pictured, now()));
    const asked = kit.ok(examContract.findPictures, { params: { examId } }, 'officer');
    const file = Buffer.from((await asked) as ArrayBuffer);
    expect(file).toEqual(Buffer.alloc(sealedTableBytes(1)));
  });

  it('are named with the start, and not with the sealed paper before it', async () => {
    const picture = makeId();
    const pictured = await picturedPaper(picture);
    const { id: examId } = await publishedExam(kit, examDraft(pictured, now()));
    await kit.ok(examContract.findEnvelope, { params: { examId } }, 'officer', (envelope) => {
      expect(JSON.stringify(envelope)).not.toContain(picture);
    });
    const { envelope } = await start(kit, examId, 'officer');
    expect(envelope?.mediaIds).toEqual([picture]);
  });
});
