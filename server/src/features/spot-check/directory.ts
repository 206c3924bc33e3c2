import { Inject, Provide, Scope as DiScope, ScopeEnum } from '@midwayjs/core';
import type { Role } from '@qiangji/shared-types';
import { isWithin, bureauOf, unitsOf } from '../../platform/actor';
import { OrgService, type PersonDocument } from '../org';

/** Names beside records: one query for all people on a page. */
export interface Names {
  person(personId: string): { personId: string; name: string };
  kind(personId: string): PersonDocument['kind'];
  unit(path: string): { path: string; name: string };
}

/** Who may inspect, who leads, and how they are called. */
@Provide()
@DiScope(ScopeEnum.Singleton)
export class CheckDirectory {
  @Inject()
  org: OrgService;

  async names(personIds: readonly string[]): Promise<Names> {
    const [people, units] = await Promise.all([
      this.org.personsById(personIds),
      this.org.unitsByPath(),
    ]);
    return {
      person: (personId) => ({ personId, name: people.get(personId)?.name ?? '' }),
      kind: (personId) => people.get(personId)?.kind ?? 'officer',
      unit: (path) => ({ path, name: units.get(path)?.name ?? path }),
    };
  }

  /** Squadrons of a bureau, by path. */
  async squadronsOf(unitPath: string): Promise<string[]> {
    const bureau = bureauOf(unitPath);
    return [...(await this.org.unitsByPath()).values()]
      .filter((unit) => unit.kind === 'squadron' && isWithin(unit._id, bureau))
      .map((unit) => unit._id);
  }

  /** Active people of the bureau who are entrusted with inspecting. */
  async inspectorsOf(unitPath: string): Promise<{ personId: string; unitPath: string }[]> {
    const bureau = bureauOf(unitPath);
    const people = await this.org.listActiveIn({ unitPaths: [bureau] }, bureau);
    return people
      .filter((person) => person.grants.some((grant) => grant.role === 'inspector'))
      .map((person) => ({ personId: person._id, unitPath: person.unitPath }));
  }

  /** Active people of a squadron. */
  async teamOf(squadronPath: string): Promise<PersonDocument[]> {
    return this.org.listActiveIn({ unitPaths: [squadronPath] }, squadronPath);
  }

  /** Active leaders of a squadron. */
  async leadersOf(squadronPath: string): Promise<PersonDocument[]> {
    return answering(await this.teamOf(squadronPath), 'squadron_leader', squadronPath);
  }

  /** Those of the campaign office who answer for a squadron. */
  async officeOf(squadronPath: string): Promise<PersonDocument[]> {
    const people = await this.org.holdersIn(['campaign_office'], bureauOf(squadronPath));
    return answering(people, 'campaign_office', squadronPath);
  }

  async personsById(ids: readonly string[]): Promise<Map<string, PersonDocument>> {
    return this.org.personsById(ids);
  }
}

/** Those of some people whose role reaches over a squadron. */
function answering(
  people: readonly PersonDocument[],
  role: Role,
  squadronPath: string,
): PersonDocument[] {
  return people.filter((person) =>
    unitsOf(person, role).some((unitPath) => isWithin(squadronPath, unitPath)),
  );
}
