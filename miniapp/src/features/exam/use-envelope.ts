import { useEffect, useState } from 'react';
import { examContract, type MySitting } from '@qiangji/shared-types';
import { fetchAhead } from '@/platform/camera';
import { now } from '@/platform/clock';
import { randomUnit } from '@/platform/ids';
import { useNetState } from '@/platform/network';
import { call } from '@/platform/request';
import { envelopePictures, heldEnvelope, holdEnvelope } from './held.store';

/** Papers are fetched within so long (ms), each phone at its own moment, unless the start is near. */
const SPREAD_MS = 20_000;

export type EnvelopeState = 'none' | 'fetching' | 'held' | 'failed';

/** Has the next attempt's paper on the phone before it starts, sealed, and its pictures beside it. */
export function useEnvelope(sitting: MySitting | undefined): EnvelopeState {
  const examId = sitting?.examId;
  const no = sitting?.nextNo ?? null;
  const opensAtMs = sitting ? Date.parse(sitting.times.opensAt) : 0;
  const net = useNetState();
  const [state, setState] = useState<EnvelopeState>('none');
  useEffect(() => {
    if (examId === undefined || no === null) return undefined;
    if (heldEnvelope(examId, no)) {
      setState('held');
      return undefined;
    }
    if (net === 'offline') return undefined;
    setState('fetching');
    let live = true;
    const wait = opensAtMs - now() > SPREAD_MS * 2 ? randomUnit() * SPREAD_MS : 0;
    const timer = setTimeout(() => {
      call(examContract.findEnvelope, { params: { examId }, query: { no } })
        .then((envelope) => {
          holdEnvelope(examId, envelope);
          if (live) setState('held');
        })
        .catch(() => live && setState('failed'));
    }, wait);
    return () => {
      live = false;
      clearTimeout(timer);
    };
  }, [examId, no, opensAtMs, net]);
  useEffect(() => {
    if (state !== 'held' || examId === undefined || no === null || net === 'offline') return;
    return fetchAhead(envelopePictures(heldEnvelope(examId, no)));
  }, [state, examId, no, net]);
  return state;
}
