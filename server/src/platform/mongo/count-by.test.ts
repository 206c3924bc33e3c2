import fc from 'fast-check';
import type { MongoClient } from 'mongodb';
import { dropOwn } from '../../../test/throwaway';
import { countNaming } from './count-by';
import { mongoClient } from './driver';

interface Named {
  _id: number;
  by: string;
  also: string[];
  later: string | null;
}

const client: MongoClient = mongoClient(process.env.MONGODB_URI ?? '', {});
const db = client.db(`qj_count_${process.pid}_${Date.now()}`);

afterAll(async () => {
  await dropOwn(db);
  await client.close();
});

it('counts each document once, whichever and however many of its fields name the value', async () => {
  const who = fc.constantFrom('a', 'b', 'c');
  const named = fc.record({
    by: who,
    also: fc.uniqueArray(who),
    later: fc.option(who, { nil: null }),
  });
  let run = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(named, { maxLength: 8 }), who, async (rows, value) => {
      const collection = db.collection<Named>(`rows_${(run += 1)}`);
      if (rows.length > 0) await collection.insertMany(rows.map((row, _id) => ({ _id, ...row })));
      const names = rows.filter(
        ({ by, also, later }) => by === value || also.includes(value) || later === value,
      );
      expect(await countNaming(collection, ['by', 'also', 'later'], value)).toBe(names.length);
    }),
    { numRuns: 25 },
  );
});
