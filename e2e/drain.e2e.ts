import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { request, type IncomingMessage } from 'node:http';
import { connect as dial } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { mediaContract, type Media } from '@qiangji/shared-types';
import type { MongoClient } from 'mongodb';
import { connect } from './lib/database';
import { makeId, root, Service } from './lib/service';
import { dropOwn } from '../server/test/throwaway';

const database = `qj_drain_${process.pid}`;
const PHOTO = readFileSync(join(root, 'server', 'content', 'images', 'street-stall.jpg'));
const BOUNDARY = 'between-the-parts';
let client: MongoClient;

beforeAll(async () => {
  client = await connect();
  await Service.seedPeople({ database });
}, 120_000);

afterAll(async () => {
  await dropOwn(client.db(database));
  await client.close();
});

/** An upload of which the service has the first half; `finish` sends the rest and reads the answer. */
function halfAnUpload(service: Service, token: string) {
  const sha256 = createHash('sha256').update(PHOTO).digest('hex');
  const mediaId = makeId();
  const head = `--${BOUNDARY}\r\ncontent-disposition: form-data; name="file"; filename="p.jpg"\r\n\r\n`;
  const body = Buffer.concat([Buffer.from(head), PHOTO, Buffer.from(`\r\n--${BOUNDARY}--\r\n`)]);
  const query = new URLSearchParams({ mediaId, sha256, purpose: 'evidence' });
  const upload = request(`${service.url}${mediaContract.upload.path}?${query}`, {
    method: 'POST',
    agent: false,
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': `multipart/form-data; boundary=${BOUNDARY}`,
      'content-length': body.length,
    },
  });
  const half = Math.floor(body.length / 2);
  const answer = new Promise<IncomingMessage>((done, failed) => {
    upload.once('response', done);
    upload.once('error', failed);
  });
  const begun = new Promise<void>((done) => upload.write(body.subarray(0, half), () => done()));
  const finish = async (): Promise<{ status: number | undefined; body: Media }> => {
    upload.end(body.subarray(half));
    const response = await answer;
    const parts: Buffer[] = [];
    for await (const part of response) parts.push(part as Buffer);
    const text = Buffer.concat(parts).toString();
    return { status: response.statusCode, body: JSON.parse(text) as Media };
  };
  return { mediaId, begun, finish };
}

/** Whether somebody still takes new connections. */
function listens(port: number): Promise<boolean> {
  return new Promise((done) => {
    const socket = dial(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      done(true);
    });
    socket.once('error', () => done(false));
  });
}

it('SIGTERM lets the upload under way end with its answer, takes nobody new, and ends well', async () => {
  const service = await Service.start({ database });
  const { accessToken } = await service.signIn('officer');
  const upload = halfAnUpload(service, accessToken);
  await upload.begun;
  // Answered after the half was taken in: connections are read in the order in which they came.
  await service.until('/readyz', 200);

  const gone = service.kill('SIGTERM');
  const limit = Date.now() + 5_000;
  while ((await listens(service.port)) && Date.now() < limit) await pause(20);
  expect(await listens(service.port)).toBe(false);

  const { status, body } = await upload.finish();
  expect(status).toBe(201);
  expect(body).toMatchObject({ id: upload.mediaId, bytes: PHOTO.length });
  expect(await gone).toBe(0);
  const stored = await client.db(database).collection<{ _id: string }>('media').findOne({
    _id: upload.mediaId,
  });
  expect(stored).not.toBeNull();
}, 120_000);
