import { Connection, postBytes } from './lib/connection.mjs';
import { writtenBytes } from './lib/process.mjs';
import { driver } from './lib/product.mjs';
import { startServices } from './exam-storm-service-pool.mjs';
import { answerOf, answerPath, makeWorld, startOf, startPath } from './exam-storm-world.mjs';

/** Answers of one measurement, however long a paper is; every lane has as many. */
const ANSWERS = 8_000;
/** They write at one moment, so that what is committed together does not depend on the paper. */
const LANES = 20;

function ask(connection, path, body, token) {
  const bytes = postBytes(path, body, { Authorization: `Bearer ${token}` });
  return new Promise((done, failed) =>
    connection.send(bytes, (status) =>
      status === 200 ? done() : failed(new Error(String(status))),
    ),
  );
}

/**
 * Bytes that an answer adds to the journal, and that the database wrote for it in all (null where the system
 * does not say), on a paper of so many questions, each answered once.
 */
export async function bytesPerAnswer({ uri, pid, questions }) {
  const database = `qj_bench_exam_bytes_${questions}`;
  const examinees = ANSWERS / questions;
  const world = await makeWorld({ uri, database, examinees, questions, minutes: 60 });
  const services = await startServices({ uri, database });
  const connections = Array.from({ length: LANES }, () => new Connection(services.ports[0]));
  const inLanes = (work) =>
    Promise.all(
      connections.map(async (connection, lane) => {
        for (let at = lane; at < examinees; at += LANES)
          await work(connection, world.examinees[at]);
      }),
    );
  await inLanes((connection, examinee) =>
    ask(connection, startPath(world.exam), startOf(examinee), examinee.token),
  );
  const before = writtenBytes(pid);
  await inLanes(async (connection, examinee) => {
    for (let seq = 1; seq <= questions; seq += 1) {
      await ask(connection, answerPath(examinee), answerOf(examinee, seq), examinee.token);
    }
  });
  const after = writtenBytes(pid);
  for (const connection of connections) connection.close();
  const events = await world.db
    .collection('exam_events')
    .find({ said: { $exists: true } })
    .toArray();
  const sizes = events.map((event) => driver.BSON.calculateObjectSize(event));
  await services.stop();
  await world.db.dropDatabase();
  await world.client.close();
  return {
    event: sizes.reduce((sum, one) => sum + one, 0) / sizes.length,
    written: before === null ? null : (after - before) / sizes.length,
  };
}
