import { Inject, Provide, Scope as DiScope, ScopeEnum } from '@midwayjs/core';
import type { HandlerInput, Notice, noticeContract, NoticeLink } from '@qiangji/shared-types';
import { nowDate } from '../../platform/clock';
import { AppError } from '../../platform/errors';
import { registerHolding } from '../../platform/holdings';
import { occurred, type Call } from '../../platform/http';
import { makeId } from '../../platform/ids';
import { SharedReads, toPage } from '../../platform/mongo';
import { presentNotice } from './notice.presenter';
import { NoticeRepository } from './notice.repository';

type Input<K extends keyof typeof noticeContract> = HandlerInput<(typeof noticeContract)[K]>;

/** Something to tell a person. */
export interface NewNotice {
  personId: string;
  unitPath: string;
  /** A code for the icon, e.g. `result`, `handover`, `answer`. */
  kind: string;
  title: string;
  text: string;
  link: NoticeLink | null;
  /** Telling the same person the same key again does nothing. */
  key: string;
}

@Provide()
@DiScope(ScopeEnum.Singleton)
export class NoticeService {
  @Inject()
  repository: NoticeRepository;

  private readonly shared = new SharedReads();

  /** At boot: tells that notices are kept on people. */
  start(): void {
    registerHolding({ name: 'notices', count: (personId) => this.repository.countOf(personId) });
  }

  /** Puts a notice into a person's inbox, once by its key. */
  async append(notice: NewNotice): Promise<void> {
    await this.appendAll([notice]);
  }

  /** The same for many, in one write. */
  async appendAll(notices: readonly NewNotice[]): Promise<void> {
    const at = nowDate();
    await this.repository.append(
      notices.map((notice) => ({
        ...notice,
        _id: makeId(),
        at,
        readAt: null,
        schemaVersion: 1 as const,
      })),
    );
  }

  /** The same words for all of these people. */
  async tell(
    people: readonly { _id: string; unitPath: string }[],
    words: Omit<NewNotice, 'personId' | 'unitPath'>,
  ): Promise<void> {
    await this.appendAll(
      people.map(({ _id: personId, unitPath }) => ({ personId, unitPath, ...words })),
    );
  }

  /** The same, but to nobody who has not read one yet whose key begins so: it says as much. */
  async appendUnlessUnread(notices: readonly NewNotice[], alike: string): Promise<void> {
    const people = notices.map(({ personId }) => personId);
    const told = await this.repository.listUnreadOf(people, alike);
    await this.appendAll(notices.filter(({ personId }) => !told.has(personId)));
  }

  /** Who of these people was told what has that key. */
  async toldOf(personIds: readonly string[], key: string): Promise<Set<string>> {
    return this.repository.listToldOf(personIds, key);
  }

  async listMine({ query }: Input<'listMine'>, call: Call) {
    const key = JSON.stringify([call.scope, query]);
    const [rows, unread] = await this.shared.read(key, () =>
      Promise.all([
        this.repository.list(call.scope, query.cursor, query.limit),
        this.repository.countUnread(call.scope),
      ]),
    );
    const page = toPage(rows, query.limit, (row) => [row._id]);
    const items: Notice[] = page.items.map(presentNotice);
    return { items, nextCursor: page.nextCursor, unread };
  }

  /** Marks mine as read; somebody else's answer `NOT_FOUND` and nothing is marked. */
  async markRead({ body }: Input<'markRead'>, call: Call): Promise<{ unread: number }> {
    const noticeIds = [...new Set(body.noticeIds)];
    const mine = await this.repository.countWithin(call.scope, noticeIds);
    if (mine < noticeIds.length) throw new AppError('NOT_FOUND');
    const time = occurred(call, body.deviceAt);
    await this.repository.appendRead({
      _id: makeId(),
      actorId: call.actor.personId,
      opId: body.opId,
      opHash: call.opHash,
      unitPath: call.actor.unitPath,
      noticeIds,
      ...time,
      schemaVersion: 1,
    });
    await this.repository.saveRead(call.scope, noticeIds, time.occurredAt);
    return { unread: await this.repository.countUnread(call.scope) };
  }
}
