import { useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import {
  examContract,
  openPaper,
  picturesOf,
  type AttemptStarted,
  type PaperEnvelope,
  type Sheet,
} from '@qiangji/shared-types';
import { deviceAt } from '@/platform/clock';
import { newId, randomUnit } from '@/platform/ids';
import { useNetState } from '@/platform/network';
import { onSent, outboxItem, sendNow, useOutbox, type OutboxItem } from '@/platform/outbox';
import { call, toApiError, type ApiError } from '@/platform/request';
import { phoneGcm } from './gcm';
import { afterKept, joined, uncarried, type HeldAttempt } from './held.core';
import type { PaperWindow } from './held.papers';
import { deviceId, heldAttempt, heldEnvelope, holdEnvelope } from './held.store';
import { unsealPictures } from './sealed.pictures';
import { Sitting } from './sitting';

/** A phone tries again so often while something waits (ms), each at its own moment. */
const TRY_MS = 8_000;

export interface Opened {
  sitting: Sitting;
  sheet: Sheet;
  /** The service has not been asked since the page was opened. */
  isKept: boolean;
}

/** The paper, where this key is its own. */
function openedBy(envelope: PaperEnvelope, paperKey: string): Sheet | undefined {
  try {
    return openPaper(envelope, paperKey, phoneGcm);
  } catch {
    return undefined;
  }
}

/** Opens the paper with what lies on the phone; undefined where something is missing. */
function fromPhone(examId: string, no: number): Opened | undefined {
  const held = heldAttempt(examId);
  const envelope = heldEnvelope(examId, no);
  if (!held || held.no !== no || held.submitOpId !== null || !envelope) return undefined;
  const sheet = openedBy(envelope, held.paperKey);
  if (sheet) unsealPictures(envelope.mark, sheet, held.paperKey);
  return sheet && { sitting: new Sitting(held), sheet, isKept: true };
}

const isCarried = (opId: string) => {
  const state = outboxItem(opId)?.state;
  return state === 'waiting' || state === 'sending';
};

/** Whether this phone may ask for the attempt by itself. */
function mayTake(examId: string, no: number, opened: Opened | undefined): boolean {
  const held = opened?.sitting.held ?? heldAttempt(examId);
  if (held?.no !== no) return true;
  // Another phone writes now: this one takes it back only when its person says so.
  if (held.elsewhere) return false;
  // Handed in and on its way: to ask for it would take it from whoever has it.
  if (held.submitOpId !== null) return (outboxItem(held.submitOpId)?.state ?? 'sent') === 'sent';
  return !opened || opened.isKept;
}

/** The service's word that the attempt is this phone's now, and the paper that its key opens. */
async function start(
  examId: string,
  no: number,
  known: PaperEnvelope | undefined,
): Promise<{ started: AttemptStarted; sheet: Sheet }> {
  const started = await call(examContract.startAttempt, {
    params: { examId },
    body: { opId: newId(), deviceAt: deviceAt(), no, deviceId: deviceId(), withPaper: !known },
  });
  const envelope = started.envelope ?? known;
  if (!envelope) throw new Error('the paper did not come with the start');
  const sheet = openedBy(envelope, started.paperKey);
  if (!sheet) {
    // What lies on the phone is not the paper of this key: the one that is comes with the next start.
    if (known) return start(examId, no, undefined);
    throw new Error('the key does not open the paper');
  }
  unsealPictures(envelope.mark, sheet, started.paperKey);
  const { startedAt: opensAt, endsAt: closesAt } = started.attempt;
  keepPaper(examId, { ...envelope, mediaIds: picturesOf(sheet) }, { opensAt, closesAt });
  return { started, sheet };
}

/** With what its pictures are called, to let go of them with it. A phone without room shows it all the same. */
function keepPaper(examId: string, envelope: PaperEnvelope, window: PaperWindow): void {
  try {
    holdEnvelope(examId, envelope, window);
  } catch {
    // After a restart it comes with the start again.
  }
}

/** Starts or goes on with the attempt on this phone, which then is the one that writes. */
async function takeUp(examId: string, no: number, open?: Sitting): Promise<Opened> {
  const { started, sheet } = await start(examId, no, heldEnvelope(examId, no));
  const held = joined(open?.held ?? heldAttempt(examId), started, isCarried);
  const again = uncarried(held, started.attempt, isCarried);
  const sitting = open ?? new Sitting(held);
  sitting.change({ ...held });
  again.forEach((code) => sitting.again(code));
  sitting.flush();
  return { sitting, sheet, isKept: false };
}

const ATTEMPT_ROUTES: readonly string[] = [
  examContract.appendAnswer.id,
  examContract.appendLeave.id,
  examContract.submitAttempt.id,
];

/** The attempt's own items of the outbox; what was sent no longer says whose it was. */
export function itemsOf(items: readonly OutboxItem[], attemptId: string): OutboxItem[] {
  return items.filter(
    ({ routeId, recordKey }) => recordKey === attemptId && ATTEMPT_ROUTES.includes(routeId),
  );
}

export interface SaveState {
  waiting: number;
  /** When the latest was taken in, by the phone's clock (ms). */
  savedAtMs: number | undefined;
  refused: OutboxItem | undefined;
}

export function useSaveState(attemptId: string): SaveState {
  const { waiting, sending, rejected, sent } = useOutbox();
  return useMemo(
    () => ({
      waiting: itemsOf([...waiting, ...sending], attemptId).length,
      savedAtMs: itemsOf(sent, attemptId)[0]?.sentAt,
      refused: itemsOf(rejected, attemptId)[0],
    }),
    [waiting, sending, rejected, sent, attemptId],
  );
}

export interface SittingPage {
  opened: Opened | undefined;
  refusal: ApiError | undefined;
  /** Takes the attempt to this phone, or tries again. */
  take: () => void;
}

/** The attempt that the page is about: at once from the phone where it is there, then with the service. */
export function useSitting(examId: string, no: number): SittingPage {
  const [opened, setOpened] = useState(() => fromPhone(examId, no));
  const [refusal, setRefusal] = useState<ApiError>();
  const current = useRef(opened);
  current.current = opened;
  const busy = useRef(false);
  const take = useCallback(() => {
    if (busy.current) return;
    busy.current = true;
    setRefusal(undefined);
    takeUp(examId, no, current.current?.sitting)
      .then(setOpened)
      .catch((thrown: unknown) => setRefusal(toApiError(thrown)))
      .finally(() => (busy.current = false));
  }, [examId, no]);
  const net = useNetState();
  useEffect(() => {
    if (net !== 'offline' && mayTake(examId, no, opened)) take();
    // eslint-disable-next-line react-hooks/exhaustive-deps -- at opening, and when the network is back
  }, [net === 'offline']);
  useEffect(() => {
    if (!opened) return undefined;
    const { sitting } = opened;
    const { appendAnswer, appendLeave, submitAttempt } = examContract;
    const hears = [appendAnswer, appendLeave, submitAttempt].map((contract) =>
      onSent(contract, (kept, { recordKey }) => {
        if (recordKey === sitting.held.attemptId) sitting.change(afterKept(sitting.held, kept));
      }),
    );
    return () => hears.forEach((stop) => stop());
  }, [opened]);
  return { opened, refusal, take };
}

export function useHeld(sitting: Sitting): HeldAttempt {
  return useSyncExternalStore(sitting.subscribe, sitting.snapshot, sitting.snapshot);
}

/** What waits is tried again soon: the usual pauses are longer than what is left of an exam. */
export function useTries(waiting: boolean): void {
  useEffect(() => {
    if (!waiting) return undefined;
    let timer: ReturnType<typeof setTimeout>;
    const plan = () => {
      timer = setTimeout(
        () => {
          sendNow();
          plan();
        },
        TRY_MS * (0.5 + randomUnit()),
      );
    };
    plan();
    return () => clearTimeout(timer);
  }, [waiting]);
}
