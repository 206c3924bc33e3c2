import { Inject, Provide, Scope as DiScope, ScopeEnum } from '@midwayjs/core';
import { KEEPERS } from '@qiangji/shared-types';
import { NoticeService, type NewNotice } from '../notice';
import { OrgService } from '../org';
import type { ExamDocument } from './exam.collection';
import { appealedWords, toMarkWords, type ExamWords } from './exam.words';
import type { AppealDocument } from './marking.collection';

/** What those are told who keep the exams of a bureau: what waits for them, and what they must decide. */
@Provide()
@DiScope(ScopeEnum.Singleton)
export class KeeperNews {
  @Inject()
  notices: NoticeService;

  @Inject()
  org: OrgService;

  /** Something about an exam that they must know, whoever sent it out among them. */
  async tell(exam: ExamDocument, words: ExamWords): Promise<void> {
    const keepers = await this.org.holdersIn(KEEPERS, exam.unitPath);
    const sender = exam.events.find(({ type }) => type === 'published')?.actorId;
    const known = sender === undefined || keepers.some(({ _id }) => _id === sender);
    const people = known ? [] : [...(await this.org.personsById([sender])).values()];
    await this.notices.appendAll(
      [...keepers, ...people].map(({ _id }) => noticeFor(_id, exam, 'console', words)),
    );
  }

  /** An appeal waits; the one who wrote it does not answer it. */
  async appealed(exam: ExamDocument, { _id, personId }: AppealDocument): Promise<void> {
    const words = appealedWords(exam, _id);
    await this.tellWaiting(exam, 'appeals', words, personId);
  }

  /** Answers wait for a person; `since` tells this time from an earlier one. */
  async toMark(exam: ExamDocument, since: string): Promise<void> {
    await this.tellWaiting(exam, 'marking', toMarkWords(exam, since));
  }

  /** One unread notice of an exam says enough: more wait there than it tells of. */
  private async tellWaiting(
    exam: ExamDocument,
    page: string,
    words: ExamWords,
    but?: string,
  ): Promise<void> {
    const keepers = await this.org.holdersIn(KEEPERS, exam.unitPath);
    const told = keepers.filter(({ _id }) => _id !== but);
    const alike = words.key.slice(0, words.key.lastIndexOf(':') + 1);
    await this.notices.appendUnlessUnread(
      told.map(({ _id }) => noticeFor(_id, exam, page, words)),
      alike,
    );
  }
}

function noticeFor(
  personId: string,
  { _id, unitPath }: ExamDocument,
  page: string,
  words: ExamWords,
): NewNotice {
  return { personId, unitPath, kind: 'exam', link: { feature: 'exam', page, id: _id }, ...words };
}
