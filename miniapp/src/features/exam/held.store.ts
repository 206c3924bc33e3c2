import type { PaperEnvelope } from '@qiangji/shared-types';
import { dropAhead } from '@/platform/camera';
import { newId } from '@/platform/ids';
import { currentPersonId } from '@/platform/session';
import { deviceStore, personStore, type Kv } from '@/platform/storage';
import type { HeldAttempt } from './held.core';
import { keepSealed } from './sealed.pictures';

/** Papers and attempts of the person signed in. */
function own(): Kv {
  const personId = currentPersonId();
  if (personId === undefined) throw new Error('nobody is signed in');
  return personStore('exam', personId);
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

const envelopeKey = (examId: string, no: number) => `paper/${examId}/${no}`;

export function heldEnvelope(examId: string, no: number): PaperEnvelope | undefined {
  return own().get<PaperEnvelope>(envelopeKey(examId, no));
}

/** Sealed papers that wait on the phone at most, about 100 KB each: the exams made last. */
const MOST_PAPERS = 8;

export function holdEnvelope(examId: string, envelope: PaperEnvelope): void {
  const kept = envelopeKey(examId, envelope.attemptNo);
  own().set(kept, envelope);
  // Ids of exams begin with their time. A paper that is written stays.
  const papers = own()
    .keys()
    .filter((key) => key.startsWith('paper/'))
    .sort();
  for (const key of papers.slice(0, -MOST_PAPERS)) {
    const isWritten = heldAttempt(key.split('/')[1] ?? '')?.submitOpId === null;
    if (key !== kept && !isWritten) own().remove(key);
  }
}

/** Papers whose pictures stay on the phone at most, up to some tens of MB each: those of the exams made last. */
const MOST_PICTURED = 2;

/** Of what papers the sealed pictures are kept, by their marks. */
export function picturedMarks(): string[] {
  const papers = own()
    .keys()
    .filter((key) => key.startsWith('paper/'))
    .sort();
  const envelopes = papers.flatMap((key) => own().get<PaperEnvelope>(key) ?? []);
  const pictured = envelopes.filter(({ pictures }) => pictures > 0);
  return pictured.slice(-MOST_PICTURED).map(({ mark }) => mark);
}

export function heldAttempt(examId: string): HeldAttempt | undefined {
  return own().get<HeldAttempt>(`attempt/${examId}`);
}

export function holdAttempt(held: HeldAttempt): void {
  own().set(`attempt/${held.examId}`, held);
}

/** Once it is handed in nothing of a paper stays on the phone, nor of its pictures. */
export function dropPaper(examId: string, no: number): void {
  void dropAhead(envelopePictures(heldEnvelope(examId, no)));
  own().remove(envelopeKey(examId, no));
  void keepSealed(picturedMarks());
}

/** Pictures of a paper; an envelope that a phone of before kept names none. */
export function envelopePictures(envelope: PaperEnvelope | undefined): string[] {
  return (envelope as Partial<PaperEnvelope> | undefined)?.mediaIds ?? [];
}
