import { studyContract } from '@qiangji/shared-types';
import { launchApp } from '../../../test/app';
import type { FakeAnswer, FakeRequest } from '../../../test/mocks/taro-device';
import { sessionOf } from '../../../test/session-fixture';
import { settle } from '../../../test/settle';

const progress = (slug: string, positionBp = 5_000) => ({
  contract: studyContract.appendProgress,
  params: { slug },
  body: { pieceVersion: 1, positionBp, answers: [] },
  recordKey: slug,
  title: '学习进度',
});
const accept = (): FakeAnswer => ({ statusCode: 200, data: { positionBp: 5_000 } });
const refuse = (): FakeAnswer => ({
  statusCode: 403,
  data: { code: 'FORBIDDEN', message: '协管员不能登记处罚，请执法员重报', requestId: 'r' },
});
const bodyOf = (request: FakeRequest | undefined) =>
  JSON.parse(request?.data ?? '{}') as Record<string, unknown>;

async function start(network: 'wifi' | 'none' = 'wifi') {
  const app = launchApp(network);
  app.phone.device.answer = accept;
  app.session.setSession(sessionOf('a'));
  await settle();
  return app;
}

async function settled() {
  for (let i = 0; i < 5; i += 1) await settle();
}

const states = (app: Awaited<ReturnType<typeof start>>, ...opIds: string[]) =>
  opIds.map((opId) => app.outbox.outboxItem(opId)?.state);

it('sends a write with its operation and the time of the act, and tells the feature', async () => {
  const app = await start();
  const heard: unknown[] = [];
  app.outbox.onSent(studyContract.appendProgress, (answer, item) => {
    heard.push([answer.positionBp, item.opId]);
    throw new Error('a page that fails');
  });
  const opId = await app.outbox.enqueue(progress('a'));
  await settled();
  const [request] = app.phone.device.requests;
  expect(request?.url).toMatch(/\/api\/v1\/study\/pieces\/a\/progress$/);
  expect(bodyOf(request)).toMatchObject({ opId, positionBp: 5_000 });
  expect(bodyOf(request).deviceAt).toBe(app.outbox.outboxItem(opId)?.deviceAt);
  expect(heard).toEqual([[5_000, opId]]);
  expect(states(app, opId)).toEqual(['sent']);
  expect(app.phone.device.haptics).toBe(1);
});

it('keeps what was done offline over a kill and sends it in order when the network is back', async () => {
  const before = await start('none');
  const first = await before.outbox.enqueue(progress('a', 1_000));
  const second = await before.outbox.enqueue(progress('a', 2_000));
  await settled();
  expect(before.phone.device.requests).toEqual([]);
  const app = launchApp('none', before);
  expect(states(app, first, second)).toEqual(['waiting', 'waiting']);
  await settle();
  app.phone.setNetwork('4g');
  await settled();
  expect(app.phone.device.requests.map((request) => bodyOf(request).opId)).toEqual([first, second]);
  expect(states(app, first, second)).toEqual(['sent', 'sent']);
});

it('finds an item whose line in the index a crash left unwritten', async () => {
  const before = await start('none');
  const opId = await before.outbox.enqueue(progress('a'));
  before.phone.device.storage.set('qj/outbox/index', '["gone"]');
  const app = launchApp('none', before);
  expect(states(app, opId, 'gone')).toEqual(['waiting', undefined]);
});

it('keeps nothing, and says so, when the phone has no room', async () => {
  const app = await start('none');
  app.phone.device.storageLimit = JSON.stringify([...app.phone.device.storage]).length + 100;
  await expect(app.outbox.enqueue(progress('a'))).rejects.toThrow('full');
  expect([...app.phone.device.storage.keys()].filter((key) => key.includes('outbox/item'))).toEqual(
    [],
  );
});

it('keeps a rejected write with its reason, and sends the mended one in its place', async () => {
  const app = await start();
  app.phone.device.answer = refuse;
  const refused = await app.outbox.enqueue(progress('a', 1));
  const next = await app.outbox.enqueue(progress('a', 2));
  await settled();
  expect(states(app, refused, next)).toEqual(['rejected', 'waiting']);
  const item = app.outbox.outboxItem(refused);
  expect(item?.error).toMatchObject({
    code: 'FORBIDDEN',
    message: '协管员不能登记处罚，请执法员重报',
  });
  app.phone.device.answer = accept;
  const mended = await app.outbox.mend(refused, { pieceVersion: 1, positionBp: 9, answers: [] });
  await settled();
  const sentBodies = app.phone.device.requests.slice(1).map(bodyOf);
  expect(sentBodies.map(({ opId }) => opId)).toEqual([mended, next]);
  expect(sentBodies[0]).toMatchObject({ positionBp: 9, deviceAt: item?.deviceAt });
  expect(states(app, refused, mended, next)).toEqual([undefined, 'sent', 'sent']);
});

it('sends photos after their record and lets the files go then', async () => {
  const app = await start();
  app.phone.device.files.set('http://tmp/1', Uint8Array.of(1, 2, 3));
  const [kept, lost] = <const>[
    '0190a000-0000-7000-8000-0000000000f1',
    '0190a000-0000-7000-8000-0000000000f2',
  ];
  await app.files.saveFile(kept, 'http://tmp/1');
  const photos = [kept, lost].map((mediaId) => ({
    mediaId,
    sha256: '0'.repeat(64),
    purpose: 'study' as const,
  }));
  const opId = await app.outbox.enqueue({ ...progress('a'), photos });
  await settled();
  const [record, photo] = app.phone.device.requests;
  expect(record?.filePath).toBeUndefined();
  expect(photo?.filePath).toBe(`http://usr/photos/${kept}`);
  expect(photo?.url).toContain(`/api/v1/media?mediaId=${kept}&purpose=study&sha256=000`);
  expect(await app.files.listFiles()).toEqual([]);
  expect(app.phone.device.requests).toHaveLength(2);
  expect(app.outbox.sentMarkOf([], opId)).toBe('sent');
});

it('holds one person back while another is signed in on the same phone', async () => {
  const app = await start('none');
  const opId = await app.outbox.enqueue(progress('a'));
  app.session.endSession('logout');
  await expect(app.outbox.enqueue(progress('b'))).rejects.toThrow('nobody');
  app.session.setSession(sessionOf('b'));
  app.phone.setNetwork('wifi');
  await settled();
  expect(states(app, opId)).toEqual(['waiting']);
  app.session.setSession(sessionOf('a'));
  await settled();
  expect(states(app, opId)).toEqual(['sent']);
  expect(app.phone.device.requests[0]?.header.authorization).toBe('Bearer access-a-1');
});

it('lets go of what the person gives up, and tries at once when told to', async () => {
  const app = await start();
  app.phone.device.answer = () => ({
    statusCode: 503,
    data: { code: 'DATABASE_UNAVAILABLE', message: '', requestId: '' },
  });
  const opId = await app.outbox.enqueue(progress('a'));
  const other = await app.outbox.enqueue(progress('b'));
  await settled();
  expect(states(app, opId, other)).toEqual(['waiting', 'waiting']);
  app.outbox.discard(opId);
  app.phone.device.answer = accept;
  app.outbox.sendNow();
  await settled();
  expect(states(app, opId, other)).toEqual([undefined, 'sent']);
  app.outbox.discard(other);
});

it('lets a write wait for one of another record', async () => {
  const app = await start('none');
  const opening = await app.outbox.enqueue(progress('shift'));
  const entry = await app.outbox.enqueue({ ...progress('entry'), after: opening });
  app.phone.setNetwork('wifi');
  await settled();
  expect(app.phone.device.requests.map((request) => bodyOf(request).opId)).toEqual([
    opening,
    entry,
  ]);
});
