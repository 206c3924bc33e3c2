import { Inject, Provide, Scope as DiScope, ScopeEnum } from '@midwayjs/core';
import {
  dayOf,
  type HandlerInput,
  type ReviewPerson,
  type reviewContract,
} from '@qiangji/shared-types';
import { now } from '../../platform/clock';
import type { Call } from '../../platform/http';
import { SharedReads } from '../../platform/mongo';
import type { Scope } from '../../platform/policy';
import { AwayService } from '../leave';
import { OrgService } from '../org';
import { QuizService } from '../quiz';
import { FindingService } from '../spot-check';
import { ReviewService } from './review.service';
import { ReviewTermsService } from './terms.service';
import { findingSpan } from './talk.rules';
import { WaitingRepository } from './waiting.repository';
import { ReviewWeekRepository } from './week.repository';
import {
  cellOf,
  cellsOf,
  inWeek,
  mondaysOf,
  sumsOf,
  touching,
  weekOf,
  type Week,
} from './week.rules';

type Input<K extends keyof typeof reviewContract> = HandlerInput<(typeof reviewContract)[K]>;

/** One person's week. Looking at somebody else is noted. */
@Provide()
@DiScope(ScopeEnum.Singleton)
export class ReviewPersonService {
  @Inject()
  weeks: ReviewWeekRepository;

  @Inject()
  waiting: WaitingRepository;

  @Inject()
  review: ReviewService;

  @Inject()
  quiz: QuizService;

  @Inject()
  findings: FindingService;

  @Inject()
  terms: ReviewTermsService;

  @Inject()
  org: OrgService;

  @Inject()
  away: AwayService;

  private readonly shared = new SharedReads();

  async person({ params, query }: Input<'person'>, call: Call): Promise<ReviewPerson> {
    const { personId } = params;
    const person = await this.org.personLookedAt(personId, 'review_person', call);
    const today = dayOf(now());
    const week = weekOf(query.day, today);
    const key = JSON.stringify([call.scope, personId, week, today]);
    const found = await this.shared.read(key, () =>
      this.factsOf(call.scope, personId, week, today),
    );
    const { terms, rows, open, findings, mastery, leaves } = found;
    const away = touching(leaves, week.from, week.to);
    const awayNow = touching(leaves, today, today);
    const sums = sumsOf(inWeek(rows, week));
    const late = awayNow.has(personId) ? 0 : open.filter((one) => one.dueOn < today).length;
    return {
      person: {
        personId,
        name: person.name,
        kind: person.kind,
        post: person.post,
        unit: { path: person.unitPath, name: await this.org.unitName(person.unitPath) },
      },
      ...week,
      away: away.get(personId) ?? [],
      cells: cellsOf(rows, week, terms),
      counts: {
        practice: cellOf(sums.right, sums.answers),
        shifts: sums.shifts,
        nights: sums.nights,
        entries: sums.entries,
        enforcement: sums.enforcement,
        correctionsOpen: open.length,
        correctionsOverdue: late,
      },
      reasons: await this.review.reasonsFor(person, {
        to: week.to,
        terms,
        rows,
        correctionsOverdue: late,
        findings,
      }),
      topics: (mastery.get(personId)?.topics ?? []).filter((topic) => topic.answered > 0),
    };
  }

  private async factsOf(scope: Scope, personId: string, week: Week, today: string) {
    const terms = await this.terms.on(week.to);
    const [rows, open, findings, mastery, leaves] = await Promise.all([
      this.weeks.list(scope, [personId], mondaysOf(week)),
      this.waiting.listOpenCorrections(scope, { personId }),
      this.findings.listFindings(scope, { personId, ...findingSpan(week, terms) }),
      this.quiz.masteryOf([personId]),
      // The week that is looked at may be over.
      this.away.within([personId], week.from, week.to < today ? today : week.to),
    ]);
    return { terms, rows, open, findings, mastery, leaves };
  }
}
