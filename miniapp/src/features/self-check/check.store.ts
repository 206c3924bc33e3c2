import { useEffect } from 'react';
import { dayOf, type Checklist, type SelfCheckKind } from '@qiangji/shared-types';
import { now } from '@/platform/clock';
import { useDraft } from '@/platform/draft';
import { useMe } from '@/platform/session';
import { personStore } from '@/platform/storage';
import { carriedOver, EMPTY_DRAFT, namesOf, type CheckDraft, type KeptCheck } from './check.view';

/** What is asked once: a readiness check a day, a conduct check an act, a periodic one until handed in. */
function nameOf(kind: SelfCheckKind, entryId: string | undefined): string {
  const occasion = kind === 'readiness' ? dayOf(now()) : (entryId ?? '');
  return `self-check:${kind}:${occasion}`;
}

/**
 * A draft that outlives the page: half a check done in a basement is still there upstairs. Of one
 * begun under another version of the list, what still applies is carried over.
 */
export function useCheckDraft(
  kind: SelfCheckKind,
  entryId: string | undefined,
  list: Checklist | undefined,
) {
  const { value, restored, change, done, drop } = useDraft<KeptCheck>(nameOf(kind, entryId));
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
    change({ ...next, list: { code, version }, names: namesOf(list) });
  };
  return { draft, save, restored, done, drop };
}
