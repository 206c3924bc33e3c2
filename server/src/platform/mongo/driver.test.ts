import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { Socket } from 'node:net';
import type { MongoClient } from 'mongodb';
import { isDatabaseAway } from '../errors';
import { mongoClient } from './driver';

const sockets: Socket[] = [];
const keep = (message: unknown) => void sockets.push((message as { socket: Socket }).socket);
let client: MongoClient;

beforeAll(async () => {
  subscribe('net.client.socket', keep);
  client = mongoClient(process.env.MONGODB_URI ?? '', { monitorCommands: true, maxPoolSize: 1 });
  await client.connect();
  await client.db('admin').command({ ping: 1 });
});

afterAll(async () => {
  unsubscribe('net.client.socket', keep);
  await client.close();
});

it('fails a command whose connection closes as it is about to be written, and goes on', async () => {
  // As where the server's end and the command meet in one turn of the loop.
  client.once('commandStarted', () => sockets.forEach((socket) => socket.destroy()));
  await expect(client.db('admin').command({ ping: 1 })).rejects.toThrow(/closed/);
  await expect(client.db('admin').command({ ping: 1 })).resolves.toMatchObject({ ok: 1 });
});

it('tells a read that is past its own limit from a fault of ours, wherever the limit met it', async () => {
  const people = client.db('admin').collection('nobody');
  const past = AbortSignal.timeout(0);
  await new Promise((done) => past.addEventListener('abort', done));
  const before = await people
    .find({}, { signal: past })
    .toArray()
    .catch((error: unknown) => error);
  expect(isDatabaseAway(before)).toBe(true);
});
