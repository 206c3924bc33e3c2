import {
  clockOf,
  type Colleague,
  type DutyCatalogue,
  type Entry,
  type EntryAmend,
  type PersonKind,
} from '@qiangji/shared-types';
import { enforcementFields } from './components/enforcement';
import type { EntryForm } from './entry.form';
import { needsOfficer } from './entry.view';
import { splitWords } from './open.view';
import { momentIn, type ShiftView } from './shift.view';

/** What is sent of an entry that is put right, beside what the outbox adds. */
export type Amending = Omit<EntryAmend, 'opId' | 'deviceAt'>;

/** Who answers for an entry: whoever took it over, else its author. */
function handlerOf({ author, takenOverBy }: Entry): string {
  return (takenOverBy ?? author).personId;
}

/** The form of an entry as it stands; its photos stay, and others are added. */
export function formOf(entry: Entry): EntryForm {
  const others = entry.officers.filter(({ personId }) => personId !== handlerOf(entry));
  return {
    category: entry.category.code,
    handling: entry.handling.code,
    partyType: entry.partyType.code,
    section: entry.section ?? undefined,
    text: entry.text ?? '',
    photos: [],
    from12345: entry.from12345,
    openMatter: false,
    officerIds: others.map(({ personId }) => personId),
    recorderText: entry.recorders.join('、'),
    skipReason: entry.recorderSkipReason?.code,
    time: clockOf(Date.parse(entry.at)),
  };
}

/** What came back, as it was filled in; what it left out stands as in the entry. */
export function amendmentAgain(body: Amending): Partial<EntryForm> {
  const { text, recorders, happenedAt } = body;
  const said: Partial<EntryForm> = {
    category: body.categoryCode,
    handling: body.handlingCode,
    partyType: body.partyTypeCode,
    section: body.section,
    text: text === null ? '' : text,
    from12345: body.from12345,
    officerIds: body.officerIds,
    recorderText: recorders?.join('、'),
    skipReason: body.recorderSkipReason,
    time: happenedAt && clockOf(Date.parse(happenedAt)),
  };
  return Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined));
}

/** Those who stand in the entry may go on standing there: what has become of them since is not asked of it. */
export function withNamed(colleagues: readonly Colleague[], { officers }: Entry): Colleague[] {
  const named = officers.map(({ personId, name }): Colleague => {
    const known = colleagues.find((one) => one.personId === personId);
    const blank = { personId, name, staffNumber: '', post: '', unitPath: '', unitName: '' };
    return { ...blank, ...known, kind: 'officer', enforcementIdValid: true };
  });
  const ids = new Set(named.map(({ personId }) => personId));
  return [...named, ...colleagues.filter(({ personId }) => !ids.has(personId))];
}

interface Ground {
  catalogue: DutyCatalogue;
  shift: ShiftView;
  kind: PersonKind;
  /** Whether the act is theirs to put right, too. */
  act: boolean;
}

const sameSet = (a: readonly string[], b: readonly string[]) =>
  a.length === b.length && a.every((one) => b.includes(one));

/** Each thing that the form says otherwise than the entry; undefined: nothing. */
export function changesOf(entry: Entry, form: EntryForm, ground: Ground): Amending | undefined {
  const text = form.text.trim();
  const changes: Amending = {
    ...(text === (entry.text ?? '') ? {} : { text: text || null }),
    ...(form.section && form.section !== entry.section ? { section: form.section } : {}),
    ...(form.partyType === entry.partyType.code ? {} : { partyTypeCode: form.partyType }),
    ...(form.from12345 === entry.from12345 ? {} : { from12345: form.from12345 }),
    ...(form.photos.length > 0
      ? { addedPhotos: form.photos.map(({ mediaId, sha256 }) => ({ mediaId, sha256 })) }
      : {}),
    ...(ground.act ? actChanges(entry, form, ground) : {}),
  };
  if (Object.keys(changes).length === 0) return undefined;
  const codes = ['categoryCode', 'handlingCode', 'partyTypeCode', 'recorderSkipReason'] as const;
  const version = ground.catalogue.version;
  return codes.some((code) => changes[code] !== undefined)
    ? { ...changes, catalogueVersion: version }
    : changes;
}

function actChanges(entry: Entry, form: EntryForm, ground: Ground): Amending {
  const before = formOf(entry);
  const { catalogue, shift, kind } = ground;
  const handling = catalogue.handlings.find((one) => one.code === form.handling);
  const draft = needsOfficer(handling, kind);
  const categoryCode = form.category === before.category ? undefined : form.category;
  const handlingCode = form.handling === before.handling ? undefined : form.handling;
  const time = form.time && form.time !== before.time ? momentIn(shift, form.time) : undefined;
  return {
    ...(categoryCode ? { categoryCode } : {}),
    ...(handlingCode ? { handlingCode } : {}),
    ...(handlingCode && draft ? { draftForOfficer: true } : {}),
    ...(time === undefined ? {} : { happenedAt: new Date(time).toISOString() }),
    ...(handling?.enforcement && !draft ? whoAndWhat(entry, form) : {}),
  };
}

/** Officers and recorders go together: what became of one is judged with the other. */
function whoAndWhat(entry: Entry, form: EntryForm): Amending {
  const before = enforcementFields(formOf(entry));
  const after = enforcementFields(form);
  const same =
    entry.enforcement &&
    sameSet(before.officerIds, after.officerIds) &&
    sameSet(splitWords(form.recorderText), entry.recorders) &&
    before.recorderSkipReason === after.recorderSkipReason;
  return same ? {} : after;
}

/** An amendment in words: each thing that stood there, a line each. */
export function beforeWords({ before, addedPhotos }: Entry['amendments'][number]): string[] {
  const { text, section, category, handling, partyType, officers, recorders, at } = before;
  const { recorderSkipReason: reason, from12345 } = before;
  const none = (words: string | null) => (words ? words : '没写');
  const list = (words: readonly string[]) => (words.length > 0 ? words.join('、') : '没写');
  const lines = [
    text === undefined ? undefined : (text ?? '原来没写'),
    category && `类别原来是${category.name}`,
    handling && `处置原来是${handling.name}`,
    partyType && `当事人原来是${partyType.name}`,
    section === undefined ? undefined : `路段原来是${none(section)}`,
    at && `时间原来是 ${clockOf(Date.parse(at))}`,
    officers && `执法员原来是${list(officers.map(({ name }) => name))}`,
    recorders && `记录仪原来是${list(recorders)}`,
    reason === undefined ? undefined : `记录仪不够的原因原来是${none(reason && reason.name)}`,
    from12345 === undefined ? undefined : `原来${from12345 ? '记成' : '没记成'} 12345 交办`,
    addedPhotos > 0 ? `补了 ${addedPhotos} 张照片` : undefined,
  ];
  return lines.filter((line) => line !== undefined);
}
