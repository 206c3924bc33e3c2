import { DAY_MS, type PaperEnvelope } from '@qiangji/shared-types';
import { dropAhead } from '@/platform/camera';
import { now } from '@/platform/clock';
import { listFiles, removeFile } from '@/platform/files';
import { personStore, type Kv } from '@/platform/storage';
import type { HeldAttempt } from './held.core';

/** When its person may write a paper. */
export interface PaperWindow {
  opensAt: string;
  closesAt: string;
}

/** A sealed paper on the phone; one that a phone of before kept does not say when it is written. */
export type HeldPaper = PaperEnvelope & Partial<PaperWindow>;

/** Papers and attempts of one person. */
export const examStore = (personId: string): Kv => personStore('exam', personId);

const PAPER = 'paper/';
export const paperKey = (examId: string, no: number) => `${PAPER}${examId}/${no}`;
export const attemptKey = (examId: string) => `attempt/${examId}`;

/** So long after its end a paper that was never handed in stays (ms): its answers have gone up by then, or are too late. */
const LATE_MS = DAY_MS;

interface Kept {
  key: string;
  paper: HeldPaper;
  isWritten: boolean;
  /** Its time is. One of which that is not known may still come. */
  isOver: boolean;
}

/** Papers on the phone: the one that is written first, then those that open first, those that are over last. */
export function keptPapers(store: Kv): Kept[] {
  const kept = store
    .keys()
    .filter((key) => key.startsWith(PAPER))
    .flatMap((key): Kept[] => {
      const paper = store.get<HeldPaper>(key);
      const [, examId = '', no] = key.split('/');
      const held = store.get<HeldAttempt>(attemptKey(examId));
      const own = held?.no === Number(no) ? held : undefined;
      // Whoever closed the app in the middle never hands it in: the service does.
      const isPast = own !== undefined && own.endsAtMs + LATE_MS < now();
      const isWritten = own?.submitOpId === null && !own.elsewhere && !isPast;
      const isOver =
        isPast || (paper?.closesAt !== undefined && Date.parse(paper.closesAt) < now());
      return paper ? [{ key, paper, isWritten, isOver }] : [];
    });
  // Of one that does not say it the id tells: ids of exams begin with their time.
  const turnOf = ({ key, paper, isWritten, isOver }: Kept) =>
    `${isWritten ? 0 : isOver ? 2 : 1} ${paper.opensAt ?? 'later'} ${key}`;
  return kept.sort((a, b) => (turnOf(a) < turnOf(b) ? -1 : 1));
}

/** Pictures of a paper; an envelope that a phone of before kept names none. */
export function envelopePictures(envelope: PaperEnvelope | undefined): string[] {
  return (envelope as Partial<PaperEnvelope> | undefined)?.mediaIds ?? [];
}

/** Papers whose pictures stay on the phone at most, up to some MB each, besides the one that is written. */
const MOST_PICTURED = 2;

/** Of what papers the sealed pictures are kept, by their marks. */
export function picturedMarks(store: Kv): string[] {
  const pictured = keptPapers(store).filter(({ paper }) => paper.pictures > 0);
  const written = pictured.filter(({ isWritten }) => isWritten);
  const next = pictured.filter(({ isWritten, isOver }) => !isWritten && !isOver);
  return [...written, ...next.slice(0, MOST_PICTURED)].map(({ paper }) => paper.mark);
}

/** No time stands at the beginning of such a key: it is not swept with old drafts (outbox.sweep). */
const PREFIX = 'sealed-';
/** The file of the sealed pictures of a paper. */
export const sealedKey = (mark: string) => PREFIX + mark;

/** Lets go of the sealed pictures of all papers but these. */
export async function keepSealed(marks: readonly string[]): Promise<void> {
  const needed = new Set(marks.map(sealedKey));
  for (const key of await listFiles()) {
    if (key.startsWith(PREFIX) && !needed.has(key)) await removeFile(key);
  }
}

/**
 * Lets go of papers that nobody can write any more, and of their pictures: whoever was deferred or did not come never
 * hands them in. What is being written stays.
 */
export async function dropOver(personId: string): Promise<void> {
  const store = examStore(personId);
  for (const { key, paper, isWritten, isOver } of keptPapers(store)) {
    if (isWritten || !isOver) continue;
    await dropAhead(envelopePictures(paper));
    store.remove(key);
  }
  await keepSealed(picturedMarks(store));
}

/** Once somebody signed out only the pictures of what they are writing stay; others come again with their paper. */
export async function keepWritten(personId: string): Promise<void> {
  const written = keptPapers(examStore(personId)).filter(({ isWritten }) => isWritten);
  await keepSealed(written.map(({ paper }) => paper.mark));
}
