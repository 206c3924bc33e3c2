import type { Checklist, CheckKind, DrawSummary, Place } from '@qiangji/shared-types';
import type { Method } from './words';

interface Named {
  personId: string;
  name: string;
}

/** How a check begins, as far as nothing settled it before. */
export interface StartForm {
  method: Method;
  path: string | undefined;
  /** Why this squadron, where no draw or plan named it. */
  reason: string;
  fellowId: string | undefined;
  listCode: string | undefined;
  personIds: string[];
  label: string;
  point: Place | undefined;
}

export const FIRST: StartForm = {
  method: 'open',
  path: undefined,
  reason: '',
  fellowId: undefined,
  listCode: undefined,
  personIds: [],
  label: '',
  point: undefined,
};

/** Fellow inspectors that this phone has heard of, from draws of the bureau; by name, without oneself. */
export function fellows(draws: readonly DrawSummary[], me: string): Named[] {
  const known = new Map<string, Named>();
  for (const { outcome } of draws) {
    for (const one of outcome.inspectors) if (one.personId !== me) known.set(one.personId, one);
  }
  return [...known.values()].sort((a, b) => a.name.localeCompare(b.name, 'zh'));
}

/** The checklist that a kind of check usually takes. */
export function usualChecklist(
  lists: readonly Checklist[],
  kind: CheckKind,
): Checklist | undefined {
  return lists.find((list) => list.code === `spot_${kind}`) ?? lists[0];
}

/** What is still missing before a check can begin; undefined where nothing is. */
export function startLacks(form: {
  squadronPath: string;
  /** Settled before, or said. */
  reason: boolean;
  inspectors: number;
  persons: number;
  checklist: boolean;
}): string | undefined {
  if (form.squadronPath === '') return '先选中队';
  if (!form.reason) return '写明为什么查';
  if (form.inspectors < 2) return '还差一名督察员';
  if (form.persons === 0) return '先选被查的人';
  return form.checklist ? undefined : '检查表还没取到';
}
