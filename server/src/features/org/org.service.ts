import { Inject, Provide, Scope as DiScope, ScopeEnum } from '@midwayjs/core';
import {
  dayOf,
  type Colleague,
  type HandlerInput,
  type orgContract,
  type Page,
  type Role,
  type Unit,
} from '@qiangji/shared-types';
import { AccessLog } from '../../platform/access-log';
import { now } from '../../platform/clock';
import { AppError } from '../../platform/errors';
import type { Call } from '../../platform/http';
import { groupedReads, SharedReads, toPage } from '../../platform/mongo';
import { isReached, type Scope } from '../../platform/policy';
import type { PersonDocument, UnitDocument } from './org.collection';
import { presentColleague, presentUnit } from './org.presenter';
import { OrgRepository } from './org.repository';
import { PeopleCache } from './people.cache';

type Query<K extends keyof typeof orgContract> = HandlerInput<(typeof orgContract)[K]>['query'];

/** Unit names change a few times a year; a minute-old one harms nobody. */
const UNITS_TTL_MS = 60_000;

@Provide()
@DiScope(ScopeEnum.Singleton)
export class OrgService {
  @Inject()
  repository: OrgRepository;

  @Inject()
  people: PeopleCache;

  @Inject()
  accessLog: AccessLog;

  /** Crowds ask for their own names: those of one moment are read together. */
  private readonly readPerson = groupedReads<PersonDocument>(
    (ids) => this.repository.listPersonsByIds(ids),
    (person) => person._id,
  );

  private readonly shared = new SharedReads();

  private units: { at: number; byPath: Map<string, UnitDocument> } | undefined;

  async unitsByPath(): Promise<Map<string, UnitDocument>> {
    if (!this.units || now() - this.units.at > UNITS_TTL_MS) {
      const all = await this.repository.listAllUnits();
      this.units = { at: now(), byPath: new Map(all.map((unit) => [unit._id, unit])) };
    }
    return this.units.byPath;
  }

  /** Forgets units and people that were read before: after a seed, an import or a test's own set-up. */
  forget(): void {
    this.units = undefined;
    this.people.forget();
  }

  async unitName(path: string): Promise<string> {
    return (await this.unitsByPath()).get(path)?.name ?? path;
  }

  async listUnits(scope: Scope): Promise<Unit[]> {
    const [units, heads] = await this.shared.read(JSON.stringify(scope), () =>
      Promise.all([this.repository.listUnits(scope), this.repository.countHeads(scope)]),
    );
    const ids = units.map((unit) => unit.liaisonId).filter((id) => id !== null);
    const liaisons = await this.personsById(ids);
    return units.map((unit) =>
      presentUnit(unit, heads.get(unit._id) ?? 0, liaisons.get(unit.liaisonId ?? '')),
    );
  }

  async listColleagues(scope: Scope, query: Query<'listColleagues'>): Promise<Page<Colleague>> {
    const rows = await this.shared.read(JSON.stringify([scope, query]), () =>
      this.repository.listPersons(scope, { ...query, activeOnly: true }),
    );
    const page = toPage(rows, query.limit, (row) => [row.name, row._id]);
    const units = await this.unitsByPath();
    const today = dayOf(now());
    return {
      ...page,
      items: page.items.map((row) =>
        presentColleague(row, units.get(row.unitPath)?.name ?? row.unitPath, today),
      ),
    };
  }

  /** A person within reach, up to two seconds old; throws `NOT_FOUND` elsewhere. */
  async personInScope(scope: Scope, personId: string): Promise<PersonDocument> {
    const person = (await this.personsById([personId])).get(personId);
    if (!person || !isReached(scope, { person: person._id, unit: person.unitPath })) {
      throw new AppError('NOT_FOUND');
    }
    return person;
  }

  /** The same of somebody whose records are looked at: noted, unless it is oneself. */
  async personLookedAt(personId: string, what: string, call: Call): Promise<PersonDocument> {
    const person = await this.personInScope(call.scope, personId);
    await this.accessLog.append({ readerId: call.actor.personId, subjectId: personId, what });
    return person;
  }

  /** Everybody active in a unit and below, for the service's own sums; up to two seconds old. */
  async listActiveIn(scope: Scope, unitPath?: string): Promise<PersonDocument[]> {
    const query = { unitPath, activeOnly: true, limit: 5_000 };
    return this.people.list(JSON.stringify([scope, unitPath]), () =>
      this.repository.listPersons(scope, query),
    );
  }

  /** People within reach, active or not, whose name or staff number begins so. */
  async idsBeginning(scope: Scope, q: string, unitPath?: string): Promise<Set<string>> {
    const query = { q, unitPath, activeOnly: false, limit: 1_000 };
    const found = await this.repository.listPersons(scope, query);
    return new Set(found.map((person) => person._id));
  }

  /** Who leads a unit: the holders of the role nearest above it, or for the unit itself. */
  async leadersOf(unitPath: string): Promise<PersonDocument[]> {
    const parts = unitPath.split('/').slice(1);
    const above = parts.map((_, index) => `/${parts.slice(0, index + 1).join('/')}`);
    const found = await this.repository.listGranted('squadron_leader', above);
    const nearest = above.reverse().find((path) => found.some((person) => leads(person, path)));
    return nearest === undefined ? [] : found.filter((person) => leads(person, nearest));
  }

  /** Who holds one of these roles among the people of a unit and below; for the service's own notices. */
  async holdersIn(roles: readonly Role[], unitPath: string): Promise<PersonDocument[]> {
    return this.repository.listHolders(roles, unitPath);
  }

  /** What somebody is called, up to two seconds old. */
  async nameOf(personId: string): Promise<string | undefined> {
    return (await this.personsById([personId])).get(personId)?.name;
  }

  /** People by id, for names beside records, up to two seconds old; unknown ids are left out. */
  async personsById(ids: readonly string[]): Promise<Map<string, PersonDocument>> {
    return this.people.byIds(ids, async (missing) => {
      // A long list in the group would hold up whoever asks for one name.
      const [only, ...others] = missing;
      if (only === undefined || others.length > 0) return this.repository.listPersonsByIds(missing);
      const person = await this.readPerson(only);
      return person ? [person] : [];
    });
  }
}

function leads(person: PersonDocument, unitPath: string): boolean {
  return person.grants.some((one) => one.role === 'squadron_leader' && one.unitPath === unitPath);
}
