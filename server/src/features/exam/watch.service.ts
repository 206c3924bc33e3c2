import { Inject, Provide, Scope as DiScope, ScopeEnum } from '@midwayjs/core';
import type { examResultContract, HandlerInput, Page, WatchedExam } from '@qiangji/shared-types';
import { bureauOf } from '../../platform/actor';
import { now } from '../../platform/clock';
import type { Call } from '../../platform/http';
import { SharedReads, toPage } from '../../platform/mongo';
import type { Scope } from '../../platform/policy';
import type { ExamDocument } from './exam.collection';
import { ExamRepository } from './exam.repository';
import { phaseOf } from './exam.rules';
import { SittingRepository } from './sitting.repository';

type Input = HandlerInput<typeof examResultContract.listWatched>;

/** Exams of a bureau looked at together: a squadron is asked to sit most of them. */
const AT_ONCE = 100;

interface Watched {
  exam: ExamDocument;
  assigned: number;
}

/** The exams of those who lead: whether their own people were asked says which these are. */
@Provide()
@DiScope(ScopeEnum.Singleton)
export class WatchService {
  @Inject()
  exams: ExamRepository;

  @Inject()
  sittings: SittingRepository;

  private readonly shared = new SharedReads();

  async listWatched({ query }: Input, { scope, actor }: Call): Promise<Page<WatchedExam>> {
    const bureau = bureauOf(actor.unitPath);
    const key = JSON.stringify([scope, bureau, query]);
    return this.shared.read(key, () => this.watchedBy(scope, bureau, query));
  }

  private async watchedBy(
    scope: Scope,
    bureau: string,
    query: Input['query'],
  ): Promise<Page<WatchedExam>> {
    const { limit } = query;
    const whole = { unitPaths: [bureau] };
    const found: Watched[] = [];
    let cursor: string | null | undefined = query.cursor;
    do {
      const rows = await this.exams.list(whole, { cursor, limit: AT_ONCE });
      const page: Page<ExamDocument> = toPage(rows, AT_ONCE, (row) => [row._id]);
      // Of a draft, or of one that was stopped before, nobody was told.
      const told = page.items.filter((exam) => exam.publishedAt !== null);
      const counts = await this.sittings.countByExam(
        scope,
        told.map(({ _id }) => _id),
      );
      found.push(
        ...told.flatMap((exam) => {
          const assigned = counts.get(exam._id);
          return assigned === undefined ? [] : [{ exam, assigned }];
        }),
      );
      cursor = page.nextCursor;
    } while (cursor !== null && found.length <= limit);
    const page = toPage(found.slice(0, limit + 1), limit, ({ exam }) => [exam._id]);
    return { ...page, items: page.items.map(presentWatched) };
  }
}

function presentWatched({ exam, assigned }: Watched): WatchedExam {
  const { _id, draft, opensAt, closesAt } = exam;
  return {
    id: _id,
    title: draft.title,
    kind: draft.kind,
    phase: phaseOf(exam, now()),
    opensAt: opensAt.toISOString(),
    closesAt: closesAt.toISOString(),
    assigned,
  };
}
