import { makeId } from '../src/platform/ids';
import { MongoService } from '../src/platform/mongo';
import type { Kit } from './kit';
import { UNITS } from './org-fixture';
import type { Place, WorldRecord } from './relation-world';

/** Says of every text in a document what stands there instead. */
function translated(value: unknown, words: ReadonlyMap<string, string>): unknown {
  if (typeof value === 'string') return words.get(value) ?? value;
  if (Array.isArray(value)) return value.map((one) => translated(one, words));
  if (value === null || typeof value !== 'object') return value;
  // A moment stays what it is.
  if ('toJSON' in value) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [key, translated(one, words)]),
  );
}

/** Puts the same record somewhere else, with these words instead of those. */
export async function copied(
  kit: Kit,
  collection: string,
  of: WorldRecord,
  place: Place,
  instead: ReadonlyMap<string, string>,
): Promise<WorldRecord> {
  const id = makeId();
  const words = new Map([...instead, [of.id, id]]);
  const rows = (await kit.get(MongoService)).db.collection<{ _id: string }>(collection);
  const found = await rows.findOne({ _id: of.id });
  await rows.insertOne({ ...(translated(found, words) as { _id: string }), opId: makeId() } as {
    _id: string;
  });
  const at = (one: string) => words.get(one) ?? one;
  return { place, id, unitPath: at(of.unitPath), owners: of.owners.map(at) };
}

/** Puts the same record into the other bureau, where the fixture has too few people to make one. */
export async function abroad(kit: Kit, collection: string, of: WorldRecord): Promise<WorldRecord> {
  const { people } = kit;
  const words = new Map<string, string>([
    [UNITS.squadron, UNITS.otherSquadron],
    [people.officer._id, people.outsider._id],
    [people.inspector._id, people.outsiderOffice._id],
    [people.inspector2._id, makeId()],
    [people.inspector.unitPath, people.outsiderOffice.unitPath],
  ]);
  const made = await copied(kit, collection, of, 'otherBureau', words);
  return { ...made, unitPath: UNITS.otherSquadron };
}
