import {
  audienceOf,
  dutyLogContract,
  selfCheckKinds,
  type Checklist,
  type ChecklistGroup,
  type PersonKind,
  type SelfCheck,
  type SelfCheckKind,
  type SelfCheckWrite,
} from '@qiangji/shared-types';
import type { Verdict } from '@/ui/seg3';

/** A picture as the draft keeps it, so that it survives the app being closed. */
export interface DraftPhoto {
  mediaId: string;
  sha256: string;
  url: string;
}

/** A check under way: what was tapped so far. */
export interface CheckDraft {
  /** Codes of the groups confirmed. */
  confirmed: string[];
  /** Items judged one by one; the others of a confirmed group are in order. */
  verdicts: Record<string, Verdict>;
  notes: Record<string, string>;
  photos: Record<string, DraftPhoto[]>;
  /** Put right on the spot. */
  fixed: string[];
}

/** A draft as the phone keeps it: with the list that it answers. */
export interface KeptCheck extends CheckDraft {
  /** What it is handed in under; drafts of before have none. */
  opId?: string;
  list: { code: string; version: number };
  /** What each item of that list was called. */
  names: Record<string, string>;
}

export const EMPTY_DRAFT: CheckDraft = {
  confirmed: [],
  verdicts: {},
  notes: {},
  photos: {},
  fixed: [],
};

export function namesOf(list: Checklist): Record<string, string> {
  return Object.fromEntries(
    list.groups.flatMap(({ items }) => items.map(({ code, name }) => [code, name] as const)),
  );
}

function onlyOf<T>(part: Record<string, T>, keeps: (code: string) => boolean): Record<string, T> {
  return Object.fromEntries(Object.entries(part).filter(([code]) => keeps(code)));
}

/**
 * A kept draft as an answer to a list. Of one that answers another version, or was asked less, only what was
 * judged item by item stays, where the item is still asked in the same words; a group that was confirmed as a
 * whole may hold something new, and is confirmed again.
 */
export function carriedOver(kept: Partial<KeptCheck>, list: Checklist): CheckDraft {
  const draft = { ...EMPTY_DRAFT, ...kept };
  const { confirmed: groups, verdicts, notes, photos, fixed } = draft;
  const asked = namesOf(list);
  const { names = {} } = kept;
  const isMore = Object.keys(names).length > 0 && Object.keys(asked).some((code) => !names[code]);
  if (kept.list?.code === list.code && kept.list.version === list.version && !isMore) {
    return { confirmed: groups, verdicts, notes, photos, fixed };
  }
  const same = (code: string) => asked[code] !== undefined && asked[code] === names[code];
  return {
    confirmed: [],
    verdicts: onlyOf(verdicts, same),
    notes: onlyOf(notes, same),
    photos: onlyOf(photos, same),
    fixed: fixed.filter(same),
  };
}

/** What a check was handed in as: its record on this phone. Each check is one of its own. */
export function recordOf(kind: SelfCheckKind, id: string): string {
  return `self-check:${kind}:${id}`;
}

/** The kind of a check that waits or came back on this phone. */
export function kindOfRecord(recordKey: string): SelfCheckKind {
  const [, kind] = recordKey.split(':');
  return selfCheckKinds.find((one) => one === kind) ?? 'readiness';
}

/** A check that came back, as it was filled in; its pictures show when they were found again. */
export function draftAgain({ checklistCode, checklistVersion, groups }: SelfCheckWrite): KeptCheck {
  const faults = groups.flatMap((group) => group.faults ?? []);
  const away = groups.flatMap((group) => group.notApplicable ?? []);
  const of = <T>(value: (fault: (typeof faults)[number]) => T) =>
    Object.fromEntries(faults.map((fault) => [fault.itemCode, value(fault)] as const));
  return {
    confirmed: groups.map(({ groupCode }) => groupCode),
    verdicts: {
      ...Object.fromEntries(away.map((code) => [code, 'na' as const])),
      ...of(() => 'fail' as const),
    },
    notes: of(({ note = '' }) => note),
    photos: of(({ photos = [] }) => photos.map((photo) => ({ ...photo, url: '' }))),
    fixed: faults.filter(({ fixed }) => fixed).map(({ itemCode }) => itemCode),
    list: { code: checklistCode, version: checklistVersion },
    names: {},
  };
}

/** The write of an entry that waits on this phone, by its op: a check of the entry goes after it. */
export function writeOf(
  entryId: string | undefined,
  pending: readonly { opId: string; routeId: string; body?: unknown }[],
): string | undefined {
  if (entryId === undefined) return undefined;
  const write = pending.find(
    ({ routeId, body }) =>
      routeId === dutyLogContract.appendEntry.id &&
      (body as { entryId?: string } | undefined)?.entryId === entryId,
  );
  return write?.opId;
}

/** The list of a kind that is meant for a person; undefined: none. */
export function listFor(
  lists: readonly Checklist[] | undefined,
  kind: PersonKind,
): Checklist | undefined {
  return lists?.find((list) => list.audience.includes(audienceOf(kind)));
}

export function verdictOf(
  draft: CheckDraft,
  group: ChecklistGroup,
  code: string,
): Verdict | undefined {
  return draft.verdicts[code] ?? (draft.confirmed.includes(group.code) ? 'pass' : undefined);
}

/** Judges one item; its group has to be confirmed again, since something in it has changed. */
export function judged(
  draft: CheckDraft,
  group: ChecklistGroup,
  code: string,
  to: Verdict,
): CheckDraft {
  return {
    ...draft,
    verdicts: { ...draft.verdicts, [code]: to },
    confirmed: draft.confirmed.filter((one) => one !== group.code),
    fixed: to === 'fail' ? draft.fixed : draft.fixed.filter((one) => one !== code),
  };
}

export function confirmed(draft: CheckDraft, group: ChecklistGroup): CheckDraft {
  return { ...draft, confirmed: [...new Set([...draft.confirmed, group.code])] };
}

function codesWith(draft: CheckDraft, group: ChecklistGroup, verdict: Verdict): string[] {
  return group.items.map((item) => item.code).filter((code) => draft.verdicts[code] === verdict);
}

/** What one tap says of a group: all in order, or those not named. */
export function confirmText(draft: CheckDraft, group: ChecklistGroup): string {
  const named = group.items.filter((item) => draft.verdicts[item.code] !== undefined).length;
  if (named === 0) return '全部合格';
  const rest = group.items.length - named;
  return rest === 0 ? '这组查完了' : `其余 ${rest} 条合格`;
}

/** How a confirmed group stands, in words. */
export function groupResult(draft: CheckDraft, group: ChecklistGroup): string {
  const faults = codesWith(draft, group, 'fail').length;
  const away = codesWith(draft, group, 'na').length;
  if (faults > 0) return `${faults} 条不合格`;
  if (away === group.items.length) return '不适用';
  return away > 0 ? `合格，${away} 条不适用` : '全部合格';
}

export interface Progress {
  done: number;
  total: number;
  marks: ('ok' | 'bad' | 'todo')[];
  /** Names of the groups that are not confirmed. */
  missing: string[];
  faults: number;
}

export function progressOf(list: Checklist, draft: CheckDraft): Progress {
  const marks = list.groups.flatMap((group) =>
    group.items.map(({ code }) => {
      const verdict = verdictOf(draft, group, code);
      if (verdict === undefined) return 'todo' as const;
      return verdict === 'fail' ? ('bad' as const) : ('ok' as const);
    }),
  );
  return {
    done: marks.filter((mark) => mark !== 'todo').length,
    total: marks.length,
    marks,
    missing: list.groups
      .filter((group) => !draft.confirmed.includes(group.code))
      .map((group) => group.name),
    faults: marks.filter((mark) => mark === 'bad').length,
  };
}

/** The draft as the service takes it, group by group. */
export function groupsOf(list: Checklist, draft: CheckDraft) {
  return list.groups.map((group) => ({
    groupCode: group.code,
    notApplicable: codesWith(draft, group, 'na'),
    faults: codesWith(draft, group, 'fail').map((itemCode) => {
      const note = draft.notes[itemCode]?.trim();
      const photos = (draft.photos[itemCode] ?? []).map(({ mediaId, sha256 }) => ({
        mediaId,
        sha256,
      }));
      return { itemCode, ...(note ? { note } : {}), photos, fixed: draft.fixed.includes(itemCode) };
    }),
  }));
}

export function photosOf(draft: CheckDraft): DraftPhoto[] {
  const failing = Object.keys(draft.photos).filter((code) => draft.verdicts[code] === 'fail');
  return failing.flatMap((code) => draft.photos[code] ?? []);
}

/** The groups of a list as a check was asked them: what it was not asked is not shown. */
export function askedGroups(list: Checklist, { results }: Pick<SelfCheck, 'results'>) {
  const asked = new Set(results.map((result) => result.itemCode));
  return list.groups
    .map((group) => ({ ...group, items: group.items.filter((item) => asked.has(item.code)) }))
    .filter(({ items }) => items.length > 0);
}
