import {
  dutyLogContract,
  INCIDENT_CATEGORY,
  PUBLIC_REQUEST_CATEGORY,
  type DutyCatalogue,
  type Profile,
} from '@qiangji/shared-types';
import type { Photo } from '@/platform/camera';
import { useDraft, useDraftPhotos } from '@/platform/draft';
import { newId } from '@/platform/ids';
import { enqueue } from '@/platform/outbox';
import { toast } from '@/ui/toast';
import { enforcementFields, type EnforcementState } from './components/enforcement';
import { countCategory } from './duty-log.store';
import { DEFAULT_HANDLING, lacking, needsOfficer } from './entry.view';
import { splitWords } from './open.view';
import { sectionNow, type ShiftView } from './shift.view';
import type { FoundPlace } from './use-place';

export interface EntryForm extends EnforcementState {
  category: string | undefined;
  handling: string;
  partyType: string;
  section: string | undefined;
  text: string;
  photos: Photo[];
  from12345: boolean;
  openMatter: boolean;
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

/**
 * The form of one entry; what was not touched follows the shift as soon as that is known. Half an
 * entry is still there after the app was killed, in the shift that it belongs to.
 */
export function useEntryForm(shift: ShiftView, incident: boolean) {
  const draft = useDraft<EntryForm>(`${incident ? 'incident' : 'entry'}:${shift.id}`);
  const { restored, change, done } = draft;
  const { add, discard } = useDraftPhotos(draft);
  const form = { ...firstForm(shift, incident), ...draft.value };
  const addPhoto = async () => {
    const refusal = await add('camera');
    if (refusal) toast(refusal, 'bad');
  };
  return { form, change, addPhoto, restored, discard, done };
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

/** Keeps the entry on the phone and answers its id. */
export async function saveEntry(
  shift: ShiftView,
  form: EntryForm,
  catalogue: DutyCatalogue,
  me: Profile,
  { place }: FoundPlace,
): Promise<string> {
  const handling = catalogue.handlings.find((one) => one.code === form.handling);
  const category = form.category ?? 'other';
  const draft = needsOfficer(handling, me.kind);
  const photos = form.photos.map(({ mediaId, sha256 }) => ({ mediaId, sha256 }));
  const text = form.text.trim();
  const entryId = newId();
  const enforcement = handling?.enforcement && !draft ? enforcementFields(form) : {};
  await enqueue({
    contract: dutyLogContract.appendEntry,
    params: { shiftId: shift.id },
    body: {
      entryId,
      catalogueVersion: catalogue.version,
      categoryCode: category,
      handlingCode: form.handling,
      partyTypeCode: form.partyType,
      recorders: splitWords(form.recorderText),
      ...enforcement,
      ...(text ? { text } : {}),
      ...(place ? { place } : {}),
      ...(form.section ? { section: form.section } : {}),
      photos,
      from12345: form.from12345 || category === PUBLIC_REQUEST_CATEGORY,
      openMatter: form.openMatter,
      draftForOfficer: draft,
    },
    recordKey: shift.id,
    title: category === INCIDENT_CATEGORY ? '突发事件' : '执勤记录',
    photos: photos.map((photo) => ({ ...photo, purpose: 'evidence' as const })),
  });
  countCategory(me.personId, category);
  return entryId;
}
