import { Inject, Provide, Scope as DiScope, ScopeEnum } from '@midwayjs/core';
import { isWithin, type Actor } from '../../platform/actor';
import { AppError, invalid } from '../../platform/errors';
import { CheckDirectory } from './directory';

/** Who may take part in a check, on either side. */
@Provide()
@DiScope(ScopeEnum.Singleton)
export class CheckPeople {
  @Inject()
  directory: CheckDirectory;

  /** A squadron of the actor's bureau, not their own. */
  async checkSquadron(squadronPath: string, actor: Actor): Promise<void> {
    const squadrons = await this.directory.squadronsOf(actor.unitPath);
    const own = isWithin(actor.unitPath, squadronPath);
    if (own || !squadrons.includes(squadronPath)) throw new AppError('NOT_FOUND');
  }

  /** Two or more inspectors from outside the squadron, where no draw named them. */
  async checkInspectors(inspectorIds: readonly string[], squadronPath: string): Promise<void> {
    if (inspectorIds.length === 0) return;
    const people = await this.directory.personsById(inspectorIds);
    if (new Set(inspectorIds).size < 2) {
      throw invalid('body.inspectorIds', 'too_few', '督察要两名以上督察员');
    }
    for (const inspectorId of inspectorIds) {
      const person = people.get(inspectorId);
      const covers = person?.grants.some(
        (grant) => grant.role === 'inspector' && isWithin(squadronPath, grant.unitPath),
      );
      if (!person || !covers || isWithin(person.unitPath, squadronPath)) {
        throw invalid(
          'body.inspectorIds',
          'not_allowed',
          '督察员里有人不是督察员，或者是本中队的人',
        );
      }
    }
  }

  /** Those checked, all of the squadron, with their unit now. */
  async checked(
    personIds: readonly string[],
    squadronPath: string,
  ): Promise<{ personId: string; unitPath: string }[]> {
    const people = await this.directory.personsById(personIds);
    return [...new Set(personIds)].map((personId) => {
      const person = people.get(personId);
      if (!person || !isWithin(person.unitPath, squadronPath)) {
        throw invalid('body.personIds', 'not_in_squadron', '被查人员里有人不是这个中队的');
      }
      return { personId, unitPath: person.unitPath };
    });
  }

  /** Whom the team's faults concern: everybody active in the squadron now. */
  async team(squadronPath: string): Promise<{ personId: string; unitPath: string }[]> {
    const people = await this.directory.teamOf(squadronPath);
    return people.map(({ _id, unitPath }) => ({ personId: _id, unitPath }));
  }

  mustTakePart(inspectorIds: readonly string[], actor: Actor): void {
    if (inspectorIds.includes(actor.personId)) return;
    throw invalid('body.inspectorIds', 'not_taking_part', '你不在这次的督察员里，不能代为开始');
  }
}
