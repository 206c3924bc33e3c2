const { join } = require('node:path');

/** Appends events through the built journal as fast as it can, and tells its parent which are acknowledged. */
const dist = join(__dirname, '..', '..', 'server', 'dist', 'platform');
const { MongoClient } = require('mongodb');
const { defineJournal, eventId, Journal, mongoSink } = require(join(dist, 'journal'));

const { MONGODB_URI, MONGODB_DB, ROUND } = process.env;
const CALLERS = 64;

const marks = defineJournal('marks', {
  keyOf: ({ stream, seq }) => [stream, seq],
  same: (kept, again) => kept.mark === again.mark,
});

async function main() {
  const client = await MongoClient.connect(MONGODB_URI);
  const journal = new Journal(marks, mongoSink(client.db(MONGODB_DB).collection('marks')));
  const caller = async (_, index) => {
    const stream = `r${ROUND}c${index}`;
    for (let seq = 0; ; seq += 1) {
      const { event } = await journal.append({ stream, seq, mark: `${stream} ${seq}` });
      process.send([eventId([event.stream, event.seq])]);
    }
  };
  await Promise.all(Array.from({ length: CALLERS }, caller));
}

void main();
