import { useEffect, useState } from 'react';
import {
  dayOf,
  dutyLogContract,
  standardContract,
  type Checklist,
  type SelfCheckKind,
  type SelfCheckWrite,
} from '@qiangji/shared-types';
import { now } from '@/platform/clock';
import { reopened, useDraft } from '@/platform/draft';
import { newId } from '@/platform/ids';
import { useOutbox } from '@/platform/outbox';
import { useResource } from '@/platform/resource';
import { useMe } from '@/platform/session';
import { personStore } from '@/platform/storage';
import { ownMonth } from '@/shell/own-month';
import { carriedOver, EMPTY_DRAFT, namesOf, type CheckDraft, type KeptCheck } from './check.view';

/** What is asked once: a readiness check a day, a conduct check an act, a periodic one until handed in. */
function nameOf(kind: SelfCheckKind, entryId: string | undefined): string {
  const occasion = kind === 'readiness' ? dayOf(now()) : (entryId ?? '');
  return `self-check:${kind}:${occasion}`;
}

/**
 * A draft that outlives the page: half a check done in a basement is still there upstairs. Of one
 * begun under another version of the list, what still applies is carried over. One that came back
 * (`before`) stays in the outbox until it was mended.
 */
export function useCheckDraft(
  kind: SelfCheckKind,
  entryId: string | undefined,
  list: Checklist | undefined,
  before?: KeptCheck,
) {
  const name = before ? undefined : nameOf(kind, entryId);
  const { value: touched, restored, change, done, drop } = useDraft<KeptCheck>(name);
  const [made] = useState(newId);
  // Of a form that is open twice, or was handed in just before the app was killed, it is the same.
  const { opId = made } = touched;
  const shown = usePictures(before);
  const value: Partial<KeptCheck> = { ...before, ...shown, ...touched };
  const personId = useMe()?.personId;
  // Before drafts knew their list they were kept here, and for ever.
  useEffect(() => {
    if (personId === undefined) return;
    const former = personStore('self-check', personId);
    for (const key of former.keys()) former.remove(key);
  }, [personId]);
  const draft = list ? carriedOver(value, list) : EMPTY_DRAFT;
  const save = (next: CheckDraft) => {
    if (!list) return;
    const { code, version } = list;
    change({ ...next, opId, list: { code, version }, names: namesOf(list) });
  };
  return { draft, opId, save, restored, done, drop };
}

/** The pictures of a check that came back, once the phone has found them. */
function usePictures(before: KeptCheck | undefined): Pick<KeptCheck, 'photos'> | undefined {
  const [found, setFound] = useState<KeptCheck['photos']>();
  useEffect(() => {
    if (!before) return;
    const codes = Object.entries(before.photos);
    void Promise.all(
      codes.map(async ([code, photos]) => [code, await reopened(photos)] as const),
    ).then((all) => setFound(Object.fromEntries(all)));
  }, [before]);
  return found && { photos: found };
}

/** The list that a check answers: the one in force or, of a check that came back, the one it was asked by. */
export function useListOf(
  written: Pick<SelfCheckWrite, 'checklistCode' | 'checklistVersion'> | undefined,
  current: Checklist | undefined,
): Checklist | undefined {
  const { checklistCode: code, checklistVersion: version } = written ?? {};
  const same = current?.code === code && current?.version === version;
  const { data } = useResource(
    standardContract.findChecklist,
    code === undefined || version === undefined || same ? undefined : { params: { code, version } },
  );
  return written && !same ? data : current;
}

/** What may be an act of enforcement. */
const ACTS = { refreshAfter: [dutyLogContract.appendEntry, dutyLogContract.takeOverDraft] };

/**
 * Whether there was an act of enforcement on any of my shifts this month, one that waits on this phone included;
 * undefined while it is being fetched, and true where nobody knows. `isAsked`: nothing is fetched otherwise.
 */
export function useEnforced(isAsked: boolean): boolean | undefined {
  const { data, state } = useResource(
    dutyLogContract.listShifts,
    isAsked ? ownMonth() : undefined,
    ACTS,
  );
  const handlings = useResource(standardContract.dutyCatalogue, {}).data?.handlings;
  const { waiting, sending, rejected, sent } = useOutbox();
  // What went up lately may be missing from the copy that is read without a network.
  const waits = [...waiting, ...sending, ...rejected, ...sent].some(({ routeId, body }) => {
    if (!ACTS.refreshAfter.some(({ id }) => id === routeId)) return false;
    const { handlingCode } = body as { handlingCode?: string };
    return handlings?.find(({ code }) => code === handlingCode)?.enforcement ?? true;
  });
  if (waits) return true;
  if (data) return data.items.some(({ enforcementCount }) => enforcementCount > 0);
  return state === 'loading' ? undefined : true;
}
