import type { Document, IndexDescription } from 'mongodb';

/** A collection with the indexes that its queries need, written down beside its document type. */
export interface CollectionDefinition<T extends Document> {
  name: string;
  indexes: readonly IndexDescription[];
  /** Carries the document type; never set. */
  readonly type?: T;
}

const definitions = new Map<string, CollectionDefinition<Document>>();

export function defineCollection<T extends Document>(
  name: string,
  indexes: readonly IndexDescription[],
): CollectionDefinition<T> {
  if (definitions.has(name)) throw new Error(`collection ${name} is defined twice`);
  const definition = { name, indexes };
  definitions.set(name, definition);
  return definition;
}

export function definedCollections(): CollectionDefinition<Document>[] {
  return [...definitions.values()];
}
