import { Inject, Provide, Scope as DiScope, ScopeEnum } from '@midwayjs/core';
import {
  addDays,
  dayOf,
  MAX_ROTA_DAYS,
  monthDay,
  ROTA_DAYS_AHEAD,
  type dutyLogContract,
  type DutyCatalogue,
  type ErrorDetail,
  type HandlerInput,
  type PlannedShift,
  type PlanWrite,
  type Rota,
} from '@qiangji/shared-types';
import type { WithId } from 'mongodb';
import { isWithin, type Actor } from '../../platform/actor';
import { now } from '../../platform/clock';
import { AppError, invalid } from '../../platform/errors';
import { registerHolding } from '../../platform/holdings';
import { occurred, type Call } from '../../platform/http';
import { makeId } from '../../platform/ids';
import { findEvent, SharedReads, type OpFields } from '../../platform/mongo';
import { isReached, type Scope } from '../../platform/policy';
import { AwayService } from '../leave';
import { OrgService, type PersonDocument } from '../org';
import { ChecklistService } from '../standard';
import type { PlanDocument, PlanEvent } from './rota.collection';
import { RotaNews } from './rota.news';
import { RotaRepository } from './rota.repository';
import { counted, nextPerson, planProblem, slotOf, timeOf } from './rota.rules';
import { RotaView } from './rota.view';
import { ShiftRepository } from './shift.repository';

type Input<K extends keyof typeof dutyLogContract> = HandlerInput<(typeof dutyLogContract)[K]>;
type RotaSpan = Input<'listRota'>['query'];
type Found = WithId<PlanDocument>;

/** One's own rota shows what became of the last week; a unit plans that has a plan a week around today. */
const DAYS_BACK = 7;

/** 排班: who is to do which shift, as far as a leader wants to plan at all. */
@Provide()
@DiScope(ScopeEnum.Singleton)
export class RotaService {
  @Inject()
  repository: RotaRepository;

  @Inject()
  away: AwayService;

  @Inject()
  checklists: ChecklistService;

  @Inject()
  org: OrgService;

  @Inject()
  view: RotaView;

  @Inject()
  shifts: ShiftRepository;

  @Inject()
  news: RotaNews;

  private readonly shared = new SharedReads();

  start(): void {
    const { repository } = this;
    registerHolding({ name: 'duty_plans', count: (personId) => repository.countOf(personId) });
  }

  /**
   * Plans and takes back, all of it or nothing. Every row is looked at before the first is written; where
   * somebody else plans one of them at that moment, what this write has planned is undone. What is to be
   * taken back stands until all that takes its place does. A write that was cut off half way is completed,
   * or undone, when the phone repeats it.
   */
  async save(body: Input<'saveRota'>['body'], call: Call) {
    const { plans, takeBack } = body;
    let ground = await this.look(body, call);
    while ((await this.repository.insertNew(ground.documents())).length > 0) {
      // Somebody planned the same person and day at this moment, or this is the phone's second try.
      ground = await this.look(body, call);
    }
    await this.repository.takeBack(ground.back, ground.event);
    await this.news.changed(ground.event, [
      ...plans.map((row) => ({ ...row, shift: ground.shiftOf(row) })),
      ...ground.back.map(({ personId, day }) => ({ personId, day, shift: null })),
    ]);
    return { planned: plans.length, takenBack: takeBack.length };
  }

  /** What a write meets; throws where a row of it cannot be, after undoing what the write did before. */
  private async look(body: Input<'saveRota'>['body'], call: Call) {
    const { actor, opHash, scope } = call;
    const op = { actorId: actor.personId, opId: body.opId, opHash };
    const at = occurred(call, body.deviceAt).occurredAt;
    const event: PlanEvent = { ...op, type: 'taken_back', at, reason: null, text: null };
    const asked = await this.repository.listByIdsUnscoped(body.takeBack);
    const [ground, reached] = await Promise.all([
      this.groundOf(body, op, call),
      this.reached(asked, scope),
    ]);
    const back = asked.filter((one) => reached.includes(one) || findEvent(one, op));
    const details = [...backProblems(body.takeBack, back, event), ...ground.problems()];
    if (details.length > 0) {
      await this.repository.takeBack(ground.own, event);
      throw new AppError('ROTA_INVALID', { details });
    }
    return { ...ground, back, event };
  }

  /** Plans of those whom somebody leads now, or led when they were planned. */
  private async reached(plans: readonly Found[], scope: Scope): Promise<Found[]> {
    const people = await this.org.personsById(plans.map((one) => one.personId));
    return plans.filter(({ personId: person, unitPath }) =>
      [unitPath, people.get(person)?.unitPath].some(
        (unit) => unit !== undefined && isReached(scope, { person, unit }),
      ),
    );
  }

  /** An unknown version has no templates: each row then says that there is no such shift. */
  private async catalogueOf(version: number): Promise<DutyCatalogue | undefined> {
    try {
      return await this.checklists.dutyCatalogue(version);
    } catch (error) {
      if (error instanceof AppError && error.code === 'NOT_FOUND') return undefined;
      throw error;
    }
  }

  /** All that the rows of one write meet, read at once. */
  private async groundOf(body: Input<'saveRota'>['body'], op: OpFields, call: Call) {
    const { plans, takeBack } = body;
    const ids = [...new Set(plans.map((row) => row.personId))];
    const days = plans.map((row) => row.day).sort();
    const [from = '', to = ''] = [days[0], days.at(-1)];
    const [catalogue, people, away, ofOp, before] = await Promise.all([
      this.catalogueOf(body.catalogueVersion),
      this.org.personsById(ids),
      this.away.within(ids, from, to),
      this.repository.listOfOp(op),
      this.repository.listOfPeopleUnscoped(ids, from, to),
    ]);
    if (ofOp.some((one) => one.opHash !== op.opHash)) throw new AppError('OP_ID_REUSED');
    const isOwn = (one: PlanDocument) => one.actorId === op.actorId && one.opId === op.opId;
    const standing = standingOf(before);
    /** Rows that this write has planned already, when it is repeated or was overtaken. */
    const planned = before.filter((one) => isOwn(one) && !isUndone(one));
    const kept = new Set(planned.map(slotOf));
    const unitPaths = call.scope.unitPaths ?? [];
    const personOf = ({ personId }: PlanWrite): PersonDocument | null => {
      const person = people.get(personId);
      const mine = person?.active && unitPaths.some((unit) => isWithin(person.unitPath, unit));
      return mine ? person : null;
    };
    const templateOf = ({ templateCode }: PlanWrite) =>
      catalogue?.shiftTemplates.find((one) => one.code === templateCode);
    const nowMs = now();
    return {
      shiftOf: (row: PlanWrite) => templateOf(row)?.name ?? '',
      /** What has begun is not taken back. */
      own: planned.filter((one) => one.beginsAt.getTime() > nowMs),
      problems: (): ErrorDetail[] => {
        const stays = standing.filter((one) => !takeBack.includes(one._id));
        const taken = new Set(stays.map(slotOf));
        return plans.flatMap((row, index) => {
          const slot = slotOf(row);
          if (kept.has(slot)) return [];
          const problem = planProblem(row, {
            person: personOf(row),
            template: templateOf(row),
            away: away.get(row.personId) ?? [],
            taken: taken.has(slot),
            nowMs,
          });
          taken.add(slot);
          if (!problem) return [];
          const { field, reason, message } = problem;
          return [{ path: `body.plans.${index}.${field}`, reason, message }];
        });
      },
      documents: (): PlanDocument[] =>
        plans
          .filter((row) => !kept.has(slotOf(row)))
          .map((row) => ({
            _id: makeId(),
            ...op,
            personId: row.personId,
            unitPath: personOf(row)!.unitPath,
            day: row.day,
            round: before.filter((one) => slotOf(one) === slotOf(row)).length,
            templateCode: row.templateCode,
            catalogueVersion: body.catalogueVersion,
            sections: row.sections,
            ...timeOf(row.day, templateOf(row)!),
            takenBack: false,
            ...occurred(call, body.deviceAt),
            events: [],
            version: 1,
            schemaVersion: 1,
          })),
    };
  }

  async listUnit({ query }: Input<'listRota'>, call: Call): Promise<Rota> {
    const { unitPath, from, to } = query;
    const { scope } = call;
    if (!(scope.unitPaths ?? []).some((unit) => isWithin(unitPath, unit))) {
      throw new AppError('NOT_FOUND');
    }
    if (to < from || to >= addDays(from, MAX_ROTA_DAYS)) {
      throw invalid('query.to', 'invalid', `一次最多看 ${MAX_ROTA_DAYS} 天`);
    }
    const key = [unitPath, from, to, JSON.stringify(scope)].join(' ');
    return this.shared.read(key, () => this.readUnit(query, scope));
  }

  private async readUnit({ unitPath, from, to }: RotaSpan, scope: Scope): Promise<Rota> {
    const members = await this.org.listActiveIn(scope, unitPath);
    const here = members.filter((one) => one.unitPath === unitPath && one.kind !== 'office_staff');
    const known = new Set(here.map((one) => one._id));
    const [theirs, ofUnit] = await Promise.all([
      this.repository.listOfPeopleUnscoped([...known], from, to),
      this.repository.list(scope, { unitPath, except: [...known] }, from, to),
    ]);
    const others = standingOf(ofUnit);
    const gone = await this.org.personsById(others.map((one) => one.personId));
    // Whoever has moved keeps what began here; what is to come went along.
    const left = others.filter(
      (one) => one.beginsAt.getTime() <= now() || gone.get(one.personId)?.unitPath === unitPath,
    );
    const plans = [...standingOf(theirs), ...left];
    const stayed = new Set(left.map((one) => one.personId));
    const people = [...here, ...[...gone.values()].filter((one) => stayed.has(one._id))];
    const ids = people.map((one) => one._id);
    const away = await this.away.within(ids, from, to);
    const shown = await this.view.plans(plans, away);
    return {
      unitPath,
      unitName: await this.org.unitName(unitPath),
      from,
      to,
      people: people.map(({ _id, name, kind }) => ({
        personId: _id,
        name,
        kind,
        away: (away.get(_id) ?? []).map((one) => ({ from: one.from, to: one.to })),
        plans: plans.flatMap((one, index) => (one.personId === _id ? [shown[index]!] : [])),
      })),
    };
  }

  async listMine(call: Call): Promise<{ plans: PlannedShift[] }> {
    const today = dayOf(now());
    const { personId } = call.actor;
    const [from, to] = [addDays(today, -DAYS_BACK), addDays(today, ROTA_DAYS_AHEAD)];
    const rows = await this.repository.list(call.scope, { personId }, from, to);
    return { plans: await this.view.plans(counted(were(rows))) };
  }

  /**
   * When the shifts begin (ms) that somebody is planned for today and tomorrow, over midnight too; null
   * where their unit plans nothing, so that no plan says nothing.
   */
  async listMyStarts({ personId, unitPath }: Actor, scope: Scope): Promise<number[] | null> {
    const today = dayOf(now());
    const rows = await this.repository.list(scope, { personId }, today, addDays(today, 1));
    const starts = standingOf(rows).map((one) => one.beginsAt.getTime());
    if (starts.length > 0) return starts;
    const [from, to] = [addDays(today, -DAYS_BACK), addDays(today, DAYS_BACK)];
    return (await this.repository.countOfUnitUnscoped(unitPath, from, to)) > 0 ? [] : null;
  }

  /**
   * Who comes after a shift of one's own. Mates of a squadron may know: they hand over to each other, and the rota
   * hangs on the wall. Nothing else of a plan or a leave is told.
   */
  async findNext(shiftId: string, { scope }: Call): Promise<{ personId: string | null }> {
    const shift = await this.shifts.find(scope, 'members', shiftId);
    if (!shift) throw new AppError('NOT_FOUND');
    const { unitPath, memberIds, day } = shift;
    const coming = await this.shared.read(JSON.stringify(['coming', unitPath, day]), () =>
      this.comingTo(unitPath, day),
    );
    const others = coming.filter((one) => !memberIds.includes(one.personId));
    return { personId: nextPerson(shift, others) };
  }

  /** Who of a squadron comes on a day or the next: all of a shift ask that as it ends. */
  private async comingTo(unitPath: string, day: string) {
    const unit = await this.org.listActiveIn({ unitPaths: [unitPath] }, unitPath);
    const ids = unit
      .filter((one) => one.unitPath === unitPath && one.kind !== 'office_staff')
      .map((one) => one._id);
    const rows = await this.repository.listOfPeopleUnscoped(ids, day, addDays(day, 1));
    const plans = standingOf(rows);
    const shown = await this.view.plans(plans);
    return plans.filter((_, i) => ['scheduled', 'on_duty'].includes(shown[i]!.state));
  }

  async note({ params, body }: Input<'noteAbsence'>, call: Call): Promise<PlannedShift> {
    const { actor, opHash } = call;
    const { opId, reason, text = null } = body;
    if (reason === 'other' && text === null) throw invalid('body.text', 'required', '写一句为什么');
    const plans = await this.repository.listByIdsUnscoped([params.planId]);
    const [found] = await this.reached(plans, call.scope);
    if (!found) throw new AppError('NOT_FOUND');
    const { occurredAt: at } = occurred(call, body.deviceAt);
    const event: PlanEvent = { actorId: actor.personId, opId, opHash, type: 'noted', at, reason, text }; // prettier-ignore
    if (!findEvent(found, event) && (await this.view.plan(found)).state !== 'absent') {
      throw new AppError('STATE_CONFLICT', { message: '这一班不是未上岗，不用写原因' });
    }
    const { record } = await this.repository.saveNote(found, event);
    return this.view.plan(record);
  }
}

/** Planned and taken back by one write, which somebody else overtook: it never was. */
function isUndone(plan: PlanDocument): boolean {
  return findEvent(plan, plan) !== undefined;
}

const were = <T extends PlanDocument>(plans: readonly T[]): T[] =>
  plans.filter((one) => !isUndone(one));

/** Those that stand, of all that was ever planned for some people and days. */
function standingOf<T extends PlanDocument>(plans: readonly T[]): T[] {
  return counted(were(plans)).filter((one) => !one.takenBack);
}

/** What has begun, or is none of the leader's, is not taken back. */
function backProblems(
  asked: readonly string[],
  found: readonly Found[],
  event: PlanEvent,
): ErrorDetail[] {
  const byId = new Map(found.map((one) => [one._id, one]));
  return asked.flatMap((id, index) => {
    const path = `body.takeBack.${index}`;
    const plan = byId.get(id);
    if (!plan) return [{ path, reason: 'not_found', message: '有一班没找到，请刷新再排' }];
    if (findEvent(plan, event) || plan.takenBack || plan.beginsAt.getTime() > now()) return [];
    const message = `${monthDay(plan.day)}：有一班已经开始，不能再撤`;
    return [{ path, reason: 'begun', message }];
  });
}
