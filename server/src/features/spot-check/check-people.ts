import { Inject, Provide, Scope as DiScope, ScopeEnum } from '@midwayjs/core';
import { isWithin, type Actor } from '../../platform/actor';
import { AppError } from '../../platform/errors';
import { CheckDirectory } from './directory';
import type { DrawDocument } from './spot-check.collection';

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

  /** Two or more inspectors from outside the squadron; those of the draw where there was one. */
  async checkInspectors(
    inspectorIds: readonly string[],
    squadronPath: string,
    draw: DrawDocument | null,
  ): Promise<void> {
    if (draw) {
      const drawn = [...draw.outcome.inspectorIds].sort().join();
      const same = drawn === [...inspectorIds].sort().join();
      if (same && draw.outcome.squadronPath === squadronPath) return;
      throw refuse('body.drawId', 'not_as_drawn', '中队或督察员和抽签结果不一样');
    }
    if (inspectorIds.length === 0) return;
    const people = await this.directory.personsById(inspectorIds);
    if (new Set(inspectorIds).size < 2) {
      throw refuse('body.inspectorIds', 'too_few', '督察要两名以上督察员');
    }
    for (const inspectorId of inspectorIds) {
      const person = people.get(inspectorId);
      const covers = person?.grants.some(
        (grant) => grant.role === 'inspector' && isWithin(squadronPath, grant.unitPath),
      );
      if (!person || !covers || isWithin(person.unitPath, squadronPath)) {
        throw refuse(
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
        throw refuse('body.personIds', 'not_in_squadron', '被查人员里有人不是这个中队的');
      }
      return { personId, unitPath: person.unitPath };
    });
  }

  mustTakePart(inspectorIds: readonly string[], actor: Actor): void {
    if (inspectorIds.includes(actor.personId)) return;
    throw refuse('body.inspectorIds', 'not_taking_part', '你不在这次的督察员里，不能代为开始');
  }
}

function refuse(path: string, reason: string, message: string): AppError {
  return new AppError('VALIDATION_FAILED', { details: [{ path, reason, message }] });
}
