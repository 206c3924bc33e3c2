import type { Checklist, CheckKind, Place } from '@qiangji/shared-types';
import type { Method } from './words';

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
