import { Inject, Provide, Scope as DiScope, ScopeEnum } from '@midwayjs/core';
import {
  addDays,
  dayOf,
  personKinds,
  type HandlerInput,
  type reviewContract,
  type ReviewSquadrons,
  type SquadronStand,
} from '@qiangji/shared-types';
import { isWithin } from '../../platform/actor';
import { now } from '../../platform/clock';
import type { Call } from '../../platform/http';
import { SharedReads } from '../../platform/mongo';
import type { Scope } from '../../platform/policy';
import { AwayService } from '../leave';
import { OrgService, type PersonDocument, type UnitDocument } from '../org';
import { FindingService } from '../spot-check';
import { whyOf } from './squadrons.rules';
import { WaitingRepository } from './waiting.repository';
import { ReviewWeekRepository, type WeekCounts } from './week.repository';
import { byName, cellOf, LOOK_BACK_DAYS, sumsOf, weekOf, type Week } from './week.rules';

type Query = HandlerInput<typeof reviewContract.squadrons>['query'];
type Group = SquadronStand['groups'][number];

/** How the squadrons stand and why. They are in the order of their names: this is no ranking. */
@Provide()
@DiScope(ScopeEnum.Singleton)
export class ReviewSquadronsService {
  @Inject()
  weeks: ReviewWeekRepository;

  @Inject()
  waiting: WaitingRepository;

  @Inject()
  findings: FindingService;

  @Inject()
  org: OrgService;

  @Inject()
  away: AwayService;

  private readonly shared = new SharedReads();

  async squadrons(query: Query, { scope }: Call): Promise<ReviewSquadrons> {
    const today = dayOf(now());
    const week = weekOf(query.day, today);
    const key = JSON.stringify([scope, week, today]);
    return this.shared.read(key, () => this.standing(scope, week, today));
  }

  private async standing(scope: Scope, week: Week, today: string): Promise<ReviewSquadrons> {
    const [units, people, rows, corrections, shifts, checks] = await Promise.all([
      this.org.unitsByPath(),
      this.org.listActiveIn(scope),
      this.weeks.listCounts(scope, week.from),
      this.waiting.listOpenCorrections(scope, {}),
      // As far back as the week of the unit looks, which this leads to.
      this.waiting.listWaitingShifts(scope, undefined, addDays(week.to, -LOOK_BACK_DAYS)),
      this.findings.countsBySquadronWeek(scope, week),
    ]);
    // Nothing is late or lacking that only somebody on leave could do.
    const late = corrections.filter((one) => one.dueOn < today);
    const returned = shifts.filter((one) => one.log === 'returned');
    const awayNow = await this.away.on(
      [...late, ...returned].map((one) => one.actorId),
      today,
    );
    const squadrons = [...units.values()]
      .filter((unit) => unit.kind === 'squadron')
      .filter((unit) => (scope.unitPaths ?? []).some((path) => isWithin(unit._id, path)))
      .sort(byTownThenName)
      .map((unit): SquadronStand => {
        const here = (one: { unitPath: string }) => isWithin(one.unitPath, unit._id);
        const waits = (one: { unitPath: string; actorId: string }) =>
          here(one) && !awayNow.has(one.actorId);
        const checked = checks.filter((one) => isWithin(one.squadronPath, unit._id));
        const stand = {
          groups: groupsOf(people.filter(here), rows),
          spot_check: cellOf(
            checked.reduce((all, one) => all + one.passed, 0),
            checked.reduce((all, one) => all + one.checked, 0),
          ),
          correctionsOverdue: late.filter(waits).length,
          logsReturned: returned.filter(waits).length,
        };
        const name = { path: unit._id, name: unit.name };
        return { unit: name, townName: unit.townName, ...stand, why: whyOf(stand) };
      });
    return { ...week, squadrons };
  }
}

function byTownThenName(a: UnitDocument, b: UnitDocument): number {
  return byName({ name: a.townName ?? '' }, { name: b.townName ?? '' }) || byName(a, b);
}

/** Each kind of job by itself: what officers and auxiliaries do is never added up. */
function groupsOf(people: readonly PersonDocument[], rows: readonly WeekCounts[]): Group[] {
  return personKinds.flatMap((kind): Group[] => {
    const ids = new Set(people.filter((person) => person.kind === kind).map(({ _id }) => _id));
    if (ids.size === 0) return [];
    const own = rows.filter((row) => ids.has(row.personId));
    const sums = sumsOf(own);
    const pieces = (field: 'touched' | 'done') =>
      own.reduce((all, { parts }) => all + (parts.study?.[field].length ?? 0), 0);
    return [
      {
        kind,
        people: ids.size,
        study: cellOf(pieces('done'), pieces('touched')),
        readiness: cellOf(sums.ready, sums.shifts),
        logs: cellOf(sums.complete, sums.ended),
        spot_check: cellOf(sums.passed, sums.checked),
      },
    ];
  });
}
