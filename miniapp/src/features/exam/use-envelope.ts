import { useEffect, useState } from 'react';
import { examContract, type MySitting } from '@qiangji/shared-types';
import { now } from '@/platform/clock';
import { randomUnit } from '@/platform/ids';
import { useNetState } from '@/platform/network';
import { call } from '@/platform/request';
import { heldEnvelope, holdEnvelope } from './held.store';

/** Papers are fetched within so long (ms), each phone at its own moment, or half of what is left to the start. */
const SPREAD_MS = 20_000;

export type EnvelopeState = 'none' | 'fetching' | 'held' | 'failed';

/**
 * Has the next attempt's paper on the phone before it starts, sealed; once more where it has become another one
 * meanwhile, which the start would have to deliver. Its pictures are fetched with the start (`useSitting`).
 */
export function useEnvelope(sitting: MySitting | undefined): EnvelopeState {
  const examId = sitting?.examId;
  const no = sitting?.nextNo ?? null;
  const mark = sitting?.paperMark;
  const opensAtMs = sitting ? Date.parse(sitting.times.opensAt) : 0;
  const net = useNetState();
  const [state, setState] = useState<EnvelopeState>('none');
  useEffect(() => {
    if (examId === undefined || no === null) return undefined;
    const held = heldEnvelope(examId, no);
    if (held && held.mark === mark) {
      setState('held');
      return undefined;
    }
    setState('none');
    if (net === 'offline') return undefined;
    setState('fetching');
    let live = true;
    const spread = Math.min(SPREAD_MS, Math.max(0, opensAtMs - now()) / 2);
    const timer = setTimeout(() => {
      call(examContract.findEnvelope, { params: { examId }, query: { no } })
        .then((envelope) => {
          holdEnvelope(examId, envelope);
          if (live) setState('held');
        })
        .catch(() => live && setState('failed'));
    }, spread * randomUnit());
    return () => {
      live = false;
      clearTimeout(timer);
    };
  }, [examId, no, mark, opensAtMs, net]);
  return state;
}
