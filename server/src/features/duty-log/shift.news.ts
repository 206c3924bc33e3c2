import { Inject, Provide, Scope as DiScope, ScopeEnum } from '@midwayjs/core';
import { monthDay } from '@qiangji/shared-types';
import { MediaService } from '../media';
import { NoticeService } from '../notice';
import { OrgService } from '../org';
import type { ShiftDocument, ShiftEvent } from './duty-log.collection';
import { EntryNews } from './entry.news';
import { EntryRepository } from './entry.repository';

/** Nobody is put on a shift by somebody else, or taken off one, without their knowing. */
@Provide()
@DiScope(ScopeEnum.Singleton)
export class ShiftNews {
  @Inject()
  notices: NoticeService;

  @Inject()
  media: MediaService;

  @Inject()
  entries: EntryRepository;

  @Inject()
  entryNews: EntryNews;

  @Inject()
  org: OrgService;

  /** Whom an opening names; once, whoever opens the same shift after. */
  async named(shift: ShiftDocument, personIds: readonly string[], byId: string): Promise<void> {
    await this.tell(shift, personIds, byId, 'named', (by) => ({
      title: `${by}上岗，写了你同班`,
      text: `${monthDay(shift.day)}的班。没来就点开，点「我没来」`,
    }));
  }

  /** Whom a change adds and takes off, but for the one who made it. */
  async changed(shift: ShiftDocument, event: ShiftEvent, on: ReadonlySet<string>): Promise<void> {
    const { actorId, opId, fix } = event;
    const joined = fix?.joinedIds.filter((id) => on.has(id)) ?? [];
    const absent = fix?.absentIds.filter((id) => !on.has(id)) ?? [];
    await this.tell(shift, joined, actorId, `joined:${opId}`, (by) => ({
      title: `${by}把你加进这一班`,
      text: `${monthDay(shift.day)}的班。没来就点开，点「我没来」`,
    }));
    await this.tell(shift, absent, actorId, `absent:${opId}`, (by) => ({
      title: `${by}写你这一班没来`,
      text: `${monthDay(shift.day)}的班。不对就找${by}加回去`,
    }));
  }

  private async tell(
    shift: ShiftDocument,
    personIds: readonly string[],
    byId: string,
    key: string,
    words: (by: string) => { title: string; text: string },
  ): Promise<void> {
    const told = personIds.filter((id) => id !== byId);
    if (told.length === 0) return;
    const people = await this.org.personsById([...told, byId]);
    await this.notices.tell(
      told.flatMap((id) => people.get(id) ?? []),
      {
        kind: 'shift',
        ...words(people.get(byId)?.name ?? '同事'),
        link: { feature: 'duty-log', id: shift._id },
        key: `duty-log:${shift._id}:${key}`,
      },
    );
  }

  /** The pictures of a shift are its people's, whenever they joined. */
  async show(shift: ShiftDocument, personIds: readonly string[]): Promise<void> {
    if (personIds.length === 0) return;
    for (const { actorId, photos } of await this.entries.listOfShifts([shift._id])) {
      const others = personIds.filter((id) => id !== actorId);
      if (photos.length === 0 || others.length === 0) continue;
      await this.media.grantTo(
        actorId,
        photos.map((photo) => photo.mediaId),
        others,
      );
    }
  }

  async hide(shift: ShiftDocument, personIds: readonly string[]): Promise<void> {
    if (personIds.length === 0) return;
    const entries = await this.entries.listOfShifts([shift._id]);
    await this.entryNews.hidePhotos(shift, entries, personIds);
  }
}
