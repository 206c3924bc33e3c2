import { createHmac, randomBytes } from 'node:crypto';
import { Inject, Provide, Scope as DiScope, ScopeEnum } from '@midwayjs/core';
import {
  dayOf,
  grantsAfterLeaving,
  type HandlerInput,
  type orgContract,
  type Page,
  type RosterPerson,
} from '@qiangji/shared-types';
import type { Filter } from 'mongodb';
import { AccessLog } from '../../platform/access-log';
import { isWithin } from '../../platform/actor';
import { now, nowDate } from '../../platform/clock';
import { env } from '../../platform/env';
import { AppError } from '../../platform/errors';
import type { Call, FileAnswer } from '../../platform/http';
import { madeFiles } from '../../platform/made-files';
import { SharedReads, toPage } from '../../platform/mongo';
import type { Scope } from '../../platform/policy';
import { XLSX_TYPE } from '../../platform/xlsx';
import { UNBOUND, type PersonDocument } from './org.collection';
import { OrgRepository } from './org.repository';
import { OrgService } from './org.service';
import { presentRosterPerson } from './roster.presenter';
import { RosterRepository } from './roster.repository';
import {
  bindingCodeFrom,
  grantsChanged,
  judgeGrants,
  judgeKeeping,
  liaisonOf,
  normalCode,
  type Liaised,
} from './roster.rules';
import { rosterCells } from './roster.cells';
import { rosterSheet } from './roster.sheet';

type Input<K extends keyof typeof orgContract> = HandlerInput<(typeof orgContract)[K]>;

/** More than any bureau has. */
const MOST_PEOPLE = 20_000;

export const BINDING_CODE_TTL_MS = 24 * 3_600_000;

/** The roster, for its keepers: who belongs where, is entrusted with what, and how they sign in. */
@Provide()
@DiScope(ScopeEnum.Singleton)
export class RosterService {
  @Inject()
  repository: RosterRepository;

  @Inject()
  orgRepository: OrgRepository;

  @Inject()
  org: OrgService;

  @Inject()
  accessLog: AccessLog;

  private readonly shared = new SharedReads();

  async listRoster({ query }: Input<'listRoster'>, call: Call): Promise<Page<RosterPerson>> {
    const rows = await this.orgRepository.listPersons(call.scope, { ...query, activeOnly: false });
    const page = toPage(rows, query.limit, (row) => [row.name, row._id]);
    const units = await this.org.unitsByPath();
    return { ...page, items: page.items.map((row) => presentRosterPerson(row, units)) };
  }

  /**
   * Changes a person; a move, a suspension or other grants end the sessions. A suspension unbinds, a move
   * ends leading the unit left and being its liaison unless grants are given anew.
   */
  async changePerson({ params, body }: Input<'changePerson'>, call: Call): Promise<RosterPerson> {
    const { seenAt, ...asked } = body;
    const person = await this.personToKeep(params.personId, call);
    const isStale = seenAt !== undefined && Date.parse(seenAt) !== person.updatedAt.getTime();
    // Sent a second time, since the answer was lost, it asks for what is there.
    if (isStale && !isAsAsked(person, asked)) throw new AppError('VERSION_CONFLICT');
    const units = await this.org.unitsByPath();
    if (body.unitPath !== undefined && !this.reaches(call, units, body.unitPath)) {
      throw new AppError('NOT_FOUND', { message: '没有这个单位，或不归你管' });
    }
    const refused = body.grants && judgeGrants(call.actor, person._id, person.grants, body.grants);
    if (refused) throw new AppError('FORBIDDEN', { message: refused });
    if (body.grants?.some((grant) => !units.has(grant.unitPath))) {
      throw new AppError('NOT_FOUND', { message: '授权的单位不存在' });
    }
    if (body.active === false && person._id === call.actor.personId) {
      throw new AppError('FORBIDDEN', { message: '不能停用自己' });
    }
    const moved = body.unitPath !== undefined && body.unitPath !== person.unitPath;
    const suspended = body.active !== undefined && body.active !== person.active;
    const kept = moved ? grantsAfterLeaving(person.grants, person.unitPath) : person.grants;
    const grants = body.grants ?? kept;
    const entrusted = grantsChanged(person.grants, grants).length > 0;
    const saved = await this.repository.savePerson(
      call.scope,
      person._id,
      { ...asked, grants, ...(body.active === false && UNBOUND), updatedAt: nowDate() },
      // What was judged above is what is changed.
      { endSessions: moved || suspended || entrusted, seenAt: person.updatedAt },
    );
    if (!saved) throw new AppError('VERSION_CONFLICT');
    await this.settleLiaisons([saved]);
    await this.note(call, person._id, 'roster_change');
    return presentRosterPerson(saved, units);
  }

  /** Somebody within reach whom this keeper may change; throws `NOT_FOUND` and `FORBIDDEN`. */
  private async personToKeep(personId: string, call: Call): Promise<PersonDocument> {
    // As they are, not as another process left them two seconds ago: a form is held against it.
    const person = await this.repository.findPerson(call.scope, personId);
    if (!person) throw new AppError('NOT_FOUND');
    const refused = judgeKeeping(call.actor, person);
    if (refused) throw new AppError('FORBIDDEN', { message: refused });
    return person;
  }

  private reaches(call: Call, units: ReadonlyMap<string, unknown>, path: string): boolean {
    const roots = call.scope.unitPaths ?? [];
    return units.has(path) && roots.some((root) => isWithin(path, root));
  }

  /**
   * Brings the units' liaisons in line with what these people are entrusted with now: one who is none any
   * more, or is suspended, is taken off, a unit without one takes one of those who are entrusted with it.
   * Done again it changes nothing.
   */
  async settleLiaisons(people: readonly Liaised[]): Promise<void> {
    const byId = new Map(people.map((person) => [person._id, person]));
    const left: string[] = [];
    for (const { _id: unitPath, liaisonId } of await this.repository.listUnitsWithLiaison()) {
      const person = byId.get(liaisonId ?? '');
      if (!person || liaisonOf(person).includes(unitPath)) continue;
      await this.repository.saveLiaison(unitPath, person._id, null);
      left.push(unitPath);
    }
    for (const person of people) {
      for (const unitPath of liaisonOf(person)) {
        await this.repository.saveLiaison(unitPath, null, person._id);
      }
    }
    const others = left.length === 0 ? [] : await this.orgRepository.listGranted('liaison', left);
    for (const other of others) {
      for (const unitPath of liaisonOf(other).filter((one) => left.includes(one))) {
        await this.repository.saveLiaison(unitPath, null, other._id);
      }
    }
    this.org.forget();
  }

  /** A one-time code; only its hash is kept, and a new one voids the one before. */
  async issueBindingCode({ params }: Input<'issueBindingCode'>, call: Call) {
    const person = await this.personToKeep(params.personId, call);
    if (!person.active)
      throw new AppError('STATE_CONFLICT', { message: '这个人已停用，先恢复再发码' });
    const issued = await this.issueCode(call.scope, person._id);
    await this.note(call, person._id, 'binding_code');
    return issued;
  }

  /** The same, whoever asks; throws `NOT_FOUND` out of reach. */
  async issueCode(scope: Scope, personId: string) {
    const bindingCode = bindingCodeFrom(randomBytes(64));
    const validUntil = new Date(now() + BINDING_CODE_TTL_MS);
    const change = { bindingCode: { hash: hashCode(bindingCode), validUntil } };
    const saved = await this.repository.savePerson(scope, personId, change);
    if (!saved) throw new AppError('NOT_FOUND');
    return { bindingCode, validUntil: validUntil.toISOString() };
  }

  /** Deletes whatever ties a person to WeChat or a telephone; back by a code, or by the next import. */
  async unbindPerson({ params }: Input<'unbindPerson'>, call: Call): Promise<RosterPerson> {
    const person = await this.personToKeep(params.personId, call);
    const change = { ...UNBOUND, updatedAt: nowDate() };
    const saved = await this.repository.savePerson(call.scope, person._id, change, {
      endSessions: true,
    });
    if (!saved) throw new AppError('NOT_FOUND');
    await this.note(call, person._id, 'unbind');
    return presentRosterPerson(saved, await this.org.unitsByPath());
  }

  async template(call: Call): Promise<FileAnswer> {
    const units = await this.orgRepository.listUnits(call.scope);
    const body = await madeFiles.of(['roster', units], () => rosterSheet(units));
    return { contentType: XLSX_TYPE, body, fileName: '名册模板.xlsx' };
  }

  /** Everybody in service within reach as a sheet to correct; whoever takes it out is noted with each. */
  async exportRoster(call: Call): Promise<FileAnswer> {
    const key = JSON.stringify([call.actor.personId, call.scope]);
    return this.shared.read(key, () => this.takeOut(call));
  }

  private async takeOut(call: Call): Promise<FileAnswer> {
    const everybody = { activeOnly: true, limit: MOST_PEOPLE };
    const [units, people] = await Promise.all([
      this.orgRepository.listUnits(call.scope),
      this.orgRepository.listPersons(call.scope, everybody),
    ]);
    const { personId: readerId } = call.actor;
    await this.accessLog.appendAll(
      people.map(({ _id }) => ({ readerId, subjectId: _id, what: 'roster_export' })),
    );
    const rows = people.map(rosterCells(units));
    const body = await madeFiles.of(['roster', units, rows], () => rosterSheet(units, rows));
    return { contentType: XLSX_TYPE, body, fileName: `花名册${dayOf(now())}.xlsx` };
  }

  /** The person whom a WeChat account is bound to, suspended or not. */
  async findBoundTo(openid: string): Promise<PersonDocument | null> {
    return this.repository.findByOpenid(openid);
  }

  /** Binds by a number that WeChat vouches for. Throws `NOT_ON_ROSTER`. */
  async bindByPhone(phone: string, openid: string): Promise<PersonDocument> {
    const bound = await this.bind({ phone, active: true, openid: null }, openid, false);
    if (bound) return bound;
    const person = await this.repository.findByPhone(phone);
    if (person?.active && person.openid === openid) return person;
    const message = person?.active ? '这个手机号已绑定别的微信，请找联络员发绑定码' : undefined;
    throw new AppError('NOT_ON_ROSTER', { message });
  }

  /**
   * Binds by a keeper's code, once. The code also moves a person to a new WeChat account: the keeper
   * has seen who asks, and sessions of the old account end. Throws `BINDING_CODE_INVALID`.
   */
  async bindByCode(typed: string, openid: string): Promise<PersonDocument> {
    const filter = {
      'bindingCode.hash': hashCode(normalCode(typed)),
      'bindingCode.validUntil': { $gt: nowDate() },
      active: true,
    };
    const bound = await this.bind(filter, openid, true);
    if (bound) return bound;
    throw new AppError('BINDING_CODE_INVALID');
  }

  private async bind(filter: Filter<PersonDocument>, openid: string, endSessions: boolean) {
    // Whoever is bound to no account could be anybody.
    if (!openid) throw new AppError('WECHAT_CODE_INVALID');
    const bound = await this.repository.saveOpenid(filter, openid, nowDate(), endSessions);
    if (bound !== 'openid_taken') return bound;
    throw new AppError('NOT_ON_ROSTER', { message: '这个微信已绑定别人，请找联络员' });
  }

  private async note(call: Call, subjectId: string, what: string): Promise<void> {
    await this.accessLog.append({ readerId: call.actor.personId, subjectId, what });
  }
}

/** Whether a person is already what a change asks for. */
function isAsAsked(person: PersonDocument, asked: Omit<Input<'changePerson'>['body'], 'seenAt'>) {
  const { grants, ...plain } = asked;
  const same = Object.entries(plain).every(
    ([field, value]) => value === undefined || person[field as keyof typeof plain] === value,
  );
  return same && (grants === undefined || grantsChanged(person.grants, grants).length === 0);
}

/** Keyed, so that a stolen database does not give the codes away to guessing. */
function hashCode(code: string): string {
  return createHmac('sha256', env().jwtSecret).update(`bind:${code}`).digest('base64url');
}
