import { choiceOf, freshId } from './lib/answer.mjs';
import { built, driver } from './lib/product.mjs';
import { alternate, ratio } from './lib/rounds.mjs';

const CALLERS = 64;
const SECONDS = 3;
const GOAL = 10;

/** An answer of an exam, as its gate lets it in. */
function answerOf(attemptId, seq) {
  const at = new Date();
  const answer = { kind: 'multiple', chosen: choiceOf(seq) };
  return {
    type: 'answer',
    attemptId,
    seq,
    at,
    deviceAt: at,
    code: `question-${seq % 100}`,
    answer,
  };
}

/** Durable writes a second: each caller sends its next event when its last is durable. */
async function drive(append) {
  const begin = performance.now();
  const end = begin + SECONDS * 1000;
  const before = process.cpuUsage();
  const latencies = [];
  const caller = async () => {
    const attemptId = freshId();
    for (let seq = 0; performance.now() < end; seq += 1) {
      const started = performance.now();
      await append(answerOf(attemptId, seq));
      latencies.push(performance.now() - started);
    }
  };
  await Promise.all(Array.from({ length: CALLERS }, caller));
  const seconds = (performance.now() - begin) / 1000;
  const { user, system } = process.cpuUsage(before);
  latencies.sort((a, b) => a - b);
  return {
    perSecond: latencies.length / seconds,
    count: latencies.length,
    p50: latencies[Math.floor(latencies.length * 0.5)],
    p99: latencies[Math.floor(latencies.length * 0.99)],
    cpu: (user + system) / 1e6 / seconds,
  };
}

/** The exam's journal over one insertOne an event: same documents, same write concern, same database. */
export async function run({ uri, report, say }) {
  const { documentOf, Journal, mongoSink } = built('platform/journal');
  const { attemptJournal } = built('features/exam/attempt.collection');
  const client = await driver.MongoClient.connect(uri, {
    maxPoolSize: CALLERS,
    writeConcern: { w: 'majority', j: true },
  });
  const db = client.db('qj_bench_journal');
  await db.dropDatabase();
  const single = db.collection('single_answers');
  const grouped = db.collection(attemptJournal.collection.name);
  const journal = new Journal(attemptJournal, mongoSink(grouped));
  const indexes = attemptJournal.collection.indexes;
  for (const one of [single, grouped])
    await one.createIndexes(indexes.map((index) => ({ ...index })));
  say(`${CALLERS} callers, ${SECONDS} s a round, acknowledged by a majority and on disk`);
  const rounds = await alternate(
    {
      'insertOne each': () => drive((event) => single.insertOne(documentOf(attemptJournal, event))),
      'journal, group commit': () => drive((event) => journal.append(event)),
    },
    say,
    ({ p50, p99, cpu }) =>
      `p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms, caller ${Math.round(cpu * 100)}% of a core`,
  );
  await journal.close();
  const acknowledged = rounds['journal, group commit'].reduce((sum, { count }) => sum + count, 0);
  const lost = acknowledged - (await grouped.countDocuments());
  report({ name: 'acknowledged and not kept', value: lost, unit: '', goal: '0', ok: lost === 0 });
  const times = ratio(rounds, 'journal, group commit', 'insertOne each');
  report({
    name: 'durable appends over insertOne, 64 callers',
    value: times,
    unit: 'x',
    goal: `>= ${GOAL}`,
    ok: times >= GOAL,
  });
  await db.dropDatabase();
  await client.close();
}
