import { Inject, Provide, Scope as DiScope, ScopeEnum } from '@midwayjs/core';
import type { Call } from '../../platform/http';
import { NoticeService, type NewNotice } from '../notice';
import type { PersonDocument } from '../org';
import { CheckDirectory } from './directory';
import { cameLate, lateShowings, peopleAbout } from './late.rules';
import { CheckPictures } from './pictures.service';
import type { CheckDocument } from './spot-check.collection';

/** What follows from saves that came after the seal: it is told once, and its pictures are shown. */
@Provide()
@DiScope(ScopeEnum.Singleton)
export class LateService {
  @Inject()
  pictures: CheckPictures;

  @Inject()
  notices: NoticeService;

  @Inject()
  directory: CheckDirectory;

  /** Nothing where this inspector's save came in time. */
  async follow(check: CheckDocument, { actor: { personId } }: Call): Promise<void> {
    if (!cameLate(check, personId)) return;
    await this.tell(check, personId);
    await this.pictures.show(check, [personId], lateShowings(check, personId));
  }

  /**
   * Tells whoever sent it that it did not count, and those who answer for the check or whom it is about that it
   * is there.
   */
  private async tell(check: CheckDocument, senderId: string): Promise<void> {
    // Of a check that was called off nobody is told but those who make it.
    const { sealed } = check;
    const leaders = sealed ? await this.directory.leadersOf(check.squadronPath) : [];
    const about = sealed ? peopleAbout(check) : [];
    // The sender may have been replaced since, and does not know it.
    const ids = new Set([...check.inspectorIds, check.actorId, senderId, ...about]);
    const people = await this.directory.personsById([...ids]);
    const told = new Map([...people, ...leaders.map((one) => [one._id, one] as const)]);
    const name = people.get(senderId)?.name ?? '';
    const unit = (await this.directory.names([])).unit(check.squadronPath).name;
    const notice = ({ _id, unitPath }: PersonDocument): NewNotice => {
      const own = _id === senderId;
      return {
        personId: _id,
        unitPath,
        kind: 'result',
        title: own
          ? `${unit}的督察${sealed ? '已由同去的人封存' : '已作废'}`
          : `${unit}的督察${sealed ? '封存' : '作废'}后又来了一份打分`,
        text: own ? '你离线打的分另放在结果里，不计分' : `${name}离线打的分，另放在结果里，不计分`,
        link: { feature: 'spot-check', id: check._id },
        key: `spot-check-late:${check._id}:${senderId}`,
      };
    };
    await this.notices.appendAll([...told.values()].map(notice));
  }
}
