/** What is known of a duty entry, as seen by one person. */
export interface KnownEntry {
  /** Whether it is theirs: they wrote it, took it over, or are named in it as an officer of the act. */
  own: boolean;
  /** Whether its handling is an act of enforcement, which is what a conduct check looks back at. */
  enforcement: boolean;
  handlingCode: string;
}

/** Null where the service has no such entry (yet). */
export type EntryFinder = (entryId: string, personId: string) => Promise<KnownEntry | null>;

let finder: EntryFinder | undefined;

/** The duty log registers at start; jobs that write about an entry do not import it. */
export function registerEntries(find: EntryFinder): void {
  finder = find;
}

export async function findEntry(entryId: string, personId: string): Promise<KnownEntry | null> {
  if (!finder) throw new Error('no feature has registered its entries');
  return finder(entryId, personId);
}
