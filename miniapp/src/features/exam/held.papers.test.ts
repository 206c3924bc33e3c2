import type { PaperEnvelope } from '@qiangji/shared-types';
import { listFiles, writeFile } from '@/platform/files';
import { setSession } from '@/platform/session/session.store';
import { resetDevice } from '../../../test/mocks/taro-device';
import { sessionOf } from '../../../test/session-fixture';
import type { HeldAttempt } from './held.core';
import { dropOver, examStore, keepWritten, picturedMarks, sealedKey } from './held.papers';
import { heldEnvelope, holdAttempt, holdEnvelope } from './held.store';

const HOUR = 3_600_000;
const { personId } = sessionOf('a').me;
/** Ids as they were made, one after the other. */
const EXAMS = ['e1', 'e2', 'e3', 'e4'] as const;
type ExamId = (typeof EXAMS)[number];

beforeEach(() => {
  resetDevice();
  setSession(sessionOf('a'));
});

const envelope = (mark: string): PaperEnvelope => ({
  ...{ attemptNo: 1, mark, nonce: '00', sealed: '00', mediaIds: [], pictures: 3 },
});

/** A paper with its pictures, whose window begins so many hours from now and is an hour. */
async function hold(examId: ExamId, opensInHours: number): Promise<void> {
  const at = (hours: number) => new Date(Date.now() + hours * HOUR).toISOString();
  const window = { opensAt: at(opensInHours), closesAt: at(opensInHours + 1) };
  holdEnvelope(examId, envelope(`of ${examId}`), window);
  await writeFile(sealedKey(`of ${examId}`), Uint8Array.of(1));
}

const write = (examId: ExamId, more: Partial<HeldAttempt> = {}) =>
  holdAttempt({ examId, no: 1, submitOpId: null, ...more } as Partial<HeldAttempt> as HeldAttempt);

const pictures = async () => (await listFiles()).sort();
const filesOf = (...ids: ExamId[]) => ids.map((id) => sealedKey(`of ${id}`));

it('keeps the pictures of the paper that is written and of those that open first', async () => {
  await hold('e1', 1);
  await hold('e2', 72);
  await hold('e3', 24);
  await hold('e4', -0.5);
  write('e4');
  expect(picturedMarks(examStore(personId))).toEqual(['of e4', 'of e1', 'of e3']);
});

it('lets go of a paper that is over and of its pictures, but not of one that is written', async () => {
  await hold('e1', -3);
  await hold('e2', -3);
  await hold('e3', 1);
  write('e2');
  await dropOver(personId);
  expect(EXAMS.map((id) => heldEnvelope(id, 1)?.mark)).toEqual([
    undefined,
    'of e2',
    'of e3',
    undefined,
  ]);
  expect(await pictures()).toEqual(filesOf('e2', 'e3'));
});

it('lets go of one that was left in the middle a day ago, or went on elsewhere', async () => {
  await hold('e1', -48);
  await hold('e2', -3);
  await hold('e3', -3);
  write('e1', { endsAtMs: Date.now() - 25 * HOUR });
  write('e2', { endsAtMs: Date.now() - HOUR });
  write('e3', { endsAtMs: Date.now() - HOUR, elsewhere: true });
  await dropOver(personId);
  expect(EXAMS.map((id) => heldEnvelope(id, 1) !== undefined)).toEqual([false, true, false, false]);
  expect(await pictures()).toEqual(filesOf('e2'));
});

it('keeps the window of a paper that is held again without one', async () => {
  await hold('e1', -3);
  holdEnvelope('e1', { ...envelope('of e1'), mediaIds: ['m'] });
  await dropOver(personId);
  expect(heldEnvelope('e1', 1)).toBeUndefined();
});

it('lets go at a sign-out of all pictures but those of the paper that is written', async () => {
  await hold('e1', -0.5);
  await hold('e2', 1);
  write('e1');
  await keepWritten(personId);
  expect(await pictures()).toEqual(filesOf('e1'));
});
