import {
  dutyLogContract,
  INCIDENT_CATEGORY,
  PUBLIC_REQUEST_CATEGORY,
  type Colleague,
  type DutyCatalogue,
  type EntryWrite,
  type Profile,
} from '@qiangji/shared-types';
import { now } from '@/platform/clock';
import { useDraft, useDraftPhotos, type FormPhoto } from '@/platform/draft';
import { newId } from '@/platform/ids';
import { enqueue, mend, outboxPhotos, unsent, type OutboxItem } from '@/platform/outbox';
import { toast } from '@/ui/toast';
import { enforcementFields, type EnforcementState } from './components/enforcement';
import { countCategory, recentOfficers } from './duty-log.store';
import { DEFAULT_HANDLING, lacking, needsOfficer, officersToName } from './entry.view';
import { splitWords } from './open.view';
import { momentIn, openingOf, sectionNow, type ShiftView } from './shift.view';
import type { FoundPlace } from './use-place';

export interface EntryForm extends EnforcementState {
  category: string | undefined;
  handling: string;
  partyType: string;
  section: string | undefined;
  text: string;
  photos: FormPhoto[];
  from12345: boolean;
  openMatter: boolean;
  /** The time of day at which it was (`08:30`), where it is written down later; empty: not said yet. */
  time?: string;
}

/** What is probably meant: persuasion, at the section of the last entry, with the shift's recorders. */
export function firstForm(shift: ShiftView | null, incident: boolean): EntryForm {
  return {
    category: incident ? INCIDENT_CATEGORY : undefined,
    handling: incident ? 'report_up' : DEFAULT_HANDLING,
    partyType: incident ? 'none' : 'shop',
    section: shift ? sectionNow(shift) : undefined,
    text: '',
    photos: [],
    from12345: false,
    openMatter: false,
    officerIds: [],
    recorderText: shift?.recorders.join('、') ?? '',
    skipReason: undefined,
  };
}

/** The form of an entry that came back, as it was written. */
export function formAgain(body: Partial<EntryWrite>): Partial<EntryForm> {
  return {
    category: body.categoryCode,
    handling: body.handlingCode,
    partyType: body.partyTypeCode,
    section: body.section,
    text: body.text ?? '',
    from12345: body.from12345 ?? false,
    openMatter: body.openMatter ?? false,
    officerIds: body.officerIds ?? [],
    recorderText: (body.recorders ?? []).join('、'),
    skipReason: body.recorderSkipReason,
  };
}

/**
 * The form of one entry; what was not touched follows the shift as soon as that is known. Half an
 * entry is still there after the app was killed, in the shift that it belongs to. One that came back
 * (`old`) stays in the outbox until it was mended: it needs no second copy.
 */
export function useEntryForm(
  shift: ShiftView,
  { incident = false, later = false }: { incident?: boolean; later?: boolean },
  old?: OutboxItem,
) {
  const name = `${incident ? 'incident' : later ? 'later' : 'entry'}:${shift.id}`;
  const draft = useDraft<EntryForm>(old ? undefined : name);
  const { restored, change, done } = draft;
  const { photos, add, remove, discard } = useDraftPhotos(draft, old && outboxPhotos(old.opId));
  const before = old ? formAgain(old.body as EntryWrite) : {};
  const time = later ? { time: '' } : {};
  const form = { ...firstForm(shift, incident), ...time, ...before, ...draft.value, photos };
  const addPhoto = async () => {
    const refusal = await add('camera');
    if (refusal) toast(refusal, 'bad');
  };
  return { form, change, addPhoto, removePhoto: remove, restored, discard, done };
}

/**
 * Without officers who can no longer be chosen, such as one whose ID has lapsed since. Nobody is left out
 * as long as the roster is not known.
 */
export function withKnownOfficers(
  form: EntryForm,
  colleagues: readonly Colleague[],
  own: string,
): EntryForm {
  if (colleagues.length === 0) return form;
  const known = new Set(
    [...officersToName(colleagues, [], own), ...recentOfficers(own)].map(
      ({ personId }) => personId,
    ),
  );
  return { ...form, officerIds: form.officerIds.filter((id) => known.has(id)) };
}

/** What a typed time lacks; nothing where none is asked for. */
export function lackingTime(shift: ShiftView, time: string | undefined): string | undefined {
  if (time === undefined) return undefined;
  if (time === '') return '还没选时间';
  return momentIn(shift, time) > now() ? '这个时间还没到' : undefined;
}

/** What the form still lacks, by the catalogue's rules. */
export function lackingIn(form: EntryForm, catalogue: DutyCatalogue, me: Profile) {
  return lacking({
    categoryCode: form.category,
    handling: catalogue.handlings.find((one) => one.code === form.handling),
    me,
    officerIds: form.officerIds,
    recorders: splitWords(form.recorderText),
    skipReason: form.skipReason,
  });
}

/** What an entry says, as the service takes it. */
function fieldsOf(form: EntryForm, catalogue: DutyCatalogue, me: Profile) {
  const handling = catalogue.handlings.find((one) => one.code === form.handling);
  const category = form.category ?? 'other';
  const draft = needsOfficer(handling, me.kind);
  const text = form.text.trim();
  return {
    catalogueVersion: catalogue.version,
    categoryCode: category,
    handlingCode: form.handling,
    partyTypeCode: form.partyType,
    recorders: splitWords(form.recorderText),
    ...(handling?.enforcement && !draft ? enforcementFields(form) : {}),
    ...(text ? { text } : {}),
    ...(form.section ? { section: form.section } : {}),
    photos: form.photos.map(({ mediaId, sha256 }) => ({ mediaId, sha256 })),
    from12345: form.from12345 || category === PUBLIC_REQUEST_CATEGORY,
    openMatter: form.openMatter,
    draftForOfficer: draft,
  };
}

/** When it was, where that was typed. */
function typedTime(shift: ShiftView, { time }: EntryForm) {
  return time ? { happenedAt: new Date(momentIn(shift, time)).toISOString() } : {};
}

export const evidence = (photos: readonly { mediaId: string; sha256: string }[]) =>
  photos.map((photo) => ({ ...photo, purpose: 'evidence' as const }));

const titleOf = (category: string) => (category === INCIDENT_CATEGORY ? '突发事件' : '执勤记录');

/** Keeps the entry on the phone and answers its id. */
export async function saveEntry(
  shift: ShiftView,
  form: EntryForm,
  catalogue: DutyCatalogue,
  me: Profile,
  found: FoundPlace,
): Promise<string> {
  const fields = fieldsOf(form, catalogue, me);
  const entryId = newId();
  const place = found.place ?? (await found.soon());
  await enqueue({
    contract: dutyLogContract.appendEntry,
    params: { shiftId: shift.id },
    body: { entryId, ...fields, ...(place ? { place } : {}), ...typedTime(shift, form) },
    recordKey: entryId,
    // An entry needs its shift, and nothing else: another that came back does not hold it up.
    after: openingOf(shift.id, unsent())?.opId,
    title: titleOf(fields.categoryCode),
    photos: evidence(fields.photos),
  });
  countCategory(me.personId, fields.categoryCode);
  return entryId;
}

/** Sends an entry that came back as it is now: the same entry, where and when it was written. */
export async function mendEntry(
  old: OutboxItem,
  form: EntryForm,
  catalogue: DutyCatalogue,
  me: Profile,
): Promise<void> {
  const { entryId, place, happenedAt } = old.body as EntryWrite;
  const fields = fieldsOf(form, catalogue, me);
  const kept = { ...(place ? { place } : {}), ...(happenedAt ? { happenedAt } : {}) };
  await mend(old.opId, { entryId, ...fields, ...kept }, evidence(fields.photos), {
    contract: dutyLogContract.appendEntry,
    title: titleOf(fields.categoryCode),
  });
}
