import { Inject, Provide, Scope as DiScope, ScopeEnum } from '@midwayjs/core';
import {
  addDays,
  dayOf,
  MAX_RECORD_DAYS,
  MAX_RECORDS,
  type HandlerInput,
  type ReviewPerson,
  type reviewContract,
  type ReviewRecord,
  type ReviewRecordKind,
  type ReviewRecords,
} from '@qiangji/shared-types';
import { bureauOf } from '../../platform/actor';
import { now } from '../../platform/clock';
import { invalid } from '../../platform/errors';
import type { Call } from '../../platform/http';
import { SharedReads } from '../../platform/mongo';
import type { Scope } from '../../platform/policy';
import { AwayService } from '../leave';
import { OrgService, type PersonDocument } from '../org';
import { QuizService } from '../quiz';
import { FindingService } from '../spot-check';
import { ChecklistService, TopicService } from '../standard';
import { RecordListRepository, type Asked } from './list.repository';
import {
  presentAnswer,
  presentCorrection,
  presentPieces,
  presentReadiness,
  presentShift,
  presentTally,
} from './record.presenter';
import { mayOpen } from './review.reach';
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

/** One person: from each figure to the records behind it. Looking at somebody else is noted. */
@Provide()
@DiScope(ScopeEnum.Singleton)
export class ReviewPersonService {
  @Inject()
  weeks: ReviewWeekRepository;

  @Inject()
  lists: RecordListRepository;

  @Inject()
  waiting: WaitingRepository;

  @Inject()
  review: ReviewService;

  @Inject()
  quiz: QuizService;

  @Inject()
  findings: FindingService;

  @Inject()
  checklists: ChecklistService;

  @Inject()
  topics: TopicService;

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

  async listRecords({ params, query }: Input<'listRecords'>, call: Call): Promise<ReviewRecords> {
    const { kind, from, to, topic } = query;
    if (to < from || addDays(from, MAX_RECORD_DAYS) < to) {
      const message = `一次最多看 ${MAX_RECORD_DAYS} 天的记录`;
      throw invalid('query.to', 'out_of_range', message);
    }
    const person = await this.org.personLookedAt(params.personId, `review_${kind}`, call);
    const items = await this.records(kind, { personId: person._id, from, to, topic }, person, call);
    return { items: items.slice(0, MAX_RECORDS), cut: items.length > MAX_RECORDS };
  }

  private async records(
    kind: ReviewRecordKind,
    asked: Asked,
    person: PersonDocument,
    call: Call,
  ): Promise<ReviewRecord[]> {
    const { scope, actor } = call;
    const { lists } = this;
    const owner = { personId: person._id, unitPath: person.unitPath };
    const open = mayOpen(actor, owner);
    const checkOpen = mayOpen(actor, { ...owner, spotCheck: true });
    const link = (feature: string, page: string, id: string) =>
      open || feature === 'study' || (checkOpen && feature === 'spot-check')
        ? { feature, page, id }
        : null;
    switch (kind) {
      case 'study': {
        const reports = await lists.listReports(scope, asked);
        const slugs = [...new Set(reports.map((one) => one.slug))];
        const [states, pieces] = await Promise.all([
          lists.listStates(scope, person._id, slugs),
          lists.listPieces(slugs),
        ]);
        return presentPieces(reports, states, pieces, link);
      }
      case 'mastery':
      case 'practice':
        return this.answers(asked, person, call);
      case 'readiness':
        return (await lists.listSelfChecks(scope, asked)).map((one) => presentReadiness(one, link));
      case 'logs': {
        const shifts = await lists.listShifts(scope, asked);
        const [counts, catalogue] = await Promise.all([
          lists.countEntries(shifts.map((shift) => shift._id)),
          this.checklists.dutyCatalogue(),
        ]);
        return shifts.map((one) => presentShift(one, counts.get(one._id) ?? 0, catalogue, link));
      }
      case 'spot_check':
        return (await lists.listTallies(scope, asked)).map((one) => presentTally(one, link));
      case 'corrections': {
        const today = dayOf(now());
        const rows = await lists.listCorrections(scope, asked);
        return rows.map((one) => presentCorrection(one, today, link));
      }
    }
  }

  private async answers(asked: Asked, person: PersonDocument, call: Call): Promise<ReviewRecord[]> {
    const answers = await this.lists.listAnswers(call.scope, asked);
    const bureau = bureauOf(person.unitPath);
    const codes = [...new Set(answers.map((one) => `${bureau}:${one.questionCode}`))];
    const [stems, topics] = await Promise.all([
      this.lists.listQuestions(codes),
      this.topics.byCode(),
    ]);
    return answers.map((one) =>
      presentAnswer(one, stems, topics.get(one.topic)?.name ?? one.topic),
    );
  }
}
