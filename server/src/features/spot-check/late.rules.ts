import { foldResults, type LateRecord } from '@qiangji/shared-types';
import { AppError } from '../../platform/errors';
import type { Names } from './directory';
import { showingsOf, type Showing } from './pictures.rules';
import type { CheckDocument, CheckEvent, LateSave } from './spot-check.collection';
import { hasEnded } from './steps.rules';

/**
 * Whether what this inspector sends is kept beside the check: somebody else sealed it or called it off before this
 * phone was heard. Whoever did so themselves has ended it.
 */
export function isLate(check: CheckDocument, actorId: string): boolean {
  if (!hasEnded(check)) return false;
  const ends = check.sealed ? 'sealed' : 'called_off';
  const endedBy = check.events.find(({ type }) => type === ends)?.actorId;
  if (endedBy === undefined || endedBy === actorId) throw new AppError('STATE_CONFLICT');
  return true;
}

interface LateEvent extends CheckEvent {
  late: LateSave;
}

function lateEvents({ events }: Pick<CheckDocument, 'events'>): LateEvent[] {
  return events.filter((one): one is LateEvent => one.late !== undefined);
}

function lateOf(check: Pick<CheckDocument, 'events'>, actorId: string): LateSave[] {
  return lateEvents(check).flatMap((one) => (one.actorId === actorId ? [one.late] : []));
}

/** Whether this inspector's phone sent something after the seal. */
export function cameLate(check: Pick<CheckDocument, 'events'>, actorId: string): boolean {
  return lateOf(check, actorId).length > 0;
}

/** Everybody whom a check is about, whatever came after its seal included. */
export function peopleAbout({ persons, latePersonIds = [] }: CheckDocument): string[] {
  return [...persons.map((one) => one.personId), ...latePersonIds];
}

/** Notes those who were not among the checked: what is said of them is theirs to see. */
export function withLatePersons(
  check: CheckDocument,
  named: readonly string[],
): Pick<CheckDocument, 'latePersonIds'> {
  const known = new Set(peopleAbout(check));
  const more = named.filter((id) => !known.has(id));
  return more.length > 0 ? { latePersonIds: [...(check.latePersonIds ?? []), ...more] } : {};
}

/** The pictures of one inspector's late saves, and whom each concerns. */
export function lateShowings(check: CheckDocument, actorId: string): Showing[] {
  const own = lateOf(check, actorId);
  return showingsOf(
    own.flatMap(({ results = [] }) => results),
    own.flatMap(({ signoff }) => signoff ?? []),
    peopleAbout(check),
  );
}

/**
 * Whom one inspector's late saves may be about: those checked, those taken off it, and those whom that phone
 * began with.
 */
export function checkedWithLate(check: CheckDocument, actorId: string): string[] {
  const named = lateOf(check, actorId).flatMap(({ personIds = [] }) => personIds);
  const known = [...check.persons, ...(check.removed ?? [])].map((one) => one.personId);
  return [...new Set([...known, ...named])];
}

/** What came after the seal, an entry for each inspector; only what is about those `visible`. */
export function presentLate(
  check: CheckDocument,
  names: Names,
  visible: (personId: string | null) => boolean,
): LateRecord[] {
  const all = lateEvents(check);
  return [...new Set(all.map((one) => one.actorId))].flatMap((actorId) => {
    const own = all.filter((one) => one.actorId === actorId);
    const saves = own.flatMap(({ opId, deviceAt, late: { results } }) =>
      results ? [{ opId, deviceAt, results }] : [],
    );
    const results = foldResults(saves).filter((one) => visible(one.personId));
    // Each person once: the last word by the phone.
    const signoffs = new Map(
      [...own]
        .sort((a, b) => (a.deviceAt < b.deviceAt ? -1 : 1))
        .flatMap(({ late: { signoff } }) =>
          signoff ? [[signoff.personId, signoff] as const] : [],
        ),
    );
    const signed = [...signoffs.values()].filter(({ personId }) => visible(personId));
    if (results.length + signed.length === 0) return [];
    const at = Math.max(...own.map(({ late }) => late.receivedAt.getTime()));
    const about = results.flatMap(({ personId }) => personId ?? []);
    return {
      by: names.person(actorId),
      at: new Date(at).toISOString(),
      results,
      signoffs: signed,
      persons: [...new Set([...about, ...signed.map((one) => one.personId)])].map(names.person),
    };
  });
}
