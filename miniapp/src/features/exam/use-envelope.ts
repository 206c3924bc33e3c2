import { useEffect, useState } from 'react';
import { examContract, type MySitting, type PaperEnvelope } from '@qiangji/shared-types';
import { now } from '@/platform/clock';
import { randomUnit } from '@/platform/ids';
import { useNetState } from '@/platform/network';
import { call } from '@/platform/request';
import type { HeldPaper, PaperWindow } from './held.papers';
import { heldEnvelope, holdEnvelope, keepPictures } from './held.store';
import { fetchSealed, hasSealed } from './sealed.pictures';

/** Papers are fetched within so long (ms), each phone at its own moment, or half of what is left to the start. */
const SPREAD_MS = 20_000;

/** `partly`: without its pictures, which come after the start. */
export type EnvelopeState = 'none' | 'fetching' | 'held' | 'partly' | 'failed';

/** Pictures that did not come are asked for again after so long (ms), or up to twice that. */
const AGAIN_MS = 15_000;

/** Whose paper, and when it is written. */
interface Next extends PaperWindow {
  examId: string;
  no: number;
  mark: string | null;
}

/** What lies on the phone of it, with the window as it is now. */
function heldOf({ examId, no, mark, opensAt, closesAt }: Next): HeldPaper | undefined {
  const held = heldEnvelope(examId, no);
  if (held?.mark !== mark) return undefined;
  const isSame = held.opensAt === opensAt && held.closesAt === closesAt;
  try {
    if (!isSame) holdEnvelope(examId, held, { opensAt, closesAt });
  } catch {
    // A phone without room has it all the same.
  }
  return held;
}

/** Has a paper and its pictures on the phone; what lies there already is not asked for. */
async function fetchPaper(next: Next): Promise<EnvelopeState> {
  const { examId, no, opensAt, closesAt } = next;
  let envelope: PaperEnvelope | undefined = heldOf(next);
  if (!envelope) {
    envelope = await call(examContract.findEnvelope, { params: { examId }, query: { no } });
    holdEnvelope(examId, envelope, { opensAt, closesAt });
  }
  if (await hasSealed(envelope)) return 'held';
  // Once it is open everybody comes at once: pictures are fetched as they are shown.
  if (now() >= Date.parse(opensAt)) return 'partly';
  try {
    await keepPictures(envelope);
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
  const { opensAt = '', closesAt = '' } = sitting?.times ?? {};
  const net = useNetState();
  const [state, setState] = useState<EnvelopeState>('none');
  useEffect(() => {
    if (examId === undefined || no === null) return undefined;
    const next = { examId, no, mark, opensAt, closesAt };
    const leftMs = () => Math.max(0, Date.parse(opensAt) - now());
    let live = true;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const told = (what: EnvelopeState) => {
      if (live) setState(what);
    };
    const fetchIn = (ms: number) => {
      timer = setTimeout(() => {
        fetchPaper(next).then(
          (what) => {
            told(what);
            if (live && what === 'partly' && leftMs() > 0) fetchIn(AGAIN_MS * (1 + randomUnit()));
          },
          () => told('failed'),
        );
      }, ms);
    };
    const look = async () => {
      const held = heldOf(next);
      const isWhole = held !== undefined && (await hasSealed(held));
      if (isWhole) told('held');
      else if (net === 'offline') told(held ? 'partly' : 'none');
      else if (live) {
        told('fetching');
        fetchIn(Math.min(SPREAD_MS, leftMs() / 2) * randomUnit());
      }
    };
    void look();
    return () => {
      live = false;
      clearTimeout(timer);
    };
  }, [examId, no, mark, opensAt, closesAt, net]);
  return state;
}
