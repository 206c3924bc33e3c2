import { Connection, postBytes } from './lib/connection.mjs';
import { driver } from './lib/product.mjs';
import { startServices } from './exam-storm-service-pool.mjs';
import { answerOf, answerPath, makeWorld, startOf, startPath } from './exam-storm-world.mjs';

function ask(connection, path, body, token) {
  const bytes = postBytes(path, body, { Authorization: `Bearer ${token}` });
  return new Promise((done, failed) =>
    connection.send(bytes, (status) =>
      status === 200 ? done() : failed(new Error(String(status))),
    ),
  );
}

/** Bytes that an answer adds to the journal, on a paper of so many questions, each answered once. */
export async function bytesPerAnswer({ uri, questions }) {
  const database = `qj_bench_exam_bytes_${questions}`;
  const world = await makeWorld({ uri, database, examinees: 4, questions, minutes: 60 });
  const services = await startServices({ uri, database });
  const connection = new Connection(services.ports[0]);
  for (const examinee of world.examinees) {
    await ask(connection, startPath(world.exam), startOf(examinee), examinee.token);
    for (let seq = 1; seq <= questions; seq += 1) {
      await ask(connection, answerPath(examinee), answerOf(examinee, seq), examinee.token);
    }
  }
  connection.close();
  const events = await world.db.collection('exam_events').find({ type: 'answer' }).toArray();
  const sizes = events.map((event) => driver.BSON.calculateObjectSize(event));
  await services.stop();
  await world.db.dropDatabase();
  await world.client.close();
  return sizes.reduce((sum, one) => sum + one, 0) / sizes.length;
}
