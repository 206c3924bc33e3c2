import { Inject, Provide, Scope as DiScope, ScopeEnum } from '@midwayjs/core';
import { clockOf, dayOf } from '@qiangji/shared-types';
import { MediaService } from '../media';
import { NoticeService } from '../notice';
import { OrgService, type PersonDocument } from '../org';
import type { EntryDocument, ShiftDocument } from './duty-log.collection';
import { handlerOf } from './duty-log.rules';
import { heirOf } from './matter.rules';

interface Amended {
  before: EntryDocument;
  entry: EntryDocument;
  entries: readonly EntryDocument[];
  opId: string;
}

/** Who has to know of an entry at once: leaders of incidents, officers of drafts, and partners. */
@Provide()
@DiScope(ScopeEnum.Singleton)
export class EntryNews {
  @Inject()
  notices: NoticeService;

  @Inject()
  media: MediaService;

  @Inject()
  org: OrgService;

  async tell(shift: ShiftDocument, entry: EntryDocument): Promise<void> {
    await this.tellWaiting(shift, entry);
    await this.tellNamed(shift, entry, outsideShift(shift, entry), 'named');
  }

  /**
   * An entry was put right (`before`: what it was; `entries`: all of its shift). Those on the shift are told
   * of being named or not, too: they wrote their own of it long ago.
   */
  async tellAmended(
    shift: ShiftDocument,
    { before, entry, entries, opId }: Amended,
  ): Promise<void> {
    await this.tellWaiting(shift, entry);
    const own = new Set([entry.actorId, entry.takenOverBy]);
    const added = entry.officerIds.filter((id) => !before.officerIds.includes(id) && !own.has(id));
    const gone = before.officerIds.filter((id) => !entry.officerIds.includes(id) && !own.has(id));
    await this.tellNamed(shift, entry, added, `named:${opId}`);
    if (gone.length === 0) return;
    await this.tellGone(entry, gone, `gone:${opId}`);
    await this.hidePhotos(shift, entries, gone);
  }

  private async tellGone(entry: EntryDocument, ids: readonly string[], key: string) {
    const handlerId = handlerOf(entry);
    const people = await this.org.personsById([...ids, handlerId]);
    const at = `${dayOf(entry.at.getTime())} ${clockOf(entry.at.getTime())}`;
    await this.notices.tell(
      ids.flatMap((id) => people.get(id) ?? []),
      {
        kind: 'named',
        title: `${people.get(handlerId)?.name ?? '同事'}记的一次执法改了，不再写你`,
        text: `${at} ${entry.section ?? ''}`.trim(),
        // Whoever was not on the shift may not open it any more.
        link: null,
        key: `duty-log:${entry._id}:${key}`,
      },
    );
  }

  /** Those who look at it or act on it at once. */
  private async tellWaiting(shift: ShiftDocument, entry: EntryDocument): Promise<void> {
    const officers = entry.state === 'draft_for_officer' ? await this.officersOf(shift) : [];
    await this.showPhotos(shift, entry, officers);
    if (entry.incident) await this.tellLeaders(shift, entry);
    const onShift = officers.filter((person) => shift.memberIds.includes(person._id));
    // Auxiliaries on their own: any officer of the squadron may take it over.
    const told = onShift.length > 0 ? onShift : officers;
    await this.notices.tell(told, {
      kind: 'draft',
      title: '有一条草稿要执法员接手',
      text: `${clockOf(entry.at.getTime())} 协管员记的，事实和照片都在`,
      link: { feature: 'duty-log', page: 'draft', id: entry._id },
      key: `duty-log:${entry._id}:draft`,
    });
  }

  /** An incident goes up at once. */
  private async tellLeaders(shift: ShiftDocument, entry: EntryDocument): Promise<void> {
    const leaders = await this.org.leadersOf(shift.unitPath);
    const author = (await this.org.personsById([entry.actorId])).get(entry.actorId);
    const where = entry.section ?? shift.sections[0] ?? '';
    await this.notices.tell(
      leaders.filter((leader) => leader._id !== entry.actorId),
      {
        kind: 'incident',
        title: `突发事件：${where}`,
        text: `${clockOf(entry.at.getTime())} ${author?.name ?? ''}${entry.text ? `：${entry.text}` : ''}`,
        link: { feature: 'duty-log', id: entry.shiftId },
        key: `duty-log:${entry._id}:incident`,
      },
    );
  }

  /** A draft was taken over: its officers are known now. */
  async tellTaken(shift: ShiftDocument, entry: EntryDocument): Promise<void> {
    await this.showPhotos(shift, entry, []);
    await this.tellNamed(shift, entry, outsideShift(shift, entry), 'named');
  }

  /** Nobody's name stands under an act of enforcement without their knowing. */
  private async tellNamed(
    shift: ShiftDocument,
    entry: EntryDocument,
    named: readonly string[],
    key: string,
  ): Promise<void> {
    if (named.length === 0) return;
    const handlerId = handlerOf(entry);
    const people = await this.org.personsById([...named, handlerId]);
    const handler = people.get(handlerId)?.name ?? '同事';
    const where = entry.section ?? shift.sections[0] ?? '';
    await this.notices.tell(
      named.flatMap((id) => people.get(id) ?? []),
      {
        kind: 'named',
        title: `${handler}记的一次执法写了你`,
        text: `${dayOf(entry.at.getTime())} ${clockOf(entry.at.getTime())} ${where}。看看对不对，不对找${handler}改`,
        link: { feature: 'duty-log', page: 'note', id: entry._id },
        key: `duty-log:${entry._id}:${key}`,
      },
    );
  }

  /** Partners see each other's pictures; a draft's are seen by every officer who may take it over. */
  private async showPhotos(
    shift: ShiftDocument,
    entry: EntryDocument,
    officers: readonly PersonDocument[],
  ): Promise<void> {
    const viewers = viewersOf(shift, entry, officers);
    if (entry.photos.length === 0) return;
    const ids = entry.photos.map((photo) => photo.mediaId);
    for (const uploader of uploadersOf(entry)) {
      const others = [...viewers, entry.actorId].filter((id) => id !== uploader);
      if (others.length > 0) await this.media.grantTo(uploader, ids, [...new Set(others)]);
    }
  }

  /** Takes the pictures of a shift back from those who do not go on with its matters after all. */
  async hidePhotos(
    shift: ShiftDocument,
    entries: readonly EntryDocument[],
    personIds: readonly string[],
  ): Promise<void> {
    const drafts = entries.some((one) => one.state === 'draft_for_officer');
    const officers = drafts ? await this.officersOf(shift) : [];
    // A picture may stand in two entries: whoever sees one of them keeps it.
    const viewers = new Map<string, Set<string>>();
    for (const entry of entries) {
      const draft = entry.state === 'draft_for_officer';
      const own = viewersOf(shift, entry, draft ? officers : []);
      for (const { mediaId } of entry.photos) {
        viewers.set(mediaId, new Set([...(viewers.get(mediaId) ?? []), ...own]));
      }
    }
    for (const entry of entries) {
      for (const { mediaId } of entry.photos) {
        const others = personIds.filter((id) => !viewers.get(mediaId)?.has(id));
        for (const uploader of uploadersOf(entry)) {
          await this.media.takeBackFrom(uploader, [mediaId], others);
        }
      }
    }
  }

  /** Officers of the squadron and of the shift. */
  private async officersOf(shift: ShiftDocument): Promise<PersonDocument[]> {
    const squad = await this.org.listActiveIn({ unitPaths: [shift.unitPath] });
    const members = await this.org.personsById(shift.memberIds);
    const all = new Map([...squad, ...members.values()].map((person) => [person._id, person]));
    return [...all.values()].filter((person) => person.kind === 'officer');
  }
}

/** Who may have taken pictures of an entry: its author, and the officer who went on with it. */
export function uploadersOf({
  actorId,
  takenOverBy,
}: Pick<EntryDocument, 'actorId' | 'takenOverBy'>): string[] {
  return takenOverBy === null ? [actorId] : [actorId, takenOverBy];
}

/** Officers of an act who were not on its shift. */
function outsideShift(
  shift: ShiftDocument,
  { officerIds, actorId, takenOverBy }: EntryDocument,
): string[] {
  const known = new Set([actorId, takenOverBy, ...shift.memberIds]);
  return officerIds.filter((id) => !known.has(id));
}

/** Whom an entry's pictures concern; `officers`: who may take it over, where it is a draft. */
function viewersOf(
  shift: ShiftDocument,
  entry: EntryDocument,
  officers: readonly PersonDocument[],
): Set<string> {
  return new Set([
    ...shift.memberIds,
    ...officers.map((person) => person._id),
    ...entry.officerIds,
    ...(entry.takenOverBy ? [entry.takenOverBy] : []),
    ...takersOf(shift, entry),
  ]);
}

/** Who goes on with the matter of an entry. */
function takersOf({ handover }: ShiftDocument, { _id }: EntryDocument): string[] {
  if (!handover?.matters.some((matter) => matter.entryId === _id)) return [];
  return [heirOf(handover)];
}
