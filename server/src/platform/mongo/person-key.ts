import { groupBy } from '../group-by';

/** Names what one person has of a thing, for look-ups that share a query; an id has no space in it. */
export function personKey(thing: string, personId: string): string {
  return `${thing} ${personId}`;
}

/** The people of such keys, by thing. */
export function peopleOf(keys: readonly string[]): Map<string, string[]> {
  const groups = groupBy(keys, (key) => key.slice(0, key.lastIndexOf(' ')));
  return new Map(
    [...groups].map(([thing, own]) => [thing, own.map((key) => key.slice(thing.length + 1))]),
  );
}
