import { Inject, Provide, Scope as DiScope, ScopeEnum } from '@midwayjs/core';
import type { Grant } from '@qiangji/shared-types';
import { isWithin } from '../../platform/actor';
import { nowDate } from '../../platform/clock';
import { PlanError, rootOf, type BureauPlan } from './bureau.plan';
import { BureauRepository } from './bureau.repository';
import type { PersonDocument, UnitDocument } from './org.collection';
import { OrgRepository } from './org.repository';
import { OrgService } from './org.service';
import { newPerson } from './roster.rules';
import { RosterService } from './roster.service';

/** What the command did. */
export interface Founded {
  added: string[];
  changed: string[];
  /** Units of the bureau that the plan does not name: they stay. */
  unnamed: string[];
  keeper: PersonDocument;
  /** Null where the keeper has bound a WeChat account already and no new code was asked for. */
  code: { bindingCode: string; validUntil: string } | null;
}

/**
 * Puts a bureau's units and the first keeper of its roster in place, since a roster can only be imported by
 * somebody who is on it. Adds and changes, never removes: running it again is harmless, and is also how a unit
 * is added or renamed later.
 */
@Provide()
@DiScope(ScopeEnum.Singleton)
export class BureauService {
  @Inject()
  repository: BureauRepository;

  @Inject()
  orgRepository: OrgRepository;

  @Inject()
  org: OrgService;

  @Inject()
  roster: RosterService;

  /** Throws `PlanError` before anything is written where the keeper's staff number is somebody else's. */
  async found(plan: BureauPlan, options: { newCode: boolean }): Promise<Founded> {
    const root = rootOf(plan);
    const known = await this.knownKeeper(plan, root);
    const before = await this.orgRepository.listUnits({ unitPaths: [root] });
    const old = new Map(before.map((unit) => [unit._id, unit]));
    const units = plan.units.map(documentOf);
    const added = units.filter((unit) => !old.has(unit._id));
    const changed = units.filter((unit) => differs(unit, old.get(unit._id)));
    for (const unit of [...added, ...changed]) await this.repository.saveUnit(unit);
    this.org.forget();
    const keeper = await this.placeKeeper(plan, root, known);
    const wanted = keeper.openid === null || options.newCode;
    const named = new Set(units.map(pathOf));
    return {
      added: added.map(pathOf),
      changed: changed.map(pathOf),
      unnamed: before.map(pathOf).filter((path) => !named.has(path)),
      keeper,
      code: wanted ? await this.roster.issueCode({ unitPaths: [root] }, keeper._id) : null,
    };
  }

  private async knownKeeper({ keeper }: BureauPlan, root: string): Promise<PersonDocument | null> {
    const { staffNumber, name } = keeper;
    const known = await this.orgRepository.findPersonUnscoped({ staffNumber });
    if (!known) return null;
    const refuse = (why: string) =>
      new PlanError(`keeper: staff number ${staffNumber} ${why}; name another person`);
    if (known.name !== name) throw refuse('belongs to somebody with another name');
    if (!isWithin(known.unitPath, root)) throw refuse('belongs to another bureau');
    if (!known.active) throw refuse('is suspended');
    return known;
  }

  private async placeKeeper(
    { keeper }: BureauPlan,
    root: string,
    known: PersonDocument | null,
  ): Promise<PersonDocument> {
    const grant: Grant = { role: 'campaign_office', unitPath: root };
    if (!known) {
      const person = newPerson({ ...keeper, grants: [grant] }, nowDate());
      await this.repository.insertPerson(person);
      return person;
    }
    const { role, unitPath } = grant;
    if (known.grants.some((one) => one.role === role && one.unitPath === unitPath)) return known;
    const change = { grants: [...known.grants, grant], updatedAt: nowDate() };
    await this.orgRepository.savePerson(known._id, change, true);
    return { ...known, ...change };
  }
}

const pathOf = (unit: UnitDocument) => unit._id;

function documentOf({ path, name, kind, town }: BureauPlan['units'][number]): UnitDocument {
  const [townCode, townName] = [town?.code ?? null, town?.name ?? null];
  return { _id: path, name, kind, townCode, townName, liaisonId: null, schemaVersion: 1 };
}

function differs(unit: UnitDocument, old: UnitDocument | undefined): boolean {
  if (!old) return false;
  return (['name', 'kind', 'townCode', 'townName'] as const).some((key) => unit[key] !== old[key]);
}
