import Fastify from 'fastify';
import { answerJournal } from '../lib/journal-of-answers.mjs';
import { built } from '../lib/product.mjs';
import { accept, connect, failure, path, present } from './answers.mjs';

/**
 * Fastify, one route: an insertOne an answer; with BENCH_WRITE=journal the product's journal; with
 * BENCH_WRITE=packed the same, and its events in the form in which the product keeps an answer.
 */
const { Journal, mongoSink, eventId } = built('platform/journal');
const db = await connect();
const collection = db.collection(answerJournal.collection.name);

function writer() {
  if (process.env.BENCH_WRITE === 'none') return async (event) => event;
  if (process.env.BENCH_WRITE === 'journal') {
    const journal = new Journal(answerJournal, mongoSink(collection));
    return async (event) => (await journal.append(event)).event;
  }
  if (process.env.BENCH_WRITE === 'packed') {
    const { attemptJournal } = built('features/exam/attempt.collection');
    const packed = db.collection('bench_packed_answers');
    const journal = new Journal(attemptJournal, mongoSink(packed));
    return async (event) => {
      const { stream: attemptId, place: seq, receivedAt: at, questionCode: code } = event;
      const { deviceAt, answer } = event;
      await journal.append({ type: 'answer', attemptId, seq, at, deviceAt, code, answer });
      return event;
    };
  }
  return async (event) => {
    await collection.insertOne({ _id: eventId([event.stream, event.place]), ...event });
    return event;
  };
}

const write = writer();
const app = Fastify({ logger: false });
app.setErrorHandler((error, _request, reply) => {
  const { status, body } = failure(error);
  return reply.status(status).send(body);
});
app.post(path, async ({ params, body, headers }) => {
  const event = accept({ params, body, authorization: headers.authorization });
  return present(await write(event));
});
await app.listen({ port: 0, host: '127.0.0.1' });
process.send({ ready: { port: app.server.address().port } });
process.once('SIGTERM', () => process.exit(0));
