import { createReadStream } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import { checkNode, main, PlainError, root, say } from './lib/shell.mjs';

const require = createRequire(join(root, 'package.json'));
const BATCH = 500;

/** Lines of a back-up; a file that was cut off is refused by the gunzip or by the missing end. */
function linesOf(file) {
  return createInterface({
    input: createReadStream(file).pipe(createGunzip()),
    crlfDelay: Infinity,
  });
}

async function checkWhole(file, EJSON) {
  let documents = 0;
  let end;
  for await (const text of linesOf(file)) {
    const line = EJSON.parse(text, { relaxed: false });
    if (line.document) documents += 1;
    end = line;
  }
  if (!end?.end || Number(end.documents) !== documents) {
    throw new PlainError(`${file} is not whole: it ends after ${documents} documents`);
  }
}

async function restore(file, db, EJSON) {
  let name;
  let batch = [];
  let documents = 0;
  const flush = async () => {
    if (batch.length > 0) await db.collection(name).insertMany(batch, { ordered: true });
    documents += batch.length;
    batch = [];
  };
  for await (const text of linesOf(file)) {
    const line = EJSON.parse(text, { relaxed: false });
    if (line.collection) {
      await flush();
      name = line.collection;
      await db.createCollection(name).catch(() => undefined);
      const indexes = line.indexes
        .filter((index) => index.name !== '_id_')
        .map((index) => ({ ...index, v: undefined, ns: undefined }));
      if (indexes.length > 0) await db.collection(name).createIndexes(indexes);
    } else if (line.document) {
      batch.push(line.document);
      if (batch.length >= BATCH) await flush();
    }
  }
  await flush();
  return documents;
}

/** `npm run restore -- FILE`: into an empty database only; what is there is never overwritten. */
main(async () => {
  checkNode();
  const [file] = process.argv.slice(2);
  const { MONGODB_URI, MONGODB_DB = 'qiangji' } = process.env;
  if (!file || !MONGODB_URI)
    throw new PlainError('MONGODB_URI=... MONGODB_DB=... npm run restore -- FILE');
  const { BSON, MongoClient } = require('mongodb');
  await checkWhole(file, BSON.EJSON);
  const client = await MongoClient.connect(MONGODB_URI);
  const db = client.db(MONGODB_DB);
  if ((await db.listCollections().toArray()).length > 0) {
    throw new PlainError(
      `the database ${MONGODB_DB} is not empty: restore into a new one, then point MONGODB_DB at it`,
    );
  }
  const documents = await restore(file, db, BSON.EJSON);
  await client.close();
  say(`restored ${documents} documents into ${MONGODB_DB}`);
});
