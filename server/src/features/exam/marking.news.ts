import { Inject, Provide, Scope as DiScope, ScopeEnum } from '@midwayjs/core';
import { NoticeService, type NewNotice } from '../notice';
import type { AttemptDocument } from './attempt.collection';
import type { ExamDocument } from './exam.collection';
import { appealWords, correctedWords, newKeyWords, releasedWords } from './exam.words';
import type { AppealDocument, CorrectionDocument, MarkingDocument } from './marking.collection';
import { shownOf } from './result.rules';

type Told = Pick<AttemptDocument, '_id' | 'personId' | 'unitPath'>;

/** Notices of one write. */
const AT_ONCE = 500;

/**
 * What people are told of marking. Never a score: whether it may be seen yet is the result page's to
 * say.
 */
@Provide()
@DiScope(ScopeEnum.Singleton)
export class MarkingNews {
  @Inject()
  notices: NoticeService;

  /** A key was corrected: told once to each whose points changed, and to whom may have learned the old one. */
  async corrected(
    exam: ExamDocument,
    correction: CorrectionDocument,
    attempts: { changed: readonly Told[]; unchanged: readonly Told[] },
  ): Promise<void> {
    const about = (wordsFor: typeof correctedWords) => (attempt: Told) => ({
      ...this.about(exam, attempt),
      ...wordsFor(exam, correction, attempt._id),
    });
    const { changed } = attempts;
    const isNewKey = correction.change.kind === 'key' && keysWereOut(exam, correction.at);
    const unchanged = isNewKey ? attempts.unchanged : [];
    await this.notices.appendAll([
      ...changed.map(about(correctedWords)),
      ...unchanged.map(about(newKeyWords)),
    ]);
  }

  /** Results were released: told to each who sat, once. */
  async released(
    exam: ExamDocument,
    attempts: readonly Pick<AttemptDocument, 'personId' | 'unitPath'>[],
  ): Promise<void> {
    const people = [...new Map(attempts.map((one) => [one.personId, one])).values()];
    for (let from = 0; from < people.length; from += AT_ONCE) {
      await this.notices.appendAll(
        people.slice(from, from + AT_ONCE).map(({ personId, unitPath }) => ({
          ...this.about(exam, { personId, unitPath }),
          ...releasedWords(exam),
        })),
      );
    }
  }

  async markedAgain(exam: ExamDocument, marking: MarkingDocument): Promise<void> {
    const { personId, _id, version } = marking;
    const putBack = marking.marks.filter(({ kind }) => kind === 'again' || kind === 'late').at(-1);
    const why = putBack?.kind === 'late' ? '补收了你写的另一个答案，按它评' : '换了一个人重新评';
    await this.notices.append({
      ...this.about(exam, { personId, unitPath: marking.unitPath }),
      title: `有一道题重新评了分：${exam.draft.title}`,
      text: `${why}，原来的得分和现在的得分都留着，可以到成绩里看。`,
      key: `exam-marked-again:${_id}:${version}`,
    });
  }

  async appealDecided(exam: ExamDocument, appeal: AppealDocument): Promise<void> {
    await this.notices.append({ ...this.about(exam, appeal), ...appealWords(exam, appeal) });
  }

  private about(
    exam: ExamDocument,
    { personId, unitPath }: { personId: string; unitPath: string },
  ): Pick<NewNotice, 'personId' | 'unitPath' | 'kind' | 'link'> {
    return { personId, unitPath, kind: 'result', link: { feature: 'exam', id: exam._id } };
  }
}

/** Whoever sees a key for the first time after it was corrected sees the right one. */
function keysWereOut(exam: ExamDocument, at: Date): boolean {
  const { releasedAt } = exam;
  const asItWas = { ...exam, releasedAt: releasedAt && releasedAt <= at ? releasedAt : null };
  return shownOf(asItWas, true, at.getTime()).keys;
}
