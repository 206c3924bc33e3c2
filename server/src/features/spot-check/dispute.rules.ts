import { isWithin, type Actor } from '../../platform/actor';
import { AppError } from '../../platform/errors';
import type { CheckDocument, Settlement } from './spot-check.collection';

type Disputed = Pick<CheckDocument, 'acknowledgements' | 'settlements'>;

export function settlementOf(
  { settlements = [] }: Pick<CheckDocument, 'settlements'>,
  personId: string,
): Settlement | undefined {
  return settlements.find((one) => one.personId === personId);
}

/** Those who hold something against the result that nobody has settled yet. */
export function disputers(check: Disputed): Set<string> {
  const open = check.acknowledgements.filter(
    ({ disagree, personId }) => disagree && !settlementOf(check, personId),
  );
  return new Set(open.map((one) => one.personId));
}

/** Those whose dispute was upheld: what was found about them, and the team's with it, is taken back. */
export function upheld({ settlements = [] }: Pick<CheckDocument, 'settlements'>): Set<string> {
  const taken = settlements.filter(({ outcome }) => outcome === 'withdrawn');
  return new Set(taken.map((one) => one.personId));
}

/** Whether one of these people is the subject of a result; the team's (null) is of each of them. */
export function isOf(people: ReadonlySet<string>, personId: string | null): boolean {
  return personId === null ? people.size > 0 : people.has(personId);
}

/** A dispute is settled once, and by nobody of the squadron that was checked: it would judge itself. */
export function mustBeToSettle(
  check: Disputed & Pick<CheckDocument, 'squadronPath'>,
  personId: string,
  { unitPath }: Pick<Actor, 'unitPath'>,
): void {
  const refuse = (message: string) => new AppError('STATE_CONFLICT', { message });
  if (isWithin(unitPath, check.squadronPath)) {
    throw refuse('自己中队的意见，请督察员或行动办别的人处理');
  }
  if (settlementOf(check, personId)) throw refuse('这条意见已经有人处理过了');
  if (!disputers(check).has(personId)) throw refuse('这个人没有要处理的不同意见');
}
