import Fastify from 'fastify';
import { answerJournal } from '../lib/journal-of-answers.mjs';
import { built } from '../lib/product.mjs';
import { accept, connect, failure, path, present } from './answers.mjs';

/** Fastify, one route: an insertOne an answer, or the product's journal with BENCH_WRITE=journal. */
const { Journal, mongoSink, eventId } = built('platform/journal');
const db = await connect();
const collection = db.collection(answerJournal.collection.name);

function writer() {
  if (process.env.BENCH_WRITE === 'none') return async (event) => event;
  if (process.env.BENCH_WRITE === 'journal') {
    const journal = new Journal(answerJournal, mongoSink(collection));
    return async (event) => (await journal.append(event)).event;
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
