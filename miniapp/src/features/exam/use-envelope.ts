import { useEffect, useState } from 'react';
import { examContract, type MySitting } from '@qiangji/shared-types';
import { now } from '@/platform/clock';
import { randomUnit } from '@/platform/ids';
import { useNetState } from '@/platform/network';
import { call } from '@/platform/request';
import { heldEnvelope, holdEnvelope, picturedMarks } from './held.store';
import { fetchSealed, hasSealed, keepSealed } from './sealed.pictures';

/** Papers are fetched within so long (ms), each phone at its own moment, or half of what is left to the start. */
const SPREAD_MS = 20_000;

/** `partly`: without its pictures, which come after the start. */
export type EnvelopeState = 'none' | 'fetching' | 'held' | 'partly' | 'failed';

/** Has a paper and its pictures on the phone; what lies there already is not asked for. */
async function fetchPaper(examId: string, no: number, mark: string | null): Promise<EnvelopeState> {
  const known = heldEnvelope(examId, no);
  const isRight = known !== undefined && known.mark === mark;
  const envelope = isRight
    ? known
    : await call(examContract.findEnvelope, { params: { examId }, query: { no } });
  if (!isRight) holdEnvelope(examId, envelope);
  try {
    await keepSealed([...picturedMarks(), envelope.mark]);
    await fetchSealed(examId, envelope);
    return 'held';
  } catch {
    return 'partly';
  }
}

/**
 * Has the next attempt's paper and its pictures on the phone before it starts, sealed; once more where it has
 * become another one meanwhile, which the start would have to deliver.
 */
export function useEnvelope(sitting: MySitting | undefined): EnvelopeState {
  const examId = sitting?.examId;
  const no = sitting?.nextNo ?? null;
  const mark = sitting?.paperMark ?? null;
  const opensAtMs = sitting ? Date.parse(sitting.times.opensAt) : 0;
  const net = useNetState();
  const [state, setState] = useState<EnvelopeState>('none');
  useEffect(() => {
    if (examId === undefined || no === null) return undefined;
    const held = heldEnvelope(examId, no);
    const isHeld = held !== undefined && held.mark === mark;
    let live = true;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const told = (next: EnvelopeState) => {
      if (live) setState(next);
    };
    const look = async () => {
      const isWhole = isHeld && (await hasSealed(held));
      if (isWhole) told('held');
      else if (net === 'offline') told(isHeld ? 'partly' : 'none');
      else if (live) {
        told('fetching');
        const spread = Math.min(SPREAD_MS, Math.max(0, opensAtMs - now()) / 2);
        timer = setTimeout(() => {
          fetchPaper(examId, no, mark).then(told, () => told('failed'));
        }, spread * randomUnit());
      }
    };
    void look();
    return () => {
      live = false;
      clearTimeout(timer);
    };
  }, [examId, no, mark, opensAtMs, net]);
  return state;
}
