import { Inject, Provide, Scope as DiScope, ScopeEnum } from '@midwayjs/core';
import {
  addDays,
  type Away,
  dayOf,
  monthDay,
  type HandlerInput,
  type reviewContract,
  type ReviewRow,
  type ReviewTerms,
  type ReviewWaiting,
  type ReviewWeek,
  type Talk,
  CORRECTION_OVERDUE,
} from '@qiangji/shared-types';
import { isWithin, type Actor } from '../../platform/actor';
import { now } from '../../platform/clock';
import { AppError } from '../../platform/errors';
import { groupBy } from '../../platform/group-by';
import type { Call } from '../../platform/http';
import { SharedReads } from '../../platform/mongo';
import type { Scope } from '../../platform/policy';
import { UnreadService, type UnreadLog } from '../duty-log';
import { AwayService } from '../leave';
import { OrgService, type PersonDocument } from '../org';
import { FindingService, type FindingDocument } from '../spot-check';
import { TopicService } from '../standard';
import type { ReviewWeekDocument } from './review.collection';
import { mayOpen } from './review.reach';
import { ReviewTermsService } from './terms.service';
import { findingSpan, reasonsOf, talksOf, type TalkFacts } from './talk.rules';
import { WaitingRepository, type OpenCorrection, type WaitingShift } from './waiting.repository';
import { ReviewWeekRepository } from './week.repository';
import {
  byJobThenName,
  byName,
  cellsOf,
  LOOK_BACK_DAYS,
  mondaysOf,
  touching,
  TREND_WEEKS,
  trendOf,
  weekOf,
  type Week,
} from './week.rules';

type Query<K extends keyof typeof reviewContract> = HandlerInput<
  (typeof reviewContract)[K]
>['query'];

/** What one looks at people by. */
interface Facts {
  /** Sunday of the week that is looked at. */
  to: string;
  terms: ReviewTerms;
  people: PersonDocument[];
  rows: ReviewWeekDocument[];
  corrections: OpenCorrection[];
  findings: FindingDocument[];
  /** Their leaves from the week's first day on, and who is on leave today. */
  away: ReadonlyMap<string, Away[]>;
  awayNow: ReadonlyMap<string, Away>;
}

/** A unit's week as it is for whoever may look at it. */
interface UnitWeek extends Pick<ReviewWeek, 'rows' | 'talks' | 'trend'> {
  facts: Facts;
  shifts: WaitingShift[];
  unread: UnreadLog[];
}

/** A unit's week. */
@Provide()
@DiScope(ScopeEnum.Singleton)
export class ReviewService {
  @Inject()
  weeks: ReviewWeekRepository;

  @Inject()
  waiting: WaitingRepository;

  @Inject()
  unread: UnreadService;

  @Inject()
  findings: FindingService;

  @Inject()
  topics: TopicService;

  @Inject()
  terms: ReviewTermsService;

  @Inject()
  org: OrgService;

  @Inject()
  away: AwayService;

  private readonly shared = new SharedReads();

  async week(query: Query<'week'>, call: Call): Promise<ReviewWeek> {
    const { scope, actor } = call;
    const week = weekOf(query.day, dayOf(now()));
    const units = await this.unitsIn(scope);
    const unit = units.find((one) => one.path === (query.unitPath ?? defaultUnit(units, actor)));
    if (!unit) throw new AppError('NOT_FOUND');
    const found = await this.unitWeek(scope, unit.path, week);
    const { rows, talks, trend } = found;
    return { unit, ...week, units, waiting: waitingOf(found, actor), talks, trend, rows };
  }

  /** What a unit's week says to whoever may look at it. */
  private unitWeek(scope: Scope, unitPath: string, week: Week): Promise<UnitWeek> {
    const key = JSON.stringify([scope, unitPath, week, dayOf(now())]);
    return this.shared.read(key, async () => {
      const [facts, shifts, unread, weeks] = await Promise.all([
        this.factsOf(scope, unitPath, week),
        this.waiting.listWaitingShifts(scope, unitPath, addDays(week.to, -LOOK_BACK_DAYS)),
        this.listUnread(scope, unitPath),
        this.findings.countsBySquadronWeek(scope, {
          unitPath,
          from: addDays(week.from, -7 * (TREND_WEEKS - 1)),
          to: week.to,
        }),
      ]);
      return {
        facts,
        shifts,
        unread,
        rows: rowsFrom(facts, week),
        talks: await this.talksFrom(facts),
        trend: trendOf(weeks, week),
      };
    });
  }

  /** What 今日 tells a leader of one unit, by this moment: its people, what is late, whom to talk to. */
  async lead(
    scope: Scope,
    unitPath: string,
  ): Promise<Pick<Facts, 'people' | 'awayNow'> & { overdue: OpenCorrection[]; talks: Talk[] }> {
    const facts = await this.factsOf(scope, unitPath, weekOf(undefined, dayOf(now())));
    const { people, awayNow } = facts;
    return { people, awayNow, overdue: lateOf(facts), talks: await this.talksFrom(facts) };
  }

  /**
   * Unusual logs that nobody has read, the latest first; `to` is today where it is left out. Older ones that were
   * opened again in these days are among them.
   */
  async listUnread(scope: Scope, unitPath: string, to?: string): Promise<UnreadLog[]> {
    const today = dayOf(now());
    const { unreadLogDays } = await this.terms.on(today);
    return this.unread.list(scope, unitPath, {
      from: addDays(today, -unreadLogDays),
      to: to ?? today,
    });
  }

  /** Reasons to talk to one person, the weightiest first. */
  async reasonsFor(person: PersonDocument, known: Known) {
    return reasonsOf(await this.talkFacts(person, known));
  }

  private async factsOf(scope: Scope, unitPath: string, week: Week): Promise<Facts> {
    const terms = await this.terms.on(week.to);
    const [all, corrections, findings] = await Promise.all([
      this.org.listActiveIn(scope, unitPath),
      this.waiting.listOpenCorrections(scope, { unitPath }),
      this.findings.listFindings(scope, { unitPath, ...findingSpan(week, terms) }),
    ]);
    // A brigade's own people are those at its desk; its squadrons have weeks of their own.
    const people = all.filter((person) => person.unitPath === unitPath);
    const ids = people.map((person) => person._id);
    const today = dayOf(now());
    const [rows, away] = await Promise.all([
      this.weeks.list(scope, ids, mondaysOf(week)),
      // The week that is looked at may be over.
      this.away.within(ids, week.from, week.to < today ? today : week.to),
    ]);
    const awayNow = new Map(
      [...touching(away, today, today)].flatMap(([id, [one]]) => (one ? [[id, one] as const] : [])),
    );
    return { to: week.to, terms, people, rows, corrections, findings, away, awayNow };
  }

  private async talksFrom(facts: Facts): Promise<Talk[]> {
    const { to, terms, people, rows, findings, awayNow } = facts;
    const rowsOf = groupBy(rows, (row) => row.personId);
    const overdue = lateOf(facts);
    // A talk with somebody on leave waits until they are back.
    const here = people.filter((person) => !awayNow.has(person._id));
    const named = here.map(async (person) => {
      const late = overdue.filter((one) => one.actorId === person._id);
      const own = rowsOf.get(person._id) ?? [];
      const known = { to, terms, rows: own, correctionsOverdue: late.length, findings };
      const reasons = await this.reasonsFor(person, known);
      return { personId: person._id, name: person.name, reasons };
    });
    return talksOf(await Promise.all(named));
  }

  private async talkFacts({ _id }: PersonDocument, known: Known): Promise<TalkFacts> {
    const topics = await this.topics.byCode();
    return {
      ...known,
      findings: known.findings.filter(
        (one) =>
          one.subject === 'person' && one.personIds.includes(_id) && !one.disputedBy.includes(_id),
      ),
      topicName: (code) => topics.get(code)?.name ?? code,
    };
  }

  /** Units within reach, squadrons first. */
  private async unitsIn({ unitPaths = [] }: Scope): Promise<LookedAt[]> {
    return [...(await this.org.unitsByPath()).values()]
      .filter((unit) => unitPaths.some((path) => isWithin(unit._id, path)))
      .map((unit) => ({ path: unit._id, name: unit.name, squadron: unit.kind === 'squadron' }))
      .sort((a, b) => Number(b.squadron) - Number(a.squadron) || byName(a, b));
  }
}

/** What reasons are drawn from, findings of others among it. */
interface Known extends Omit<TalkFacts, 'findings' | 'topicName'> {
  findings: readonly FindingDocument[];
}

interface LookedAt {
  path: string;
  name: string;
  squadron: boolean;
}

/** One's own squadron, else the first. */
function defaultUnit(units: readonly LookedAt[], actor: Actor): string | undefined {
  const own = units.find((unit) => unit.squadron && unit.path === actor.unitPath);
  return (own ?? units[0])?.path;
}

function rowsFrom({ people, rows, away, terms }: Facts, week: Week): ReviewRow[] {
  const rowsOf = groupBy(rows, (row) => row.personId);
  const awayOf = touching(away, week.from, week.to);
  return people
    .map((person): ReviewRow => ({
      personId: person._id,
      name: person.name,
      kind: person.kind,
      post: person.post,
      away: awayOf.get(person._id) ?? [],
      cells: cellsOf(rowsOf.get(person._id) ?? [], week, terms),
    }))
    .sort(byJobThenName);
}

/** What is late and can be done: of whoever is on leave nothing is. */
function lateOf({
  corrections,
  awayNow,
}: Pick<Facts, 'corrections' | 'awayNow'>): OpenCorrection[] {
  const today = dayOf(now());
  return corrections.filter((one) => one.dueOn < today && !awayNow.has(one.actorId));
}

function waitingOf({ facts, shifts, unread }: UnitWeek, actor: Actor): ReviewWaiting[] {
  const { people, awayNow } = facts;
  const names = new Map(people.map((person) => [person._id, person.name]));
  const late = lateOf(facts).map((one): ReviewWaiting => {
    const open = mayOpen(actor, { personId: one.actorId, unitPath: one.unitPath });
    return {
      kind: 'correction_overdue',
      title: `${CORRECTION_OVERDUE}：${one.itemName}`,
      meta: `${names.get(one.actorId) ?? ''}，应于 ${monthDay(one.dueOn)}`,
      personId: one.actorId,
      link: open ? { feature: 'self-check', page: 'correction', id: one._id } : null,
    };
  });
  // A hand-over waits for somebody else: it stays, whoever is on leave.
  const waiting = shifts.filter((one) => one.log !== 'returned' || !awayNow.has(one.actorId));
  const logs = waiting.map((shift): ReviewWaiting => {
    const open = mayOpen(actor, { personId: shift.actorId, unitPath: shift.unitPath });
    const returned = shift.log === 'returned';
    return {
      kind: returned ? 'log_returned' : 'handover_waiting',
      title: returned ? '退回的日志还没重交' : '交班还没人接',
      meta: `${names.get(shift.actorId) ?? ''}，${monthDay(shift.day)}的班`,
      personId: shift.actorId,
      link: open ? { feature: 'duty-log', page: 'shift', id: shift._id } : null,
    };
  });
  return [...late, ...logs, ...unreadOf(unread, names, actor)];
}

/** Nobody reads the log of a shift that they were on; a hand-over that waits is told of by itself. */
function unreadOf(
  unread: readonly UnreadLog[],
  names: ReadonlyMap<string, string>,
  actor: Actor,
): ReviewWaiting[] {
  const others = unread.filter(
    ({ shift }) =>
      !shift.memberIds.includes(actor.personId) && shift.state !== 'handover_requested',
  );
  return others.map(({ shift, templateName, anomalies }): ReviewWaiting => {
    const open = mayOpen(actor, { personId: shift.actorId, unitPath: shift.unitPath });
    const whose = `${names.get(shift.actorId) ?? ''}，${monthDay(shift.day)}${templateName}`;
    return {
      kind: 'log_unread',
      title: '有异常的日志还没看',
      meta: open ? [whose, ...anomalies.map((one) => one.text)].join('，') : whose,
      personId: shift.actorId,
      link: open ? { feature: 'duty-log', page: 'shift', id: shift._id } : null,
    };
  });
}
