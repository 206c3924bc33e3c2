import { useEffect, useMemo } from 'react';
import {
  dayOf,
  dutyLogContract,
  orgContract,
  selfCheckContract,
  standardContract,
  type Colleague,
  type Officer,
  type Profile,
} from '@qiangji/shared-types';
import { clockOffsetMs, now } from '@/platform/clock';
import { enqueue, onSent, unsent, useOutbox, type OutboxItem } from '@/platform/outbox';
import { changeStored, keep, useResource } from '@/platform/resource';
import { useMe } from '@/platform/session';
import { personStore, StorageError } from '@/platform/storage';
import { ownMonth } from '@/shell/own-month';
import { membersOf } from './handover.view';
import { comingPlans, planOfToday } from './my-rota.view';
import {
  currentShift,
  endsShift,
  shiftIdOf,
  shiftOfEntry,
  viewOf,
  type ShiftView,
} from './shift.view';

const CHANGES = [
  dutyLogContract.openShift,
  dutyLogContract.appendEntry,
  dutyLogContract.amendEntry,
  dutyLogContract.settleMatter,
  dutyLogContract.requestHandover,
  dutyLogContract.closeShift,
  dutyLogContract.changeShift,
];

export function useCatalogue() {
  return useResource(standardContract.dutyCatalogue, {});
}

/** Colleagues of one's own unit: partners, officers to name, receivers of a hand-over. */
export function useColleagues(): readonly Colleague[] {
  const unitPath = useMe()?.unitPath;
  const { data } = useResource(
    orgContract.listColleagues,
    unitPath === undefined ? undefined : { query: { unitPath, limit: 100 } },
  );
  return data?.items ?? [];
}

/** Who of one's own unit is on leave, for not putting them on duty by habit. */
export function useAbsences() {
  return useResource(dutyLogContract.listAbsences, {});
}

const MY_SHIFTS = { query: { limit: 5 } };

/** Own shifts, newest first; the last one gives the next its defaults. */
export function useMyShifts() {
  return useResource(dutyLogContract.listShifts, MY_SHIFTS, { refreshAfter: CHANGES });
}

/** Shifts that I am planned for; nothing of it is seen where a unit plans nothing. */
export function useMyRota() {
  const resource = useResource(
    dutyLogContract.listMyRota,
    {},
    { refreshAfter: [dutyLogContract.openShift, dutyLogContract.closeShift] },
  );
  const coming = comingPlans(resource.data?.plans ?? [], usePending(), now());
  return { ...resource, coming, today: planOfToday(coming, now()) };
}

/** Whom the rota named, and when it was asked (ms, as the service's clock has it). */
interface NextPerson {
  personId: string | undefined;
  at: number | undefined;
}

/** Whom the rota names for after a shift that the service knows; kept, so that a hand-over finds it offline too. */
export function useNextPerson(shiftId: string): NextPerson {
  const { data, at } = useResource(
    dutyLogContract.findNext,
    { params: { shiftId } },
    { refreshAfter: [dutyLogContract.openShift] },
  );
  return { personId: data?.personId ?? undefined, at: at && at + clockOffsetMs() };
}

/**
 * Whether the readiness check of the next shift was handed in today, or waits on this phone to be sent. Each
 * shift has its own: one from before the last shift ended was that one's, as the service has it too.
 */
export function useReadinessDone(): boolean {
  const today = dayOf(now());
  const { data } = useResource(
    selfCheckContract.listChecks,
    { query: { kind: 'readiness', from: today, limit: 1 } },
    { refreshAfter: [selfCheckContract.submit] },
  );
  const shifts = useMyShifts().data?.items ?? [];
  const pending = usePending();
  // The service has put the clocks of what it knows right.
  const momentOf = ({ deviceAt }: OutboxItem) => Date.parse(deviceAt) + clockOffsetMs();
  const waits = pending.filter(
    ({ routeId, body }) =>
      routeId === selfCheckContract.submit.id &&
      (body as { checklistCode?: string } | undefined)?.checklistCode === 'readiness',
  );
  const checkedMs = [
    ...(data?.items ?? []).map((one) => Date.parse(one.occurredAt)),
    ...waits.map(momentOf),
  ].filter((ms) => dayOf(ms) === today);
  const endedMs = [
    ...shifts.flatMap(({ endedAt }) => (endedAt === null ? [] : [Date.parse(endedAt)])),
    ...pending.filter(endsShift).map(momentOf),
  ];
  return Math.max(0, ...checkedMs) > Math.max(0, ...endedMs);
}

/** What this phone has done and the service does not have yet, in its order. */
export function usePending(): OutboxItem[] {
  const { waiting, sending, rejected } = useOutbox();
  return useMemo(
    () => [...waiting, ...sending, ...rejected].sort((a, b) => a.seq - b.seq),
    [waiting, sending, rejected],
  );
}

/** A shift ended: the present one, or one from before whose receiver was changed. */
function ended({ id }: { id: string }) {
  return changeStored(dutyLogContract.currentShift, {}, ({ shift }) => ({
    shift: shift?.id === id ? null : shift,
  }));
}

/** The shift that I am on, as far as this phone knows. */
export function useCurrentShift() {
  const me = useMe();
  const resource = useResource(dutyLogContract.currentShift, {}, { refreshAfter: CHANGES });
  const catalogue = useCatalogue().data;
  const colleagues = useColleagues();
  const pending = usePending();
  // The answer shows at once; asking again follows.
  useEffect(() => {
    const stops = [
      // A colleague's phone may have opened the same one before, and handed it over by now.
      onSent(dutyLogContract.openShift, (shift) =>
        changeStored(dutyLogContract.currentShift, {}, () => ({
          shift: shift.state === 'on_duty' ? shift : null,
        })),
      ),
      onSent(dutyLogContract.changeShift, (changed, { personId }) =>
        changeStored(dutyLogContract.currentShift, {}, ({ shift }) => {
          if (shift?.id !== changed.id) return { shift };
          return { shift: membersOf(changed).includes(personId) ? changed : null };
        }),
      ),
      onSent(dutyLogContract.appendEntry, (entry) =>
        changeStored(dutyLogContract.currentShift, {}, ({ shift }) => {
          if (shift?.id !== entry.shiftId) return { shift };
          const others = shift.entries.filter((one) => one.id !== entry.id);
          return { shift: { ...shift, entries: [...others, entry] } };
        }),
      ),
      onSent(dutyLogContract.requestHandover, ended),
      onSent(dutyLogContract.closeShift, ended),
    ];
    return () => stops.forEach((stop) => stop());
  }, []);
  const shift = useMemo(() => {
    if (!me) return null;
    const nameOf = (id: string) => colleagues.find((one) => one.personId === id)?.name;
    return currentShift(resource.data?.shift, pending, { catalogue, me, nameOf });
  }, [resource.data, pending, catalogue, colleagues, me]);
  const status = shift || resource.state === 'empty' ? ('ready' as const) : resource.state;
  return { ...resource, shift, status };
}

/** The shift of something that came back: the present one, one that the service knows, or what the item says. */
export function useShiftOf(
  old: OutboxItem | undefined,
  current: ShiftView | null,
): ShiftView | undefined {
  const me = useMe();
  const shiftId = old && shiftIdOf(old);
  const isCurrent = shiftId !== undefined && current?.id === shiftId;
  const { data, state } = useResource(
    dutyLogContract.findShift,
    shiftId === undefined || isCurrent ? undefined : { params: { shiftId } },
  );
  if (!old || !me) return undefined;
  if (isCurrent) return current;
  if (data) return viewOf(data, me.personId);
  return state === 'loading' ? undefined : shiftOfEntry(old, me);
}

/** Everything that a shift without network needs is fetched while there is one; false where not all came. */
export async function keepForOffline({
  unitPath,
  kind,
}: Pick<Profile, 'unitPath' | 'kind'>): Promise<boolean> {
  // Whoever goes on no shift chooses nobody to go with.
  const patrols = kind !== 'office_staff';
  const kept = await Promise.all([
    keep(standardContract.dutyCatalogue, {}),
    keep(dutyLogContract.listShifts, MY_SHIFTS),
    keep(dutyLogContract.listMyRota, {}),
    ...(patrols
      ? [
          keep(dutyLogContract.listMatters, {}),
          keep(dutyLogContract.listAbsences, {}),
          keep(dutyLogContract.listShifts, ownMonth()),
        ]
      : []),
    keep(orgContract.listColleagues, { query: { unitPath, limit: 100 } }),
    ...(['readiness', 'conduct', 'periodic'] as const).map((check) =>
      keep(standardContract.listChecklists, { query: { kind: check } }),
    ),
  ]);
  return kept.every(Boolean);
}

/** Shifts that are being taken over right now, until the outbox has it. */
const taking = new Set<string>();

/** Takes a shift over: one act, however often the button is tapped before the page has gone. */
export async function takeShiftOver(shiftId: string): Promise<void> {
  const contract = dutyLogContract.confirmHandover;
  const known = unsent().some(
    (item) =>
      item.routeId === contract.id && item.state !== 'rejected' && shiftIdOf(item) === shiftId,
  );
  if (known || taking.has(shiftId)) return;
  taking.add(shiftId);
  try {
    const params = { shiftId };
    const act = { contract, params, body: {}, recordKey: shiftId, title: '接班' };
    await enqueue({ ...act, aside: true });
  } finally {
    taking.delete(shiftId);
  }
}

const COUNTS = 'category-counts';
type Counts = Record<string, number>;

/** How often this person has written each category on this phone. */
export function categoryCounts(personId: string): Counts {
  return personStore('duty-log', personId).get<Counts>(COUNTS) ?? {};
}

export function countCategory(personId: string, code: string): void {
  const counts = categoryCounts(personId);
  try {
    personStore('duty-log', personId).set(COUNTS, { ...counts, [code]: (counts[code] ?? 0) + 1 });
  } catch (error) {
    // An order of buttons is worth nothing against a full phone.
    if (!(error instanceof StorageError)) throw error;
  }
}

const OFFICERS = 'recent-officers';
/** As many as stand beside one's own squadron without crowding it. */
const MAX_RECENT = 12;

/** Officers of other units whom this person named lately, the latest first: there without a network, too. */
export function recentOfficers(personId: string): Officer[] {
  return personStore('duty-log', personId).get<Officer[]>(OFFICERS) ?? [];
}

export function rememberOfficer(personId: string, officer: Officer): void {
  const others = recentOfficers(personId).filter((one) => one.personId !== officer.personId);
  try {
    personStore('duty-log', personId).set(OFFICERS, [officer, ...others].slice(0, MAX_RECENT));
  } catch (error) {
    // Named all the same; next time they are looked for again.
    if (!(error instanceof StorageError)) throw error;
  }
}

/** The write of an earlier shift that a new one must not overtake. */
export function lastOfEarlierShift(pending: readonly OutboxItem[]): string | undefined {
  const ends = pending.filter((item) => item.state !== 'rejected' && endsShift(item));
  return ends[ends.length - 1]?.opId;
}
