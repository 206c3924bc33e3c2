import type { PaperEnvelope } from '@qiangji/shared-types';
import { dropAhead } from '@/platform/camera';
import { newId } from '@/platform/ids';
import { currentPersonId } from '@/platform/session';
import { deviceStore, type Kv } from '@/platform/storage';
import type { HeldAttempt } from './held.core';
import {
  attemptKey,
  envelopePictures,
  examStore,
  keepSealed,
  keptPapers,
  paperKey,
  picturedMarks,
  type HeldPaper,
  type PaperWindow,
} from './held.papers';

/** Papers and attempts of the person signed in. */
function own(): Kv {
  const personId = currentPersonId();
  if (personId === undefined) throw new Error('nobody is signed in');
  return examStore(personId);
}

/** Names this phone or browser to the service; made once. */
export function deviceId(): string {
  const store = deviceStore('exam');
  const known = store.get<string>('device');
  if (known) return known;
  const made = newId();
  store.set('device', made);
  return made;
}

export function heldEnvelope(examId: string, no: number): HeldPaper | undefined {
  return own().get<HeldPaper>(paperKey(examId, no));
}

/** Sealed papers that wait on the phone at most, about 100 KB each: those that open first. */
const MOST_PAPERS = 8;

/** Keeps a paper with its window; what is known of that already stands where none is given. */
export function holdEnvelope(examId: string, envelope: PaperEnvelope, window?: PaperWindow): void {
  const kept = paperKey(examId, envelope.attemptNo);
  const { opensAt, closesAt } = window ?? own().get<HeldPaper>(kept) ?? {};
  own().set(kept, { ...envelope, opensAt, closesAt });
  for (const { key, isWritten } of keptPapers(own()).slice(MOST_PAPERS)) {
    if (key !== kept && !isWritten) own().remove(key);
  }
}

/** Lets go of the sealed pictures of all papers but this and the next that are written. */
export function keepPictures(envelope?: PaperEnvelope): Promise<void> {
  return keepSealed([...picturedMarks(own()), ...(envelope ? [envelope.mark] : [])]);
}

export function heldAttempt(examId: string): HeldAttempt | undefined {
  return own().get<HeldAttempt>(attemptKey(examId));
}

export function holdAttempt(held: HeldAttempt): void {
  own().set(attemptKey(held.examId), held);
}

/** Once it is handed in nothing of a paper stays on the phone, nor of its pictures. */
export function dropPaper(examId: string, no: number): void {
  void dropAhead(envelopePictures(heldEnvelope(examId, no)));
  own().remove(paperKey(examId, no));
  void keepPictures();
}
