import type { __Pascal__Entry } from '@qiangji/shared-types';
import type { __Pascal__EntryDocument } from './__kebab__.collection';

export function presentEntry(entry: __Pascal__EntryDocument): __Pascal__Entry {
  return {
    id: entry._id,
    day: entry.day,
    text: entry.text,
    writtenAt: entry.occurredAt.toISOString(),
  };
}
