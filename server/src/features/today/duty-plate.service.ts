import { Inject, Provide, Scope as DiScope, ScopeEnum } from '@midwayjs/core';
import {
  addDays,
  clockOf,
  dayOf,
  monthDay,
  type DutyPlate,
  SELF_CHECK_NAMES,
} from '@qiangji/shared-types';
import { hasRole, type Actor } from '../../platform/actor';
import { now } from '../../platform/clock';
import type { Scope } from '../../platform/policy';
import { dutyLogPolicies, EntryRepository, RotaService, ShiftRepository } from '../duty-log';
import { OrgService } from '../org';
import { ChecklistService } from '../standard';
import { dutyOf, nextStart, templateStarts, type Task } from './today.rules';
import { TodayTermsService } from './terms.service';
import { TodayRepository } from './today.repository';

/** Shifts of so many days are looked at: the open one, the last one, a returned log. */
const SHIFT_DAYS = 30;

export type SelfChecks = Awaited<ReturnType<TodayRepository['listSelfChecks']>>;
type Shifts = Awaited<ReturnType<TodayRepository['listShifts']>>;
type Waiting = Awaited<ReturnType<ShiftRepository['listWaiting']>>[number];

export interface DutyPart {
  duty: DutyPlate | null;
  tasks: Task[];
  /** A shift of today, open or over. */
  hasShift: boolean;
}

/** Where somebody stands in their shift, and what its steps ask for. */
@Provide()
@DiScope(ScopeEnum.Singleton)
export class DutyPlateService {
  @Inject()
  repository: TodayRepository;

  @Inject()
  shifts: ShiftRepository;

  @Inject()
  entries: EntryRepository;

  @Inject()
  rota: RotaService;

  @Inject()
  checklists: ChecklistService;

  @Inject()
  org: OrgService;

  @Inject()
  terms: TodayTermsService;

  async find(actor: Actor, scope: Scope, asked: Promise<SelfChecks>): Promise<DutyPart> {
    if (actor.kind === 'office_staff') return { duty: null, tasks: [], hasShift: false };
    const today = dayOf(now());
    const [mine, waiting, checks] = await Promise.all([
      this.repository.listShifts(scope, addDays(today, -SHIFT_DAYS)),
      this.shifts.listWaiting(dutyLogPolicies['duty-log.squad'].scope(actor), actor.unitPath),
      asked,
    ]);
    const open = mine.find((shift) => shift.state === 'on_duty') ?? null;
    const ended = mine.map((shift) => shift.endedAt).filter((one) => one !== null);
    const ready = checks.filter((one) => one.kind === 'readiness').map((one) => one.occurredAt);
    const steps = dutyOf(
      {
        open,
        handingOver: waiting.some((shift) => shift.handover?.requestedBy === actor.personId),
        lastEndedAt: latest(ended),
        lastReadyAt: latest(ready),
      },
      now(),
    );
    const forMe = waiting.filter((shift) => shift.handover?.receiverId === actor.personId);
    const hasShift = open !== null || mine.some((shift) => shift.day === today);
    const names = await this.org.personsById([
      ...forMe.map((shift) => shift.handover?.requestedBy ?? ''),
      ...(open?.memberIds ?? []),
    ]);
    const name = (id: string | undefined) => names.get(id ?? '')?.name ?? '同事';
    return {
      duty: { ...steps, shift: open && (await this.present(open, actor, name)) },
      hasShift,
      tasks: [
        ...(await Promise.all(
          forMe.map((shift) => this.takeOver(shift, name(shift.handover?.requestedBy))),
        )),
        ...returned(mine, actor),
        ...(steps.state === 'off' && !steps.ready && !hasShift
          ? await this.readiness(actor, scope)
          : []),
      ],
    };
  }

  /** Late when its log says so too: by the terms under which the shift began. */
  private async takeOver(shift: Waiting, from: string): Promise<Task> {
    const { _id, handover, catalogueVersion } = shift;
    const { terms } = await this.checklists.dutyCatalogue(catalogueVersion);
    const left = handover?.matters.length ?? 0;
    const asked = handover?.requestedAt.getTime() ?? now();
    return {
      kind: 'handover',
      title: `接${from}的班`,
      meta: left > 0 ? `有 ${left} 件事要接着办` : '没有遗留的事',
      dueAt: new Date(asked + terms.handoverGraceMin * 60_000).toISOString(),
      dueOn: null,
      progress: null,
      link: { feature: 'duty-log', page: 'takeover', id: _id },
    };
  }

  /** The readiness check by the clock of the next shift that begins soon. */
  private async readiness(actor: Actor, scope: Scope): Promise<Task[]> {
    const starts = await this.starts(actor, scope);
    const start = nextStart(starts, now(), await this.terms.now());
    if (start === null) return [];
    return [
      {
        kind: 'readiness',
        title: SELF_CHECK_NAMES.readiness,
        meta: '约 2 分钟，查完直接上岗',
        dueAt: new Date(start).toISOString(),
        dueOn: null,
        progress: null,
        link: { feature: 'self-check', page: 'check', id: 'readiness' },
      },
    ];
  }

  /**
   * When the next shifts begin: the planned ones. Where nothing is planned it may be any, for those who
   * patrol: an inspector is on a shift only if somebody planned that.
   */
  private async starts(actor: Actor, scope: Scope): Promise<number[]> {
    const planned = await this.rota.listMyStarts(actor, scope);
    if (planned !== null || hasRole(actor, 'inspector')) return planned ?? [];
    const { shiftTemplates } = await this.checklists.dutyCatalogue();
    return templateStarts(shiftTemplates, now());
  }

  private async present(
    open: Shifts[number],
    { personId }: Actor,
    name: (id: string) => string,
  ): Promise<DutyPlate['shift']> {
    const [counts, catalogue] = await Promise.all([
      this.entries.countOfShifts([open._id]),
      this.checklists.dutyCatalogue(open.catalogueVersion),
    ]);
    const template = catalogue.shiftTemplates.find((one) => one.code === open.templateCode);
    return {
      id: open._id,
      templateName: template?.name ?? '',
      from: template?.from ?? '',
      to: template?.to ?? clockOf(open.plannedEndAt.getTime()),
      plannedEndAt: open.plannedEndAt.toISOString(),
      sections: open.sections,
      recorders: open.recorders.length,
      partners: open.memberIds.filter((id) => id !== personId).map(name),
      entries: counts.get(open._id)?.entries ?? 0,
    };
  }
}

function latest(dates: readonly Date[]): Date | null {
  return dates.reduce<Date | null>((last, date) => (last && last > date ? last : date), null);
}

function returned(mine: Shifts, { personId }: Actor): Task[] {
  return mine
    .filter((shift) => shift.log === 'returned' && shift.actorId === personId)
    .map((shift) => ({
      kind: 'log_returned',
      title: '日志退回来了，改好重交',
      meta: `${monthDay(shift.day)}的班`,
      dueAt: null,
      dueOn: null,
      progress: null,
      link: { feature: 'duty-log', page: 'shift', id: shift._id },
    }));
}
