import { Inject, Provide, Scope as DiScope, ScopeEnum } from '@midwayjs/core';
import {
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
import { OrgService, type PersonDocument, type UnitDocument } from '../org';
import { FindingService } from '../spot-check';
import { ReviewDayRepository, type DaySums } from './day.repository';
import { whyOf } from './squadrons.rules';
import { WaitingRepository } from './waiting.repository';
import { byName, cellOf, weekOf } from './week.rules';

type Query = HandlerInput<typeof reviewContract.squadrons>['query'];
type Group = SquadronStand['groups'][number];

/** How the squadrons stand and why. They are in the order of their names: this is no ranking. */
@Provide()
@DiScope(ScopeEnum.Singleton)
export class ReviewSquadronsService {
  @Inject()
  days: ReviewDayRepository;

  @Inject()
  waiting: WaitingRepository;

  @Inject()
  findings: FindingService;

  @Inject()
  org: OrgService;

  async squadrons(query: Query, { scope }: Call): Promise<ReviewSquadrons> {
    const week = weekOf(query.day, dayOf(now()));
    const today = dayOf(now());
    const [units, people, sums, corrections, shifts, weeks] = await Promise.all([
      this.org.unitsByPath(),
      this.org.listActiveIn(scope),
      this.days.countByPerson(scope, week),
      this.waiting.listOpenCorrections(scope, {}),
      this.waiting.listWaitingShifts(scope, undefined, week.from),
      this.findings.countsBySquadronWeek(scope, week),
    ]);
    const sumsOf = new Map(sums.map((one) => [one.personId, one]));
    const squadrons = [...units.values()]
      .filter((unit) => unit.kind === 'squadron')
      .filter((unit) => (scope.unitPaths ?? []).some((path) => isWithin(unit._id, path)))
      .sort(byTownThenName)
      .map((unit): SquadronStand => {
        const here = (one: { unitPath: string }) => isWithin(one.unitPath, unit._id);
        const checked = weeks.filter((one) => isWithin(one.squadronPath, unit._id));
        const stand = {
          groups: groupsOf(people.filter(here), sumsOf),
          spot_check: cellOf(
            checked.reduce((all, one) => all + one.passed, 0),
            checked.reduce((all, one) => all + one.checked, 0),
          ),
          correctionsOverdue: corrections.filter((one) => here(one) && one.dueOn < today).length,
          logsReturned: shifts.filter((one) => here(one) && one.log === 'returned').length,
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
function groupsOf(
  people: readonly PersonDocument[],
  sumsOf: ReadonlyMap<string, DaySums>,
): Group[] {
  return personKinds.flatMap((kind): Group[] => {
    const own = people.filter((person) => person.kind === kind);
    if (own.length === 0) return [];
    const sum = (field: Exclude<keyof DaySums, 'personId'>) =>
      own.reduce((all, person) => all + (sumsOf.get(person._id)?.[field] ?? 0), 0);
    return [
      {
        kind,
        people: own.length,
        study: cellOf(sum('done'), sum('touched')),
        readiness: cellOf(sum('ready'), sum('shifts')),
        logs: cellOf(sum('complete'), sum('ended')),
        spot_check: cellOf(sum('passed'), sum('checked')),
      },
    ];
  });
}
