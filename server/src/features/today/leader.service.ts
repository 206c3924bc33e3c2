import { Inject, Provide, Scope as DiScope, ScopeEnum } from '@midwayjs/core';
import {
  addDays,
  dayOf,
  monthDay,
  type LeaderLook,
  type LeaderPart,
  CORRECTION_OVERDUE,
} from '@qiangji/shared-types';
import { unitsOf } from '../../platform/actor';
import { now } from '../../platform/clock';
import type { Call } from '../../platform/http';
import { dutyLogPolicies, ReadingService, type UnreadLog } from '../duty-log';
import { OrgService } from '../org';
import { ReviewService, reviewPolicies } from '../review';
import { TodayRepository } from './today.repository';

/** Unread logs of days before yesterday that are shown one by one; more would push today out of sight. */
const MAX_EARLIER = 20;

/** What waits for the leader of a squadron. */
@Provide()
@DiScope(ScopeEnum.Singleton)
export class LeaderService {
  @Inject()
  repository: TodayRepository;

  @Inject()
  reading: ReadingService;

  @Inject()
  review: ReviewService;

  @Inject()
  org: OrgService;

  /** Null for those who lead none. Of several squadrons the one that the leader belongs to. */
  async find(call: Call): Promise<LeaderPart | null> {
    const { actor } = call;
    const led = unitsOf(actor, 'squadron_leader');
    const unitPath = led.find((path) => path === actor.unitPath) ?? led[0];
    if (unitPath === undefined) return null;
    const today = dayOf(now());
    const leading = { ...call, scope: dutyLogPolicies['duty-log.lead'].scope(actor) };
    const [facts, onDuty, days, earlier, name] = await Promise.all([
      this.review.lead(reviewPolicies['review.unit'].scope(actor), unitPath),
      this.repository.listOnDuty({ unitPaths: [unitPath] }, addDays(today, -1)),
      this.reading.readDays([addDays(today, -1), today], unitPath, leading),
      this.review.listUnread(leading.scope, unitPath, addDays(today, -2)),
      this.org.unitName(unitPath),
    ]);
    const { people, awayNow, overdue, talks } = facts;
    const names = new Map(people.map((person) => [person._id, person.name]));
    const members = new Set(onDuty.flatMap((shift) => shift.memberIds));
    // Nobody reads the log of a shift that they were on.
    const waiting = earlier.filter(({ shift }) => !shift.memberIds.includes(actor.personId));
    const patrols = people.filter((person) => person.kind !== 'office_staff');
    return {
      unit: { path: unitPath, name },
      onDuty: people.filter((person) => members.has(person._id)).length,
      people: patrols.length,
      onLeave: patrols.filter(({ _id }) => awayNow.has(_id) && !members.has(_id)).length,
      looks: [
        ...overdue.map((one): LeaderLook => ({
          kind: 'correction',
          title: CORRECTION_OVERDUE,
          meta: `${names.get(one.actorId) ?? ''}，${one.itemName}，应于 ${monthDay(one.dueOn)}`,
          state: 'overdue',
          link: { feature: 'self-check', page: 'correction', id: one._id },
        })),
        ...days.flatMap((day) => day.unusual.filter(unread).map(presentUnusual)),
        ...waiting.slice(0, MAX_EARLIER).map((one) => presentEarlier(one, names)),
      ],
      moreUnread: Math.max(0, waiting.length - MAX_EARLIER),
      sample: days.flatMap((day) =>
        day.sample
          .map((shift) => ({ shift }))
          .filter(unread)
          .map(presentSample),
      ),
      others: days.reduce((all, day) => all + day.others, 0),
      talks,
    };
  }
}

type Reading = Awaited<ReturnType<ReadingService['readDay']>>;
type Unusual = Reading['unusual'][number];
type Sampled = Pick<Unusual, 'shift'>;

/** One that was returned was read: it waits for its people. */
function unread({ shift }: Sampled): boolean {
  return shift.log === 'draft' || shift.log === 'submitted';
}

function presentUnusual({ shift, anomalies }: Unusual): LeaderLook {
  const { id, owner, day, templateName } = shift;
  return presentLog(id, anomalies, `${owner.name}，${monthDay(day)}${templateName}`);
}

function presentEarlier(
  { shift, templateName, anomalies }: UnreadLog,
  names: ReadonlyMap<string, string>,
): LeaderLook {
  const { _id, actorId, day } = shift;
  const whose = `${names.get(actorId) ?? ''}，${monthDay(day)}${templateName}`;
  return presentLog(_id, anomalies, whose);
}

function presentLog(id: string, anomalies: Unusual['anomalies'], meta: string): LeaderLook {
  return {
    kind: 'log',
    title: anomalies.map((one) => one.text).join('；'),
    meta,
    state: 'due',
    link: { feature: 'duty-log', page: 'shift', id },
  };
}

function presentSample({ shift }: Sampled): LeaderLook {
  return {
    kind: 'sample',
    title: `执勤日志，${shift.owner.name}`,
    meta: `${monthDay(shift.day)}${shift.templateName}`,
    state: 'normal',
    link: { feature: 'duty-log', page: 'shift', id: shift.id },
  };
}
