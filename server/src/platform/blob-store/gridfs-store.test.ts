import { Kit } from '../../../test/kit';
import { MongoService } from '../mongo';
import { GridFsStore } from './gridfs-store.service';

let kit: Kit;

beforeAll(async () => {
  kit = await Kit.start();
});

afterAll(async () => {
  await kit.stop();
});

it('keeps files that arrive at once, from the first one on', async () => {
  const { db } = await kit.get(MongoService);
  const made = (await db.listCollections({}, { nameOnly: true }).toArray()).map(({ name }) => name);
  expect(made).toEqual(expect.arrayContaining(['blobs.files', 'blobs.chunks']));

  const blobs = await kit.get(GridFsStore);
  const files = Array.from(
    { length: 12 },
    (_, at) => [`file-${at}`, Buffer.alloc(300_000, at)] as const,
  );
  await Promise.all(files.map(([key, bytes]) => blobs.put(key, bytes, 'image/png')));
  for (const [key, bytes] of files) {
    const kept = await blobs.get(key);
    expect(kept?.equals(bytes)).toBe(true);
  }
  expect(await blobs.get('absent')).toBeNull();
});

it('gives the newest of two files of one key', async () => {
  const blobs = await kit.get(GridFsStore);
  await blobs.put('twice', Buffer.from('first'), 'text/plain');
  await blobs.put('twice', Buffer.from('second'), 'text/plain');
  expect((await blobs.get('twice'))?.toString()).toBe('second');
});
