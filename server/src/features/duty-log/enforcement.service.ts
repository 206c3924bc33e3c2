import { Inject, Provide, Scope as DiScope, ScopeEnum } from '@midwayjs/core';
import { dayOf, type DutyHandling } from '@qiangji/shared-types';
import { bureauOf, isWithin } from '../../platform/actor';
import { AppError } from '../../platform/errors';
import type { Call } from '../../platform/http';
import { enforcementIdValid, OrgService } from '../org';
import { refusalOf, type Refusal } from './duty-log.rules';

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

  /** Throws the refusal, if there is one. */
  async check(act: Act, call: Call): Promise<void> {
    const refusal = await this.refusal(act, call);
    if (refusal) throw refused(refusal);
  }
}

export function refused({ code, message }: Refusal): AppError {
  return new AppError(code, { message });
}
