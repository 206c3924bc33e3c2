import { createWriteStream } from 'node:fs';
import { rename } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { once } from 'node:events';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { checkNode, main, PlainError, root, say } from './lib/shell.mjs';

const require = createRequire(join(root, 'package.json'));

/**
 * `npm run backup -- FILE`: every collection with its indexes as EJSON lines, gzipped. The file gets its
 * name only when it is whole. For large installations use mongodump against a secondary; this one
 * needs nothing but Node and reads any of the databases that the service runs on.
 */
main(async () => {
  checkNode();
  const [file] = process.argv.slice(2);
  const { MONGODB_URI, MONGODB_DB = 'qiangji' } = process.env;
  if (!file || !MONGODB_URI)
    throw new PlainError('MONGODB_URI=... MONGODB_DB=... npm run backup -- FILE');
  const { BSON, MongoClient } = require('mongodb');
  const client = await MongoClient.connect(MONGODB_URI);
  const db = client.db(MONGODB_DB);
  const gzip = createGzip();
  const partial = `${file}.part`;
  const written = pipeline(gzip, createWriteStream(partial));
  const put = async (line) => {
    if (!gzip.write(`${BSON.EJSON.stringify(line, { relaxed: false })}\n`))
      await once(gzip, 'drain');
  };
  let documents = 0;
  const names = (await db.listCollections().toArray()).map(({ name }) => name);
  const collections = names.filter((name) => !name.startsWith('system.')).sort();
  await put({ qiangjiBackup: 1, database: MONGODB_DB, at: new Date() });
  for (const name of collections) {
    await put({ collection: name, indexes: await db.collection(name).indexes() });
    for await (const document of db.collection(name).find({})) {
      await put({ document });
      documents += 1;
    }
  }
  await put({ end: true, documents });
  gzip.end();
  await written;
  await rename(partial, file);
  await client.close();
  say(`backed up ${documents} documents of ${collections.length} collections to ${file}`);
});
