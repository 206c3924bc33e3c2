import { Inject, Provide, Scope as DiScope, ScopeEnum } from '@midwayjs/core';
import {
  dayOf,
  daysWords,
  LEAVE_NAMES,
  leaveProblem,
  type Away,
  type HandlerInput,
  type Leave,
  type leaveContract,
  type Page,
} from '@qiangji/shared-types';
import type { UpdateFilter, WithId } from 'mongodb';
import { now } from '../../platform/clock';
import { AppError, invalid } from '../../platform/errors';
import { occurred, type Call } from '../../platform/http';
import { makeId } from '../../platform/ids';
import { findEvent, toPage } from '../../platform/mongo';
import { NoticeService } from '../notice';
import { OrgService } from '../org';
import { AwayService } from './away.service';
import type { LeaveDocument, LeaveEvent } from './leave.collection';
import { presentLeave } from './leave.presenter';
import { LeaveRepository } from './leave.repository';

type Input<K extends keyof typeof leaveContract> = HandlerInput<(typeof leaveContract)[K]>;

/** People of the squadrons that one leads, at most; whoever answers for more has all units. */
const MOST_IN_SQUADRONS = 500;

interface Step {
  type: LeaveEvent['type'];
  leaveId: string;
  op: { opId: string; deviceAt: string; version: number };
  /** Null: what stood stays as it was. */
  days: Away | null;
  change: UpdateFilter<LeaveDocument>;
  title: string;
}

/** Leaves on record: written by those who keep them, read by them and by the person. */
@Provide()
@DiScope(ScopeEnum.Singleton)
export class LeaveService {
  @Inject()
  repository: LeaveRepository;

  @Inject()
  away: AwayService;

  @Inject()
  org: OrgService;

  @Inject()
  notices: NoticeService;

  async record({ body }: Input<'record'>, call: Call): Promise<Leave> {
    const { opId, personId, kind, from, to } = body;
    const { personId: actorId } = call.actor;
    const person = await this.org.personInScope(call.scope, personId);
    checkDays(body);
    await this.checkFree(personId, body, (one) => one.actorId === actorId && one.opId === opId);
    const { record } = await this.repository.append({
      _id: makeId(),
      actorId,
      opId,
      opHash: call.opHash,
      version: 1,
      events: [],
      personId,
      unitPath: person.unitPath,
      kind,
      from,
      to,
      withdrawn: false,
      first: { kind, from, to },
      ...occurred(call, body.deviceAt),
      schemaVersion: 1,
    });
    await this.tell(record, opId, '给你记了假', actorId);
    return this.presentOne(record);
  }

  async change({ params, body }: Input<'change'>, call: Call): Promise<Leave> {
    const { kind, from, to } = body;
    checkDays(body);
    return this.step(call, {
      type: 'changed',
      leaveId: params.leaveId,
      op: body,
      days: { kind, from, to },
      change: { $set: { kind, from, to } },
      title: '你的假改了',
    });
  }

  async withdraw({ params, body }: Input<'withdraw'>, call: Call): Promise<Leave> {
    return this.step(call, {
      type: 'withdrawn',
      leaveId: params.leaveId,
      op: body,
      days: null,
      change: { $set: { withdrawn: true } },
      title: '记错的假撤了',
    });
  }

  async listUnit({ query }: Input<'listUnit'>, call: Call): Promise<Page<Leave>> {
    const { when, ...rest } = query;
    const people = await this.org.listActiveIn(call.scope, query.unitPath);
    // A bureau's leaves are all of its units; a squadron's people bring theirs along.
    const personIds = people.length > MOST_IN_SQUADRONS ? [] : people.map(({ _id }) => _id);
    const wanted = { ...rest, personIds, [when]: dayOf(now()) };
    const rows = await this.repository.list(call.scope, wanted);
    return this.presentPage(rows, query.limit);
  }

  async listMine({ query }: Input<'listMine'>, call: Call): Promise<Page<Leave>> {
    return this.presentPage(await this.repository.list(call.scope, query), query.limit);
  }

  private async step(call: Call, step: Step): Promise<Leave> {
    const { type, op } = step;
    const found = await this.toKeep(step.leaveId, call);
    const { personId: actorId } = call.actor;
    const { kind, from, to } = step.days ?? found;
    const { occurredAt: at } = occurred(call, op.deviceAt);
    const event = { actorId, opId: op.opId, opHash: call.opHash, type, at, kind, from, to };
    if (!findEvent(found, event)) await this.checkStep(found, op.version, step.days);
    const { record } = await this.repository.saveStep(found, event, step.change);
    await this.tell(record, op.opId, step.title, actorId);
    return this.presentOne(record);
  }

  /**
   * A leave of a unit that one answers for, or of somebody who belongs there by now: whoever is moved while
   * away is brought back by their new leader. Throws `NOT_FOUND`.
   */
  private async toKeep(leaveId: string, call: Call): Promise<WithId<LeaveDocument>> {
    const found = await this.repository.find(call.scope, leaveId);
    if (found) return found;
    const elsewhere = await this.repository.findUnscoped(leaveId);
    if (!elsewhere) throw new AppError('NOT_FOUND');
    await this.org.personInScope(call.scope, elsewhere.personId);
    return elsewhere;
  }

  private async checkStep(
    found: WithId<LeaveDocument>,
    version: number,
    days: Away | null,
  ): Promise<void> {
    if (found.version !== version) throw new AppError('VERSION_CONFLICT');
    if (found.withdrawn) throw new AppError('STATE_CONFLICT', { message: '这条已经撤了，请另记' });
    if (days) await this.checkFree(found.personId, days, (one) => one._id === found._id);
  }

  /** Two leaves over the same day would be one fact recorded twice. */
  private async checkFree(
    personId: string,
    { from, to }: Pick<Away, 'from' | 'to'>,
    itself: (one: { _id: string; actorId: string; opId: string }) => boolean,
  ): Promise<void> {
    const standing = await this.repository.listStandingUnscoped([personId], from, to);
    const other = standing.find((one) => !itself(one));
    if (!other) return;
    const message = `${daysWords(other)}已经记了${LEAVE_NAMES[other.kind]}，改那一条就行`;
    throw new AppError('STATE_CONFLICT', { message });
  }

  /** What is held on a person they are told; by their own hand they know it. */
  private async tell(leave: LeaveDocument, opId: string, title: string, by: string) {
    if (by === leave.personId) return;
    await this.notices.append({
      personId: leave.personId,
      unitPath: leave.unitPath,
      kind: 'answer',
      title,
      text: `${LEAVE_NAMES[leave.kind]}，${daysWords(leave)}。不对就找记的人改`,
      link: { feature: 'leave', id: leave._id },
      key: `leave:${leave._id}:${opId}`,
    });
  }

  private async presentPage(rows: LeaveDocument[], limit: number): Promise<Page<Leave>> {
    const page = toPage(rows, limit, (row) => [row._id]);
    return { ...page, items: await this.presentAll(page.items) };
  }

  private async presentOne(leave: LeaveDocument): Promise<Leave> {
    const [one] = await this.presentAll([leave]);
    if (!one) throw new AppError('NOT_FOUND');
    return one;
  }

  private async presentAll(leaves: readonly LeaveDocument[]): Promise<Leave[]> {
    const ids = leaves.flatMap(({ personId, actorId, events }) => [
      personId,
      actorId,
      ...events.map((event) => event.actorId),
    ]);
    const [people, units] = await Promise.all([this.org.personsById(ids), this.org.unitsByPath()]);
    const names = {
      person: (id: string) => people.get(id)?.name ?? '',
      unit: (path: string) => units.get(path)?.name ?? path,
    };
    const today = dayOf(now());
    return leaves.map((leave) => presentLeave(leave, names, today));
  }
}

function checkDays(days: Pick<Away, 'from' | 'to'>): void {
  const message = leaveProblem(days);
  if (message !== undefined) throw invalid('body.to', 'invalid', message);
}
