import { Inject, Provide, Scope as DiScope, ScopeEnum } from '@midwayjs/core';
import { dayOf, type DutyHandling, type Officer } from '@qiangji/shared-types';
import { bureauOf, isWithin } from '../../platform/actor';
import { now } from '../../platform/clock';
import { AppError } from '../../platform/errors';
import type { Call } from '../../platform/http';
import { enforcementIdValid, OrgService } from '../org';
import { refusalOf, type Refusal } from './duty-log.rules';

/** So many names are looked through; whoever finds more types more of the name. */
const MAX_OFFICERS = 20;

export interface Act {
  handling: DutyHandling;
  officerIds: readonly string[];
  recorders: readonly string[];
  recorderSkipReason?: string;
  /** When it happened. */
  at: Date;
}

/** Who may handle what, with whom and with which recorders. */
@Provide()
@DiScope(ScopeEnum.Singleton)
export class EnforcementService {
  @Inject()
  org: OrgService;

  /** The officers of an act: its handler first. Empty where the handling is no enforcement. */
  officersOf({ handling, officerIds }: Act, call: Call): string[] {
    return handling.enforcement ? [...new Set([call.actor.personId, ...officerIds])] : [];
  }

  /** Why the actor may not handle this; null where they may. */
  async refusal(act: Act, call: Call): Promise<Refusal | null> {
    const ids = this.officersOf(act, call);
    const people = await this.org.personsById(ids);
    const bureau = bureauOf(call.actor.unitPath);
    const day = dayOf(act.at.getTime());
    const present = ids.map((id) => {
      const person = people.get(id);
      const here = person !== undefined && isWithin(person.unitPath, bureau);
      return {
        // Who belongs to another bureau stays unnamed.
        name: here ? person.name : null,
        kind: here && person.active ? person.kind : null,
        idValid: here && enforcementIdValid(person, day),
      };
    });
    const { handling, recorders, recorderSkipReason } = act;
    return refusalOf(handling, call.actor.kind, present, recorders, recorderSkipReason);
  }

  /**
   * Officers of the bureau with these words in their name, those who may be named at an act today first: a joint
   * action, or a squadron with one valid ID, takes its second officer from another unit.
   */
  async listOfficers(q: string, call: Call): Promise<{ officers: Officer[] }> {
    const [people, units] = await Promise.all([
      this.org.listActiveIn(call.scope),
      this.org.unitsByPath(),
    ]);
    const today = dayOf(now());
    const officers = people
      .filter(
        ({ _id, kind, name }) =>
          kind === 'officer' && _id !== call.actor.personId && name.includes(q),
      )
      .map((person) => ({
        personId: person._id,
        name: person.name,
        unitName: units.get(person.unitPath)?.name ?? person.unitPath,
        enforcementIdValid: enforcementIdValid(person, today),
      }))
      .sort((a, b) => Number(b.enforcementIdValid) - Number(a.enforcementIdValid));
    return { officers: officers.slice(0, MAX_OFFICERS) };
  }

  /** Throws the refusal, if there is one. */
  async check(act: Act, call: Call): Promise<void> {
    const refusal = await this.refusal(act, call);
    if (refusal) throw refused(refusal);
  }
}

export function refused({ code, message }: Refusal): AppError {
  return new AppError(code, { message });
}
