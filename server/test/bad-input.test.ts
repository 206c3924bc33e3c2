import { createHash } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import {
  authContract,
  dutyLogContract,
  feedbackContract,
  mediaContract,
  orgContract,
  place,
  type ErrorBody,
  type ErrorDetail,
} from '@qiangji/shared-types';
import ExcelJS from 'exceljs';
import { feedbackCollection } from '../src/features/feedback';
import { COLUMNS } from '../src/features/org/roster.words';
import { shiftClock } from '../src/platform/clock';
import { makeId } from '../src/platform/ids';
import { MongoService } from '../src/platform/mongo';
import { Kit, phoneWrite } from './kit';

let kit: Kit;

beforeAll(async () => {
  kit = await Kit.start();
});

afterEach(() => shiftClock(0));

afterAll(async () => {
  await kit.stop();
});

const DAY = 86_400_000;
const json = { 'content-type': 'application/json' };
const words = (text: string) => ({ ...phoneWrite(), text, anonymous: false, mediaIds: [] });
const placesOf = (details: ErrorDetail[] = []) =>
  details.map(({ path, reason }) => `${path} ${reason}`);

async function rawCode(body: string): Promise<{ status: number; code: string }> {
  const options = { as: 'officer', headers: json, body } as const;
  const answer = await kit.raw('POST', feedbackContract.send.path, options);
  return { status: answer.status, code: (answer.body as ErrorBody).code };
}

async function refusedWords(body: unknown): Promise<string[]> {
  const code = 'VALIDATION_FAILED';
  return placesOf((await kit.fails(feedbackContract.send, { body }, 'officer', code)).details);
}

/** A zip of one deflated entry of zeros, honest about its size. */
function bomb(unpacked: number): Buffer {
  const packed = deflateRawSync(Buffer.alloc(unpacked), { level: 9 });
  const name = Buffer.from('xl/workbook.xml');
  const shared = Buffer.alloc(26);
  shared.writeUInt16LE(20, 0);
  shared.writeUInt16LE(8, 4);
  shared.writeUInt32LE(packed.length, 14);
  shared.writeUInt32LE(unpacked, 18);
  shared.writeUInt16LE(name.length, 22);
  const local = Buffer.concat([Buffer.from('PK\u0003\u0004'), shared, name, packed]);
  const tail = Buffer.alloc(14);
  const made = Buffer.from([20, 0]);
  const central = Buffer.concat([Buffer.from('PK\u0001\u0002'), made, shared, tail, name]);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(1, 4);
  end.writeUInt16LE(1, 6);
  end.writeUInt32LE(central.length, 8);
  end.writeUInt32LE(local.length, 12);
  return Buffer.concat([local, central, Buffer.from('PK\u0005\u0006'), end]);
}

async function refusedSheet(bytes: Uint8Array) {
  const input = { file: new Blob([Uint8Array.from(bytes)]) };
  return kit.fails(orgContract.importRoster, input, 'office', 'IMPORT_INVALID');
}

describe('bad input gets a clear error', () => {
  it('a wrong, a forged and an expired token', async () => {
    const call = (token: string) =>
      kit.call(authContract.me, {}, null, { authorization: `Bearer ${token}` });
    const good = await kit.tokenOf('officer2');
    const [head, claims] = good.split('.');
    for (const token of ['nonsense', `${head}.${claims}.AAAA`, `${head}.${claims}.`]) {
      expect((await call(token)).body).toMatchObject({ code: 'UNAUTHENTICATED' });
    }
    expect((await kit.raw('GET', authContract.me.path)).body).toMatchObject({
      code: 'UNAUTHENTICATED',
    });
    shiftClock(16 * 60_000);
    expect(await call(good)).toMatchObject({ status: 401, body: { code: 'TOKEN_EXPIRED' } });
  });

  it("another unit's record id", async () => {
    const params = { personId: kit.people.siblingOfficer._id };
    const change = { params, body: { post: '改' } };
    await kit.fails(orgContract.changePerson, change, 'liaison', 'NOT_FOUND');
    await kit.fails(
      mediaContract.picture,
      { params: { mediaId: makeId() } },
      'office',
      'NOT_FOUND',
    );
  });

  it('malformed JSON, and five megabytes of it', async () => {
    expect(await rawCode('{"text": ')).toEqual({ status: 400, code: 'MALFORMED_JSON' });
    const huge = JSON.stringify({ text: 'x'.repeat(5 * 1024 * 1024) });
    expect(await rawCode(huge)).toEqual({ status: 413, code: 'BODY_TOO_LARGE' });
  });

  it('unknown fields, and an operator where a string belongs', async () => {
    expect(await refusedWords({ ...words('好'), isAdmin: true })).toEqual(['body unknown_field']);
    expect(await refusedWords({ ...words('好'), text: { $gt: '' } })).toEqual([
      'body.text wrong_type',
    ]);
    const query = { q: '' };
    await kit.fails(orgContract.listRoster, { query }, 'office', 'VALIDATION_FAILED');
    const path = `${orgContract.listRoster.path}?q[$gt]=`;
    const answer = await kit.raw('GET', path, { as: 'office' });
    expect(answer).toMatchObject({ status: 400, body: { code: 'VALIDATION_FAILED' } });
  });

  it('a text of 100,000 characters, and one with control characters', async () => {
    expect(await refusedWords(words('长'.repeat(100_000)))).toEqual(['body.text too_long']);
    expect(await refusedWords(words('a\u0000b'))).toEqual(['body.text invalid']);
    expect(await refusedWords(words('   '))).toEqual(['body.text too_short']);
  });

  it('an opId used for another body', async () => {
    const body = words('第一条');
    await kit.ok(feedbackContract.send, { body }, 'officer');
    const other = { ...body, text: '第二条' };
    await kit.fails(feedbackContract.send, { body: other }, 'officer', 'OP_ID_REUSED');
    // Somebody else's op of the same id is another op.
    await kit.ok(feedbackContract.send, { body }, 'officer2');
  });

  it('a place outside the earth', async () => {
    const found = { lng: 119.9, lat: 31.7, accuracyM: 15 };
    const wrong = [{ lat: 90.1 }, { lat: -91 }, { lng: 180.5 }, { lng: -181 }, { accuracyM: -1 }];
    for (const part of wrong) expect(place.safeParse({ ...found, ...part }).success).toBe(false);
    expect(place.safeParse(found).success).toBe(true);
    const body = { ...phoneWrite(), place: { ...found, lat: 131.7 } };
    const params = { shiftId: makeId() };
    const error = await kit.fails(
      dutyLogContract.appendEntry,
      { params, body },
      'officer',
      'VALIDATION_FAILED',
    );
    expect(placesOf(error.details)).toContain('body.place.lat too_long');
  });

  it('a script that calls itself a photo', async () => {
    const bytes = Buffer.from('#!/bin/sh\nrm -rf /tmp/x # photo.jpg\n');
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const query = { mediaId: makeId(), sha256, purpose: 'evidence' };
    const file = new File([bytes], 'photo.jpg', { type: 'image/jpeg' });
    await kit.fails(mediaContract.upload, { query, file }, 'officer', 'UNSUPPORTED_MEDIA');
  });

  it('a spreadsheet that is a zip bomb, none at all, or has merged cells', async () => {
    const bytes = bomb(80 * 1024 * 1024);
    expect(bytes.length).toBeLessThan(200_000);
    expect(placesOf((await refusedSheet(bytes)).details)).toEqual(['文件 unpacks_too_large']);
    expect(placesOf((await refusedSheet(Buffer.from('工号,姓名'))).details)).toEqual([
      '文件 not_xlsx',
    ]);
    const workbook = new ExcelJS.Workbook();
    const sheet = workbook.addWorksheet('名册');
    sheet.addRows([[...COLUMNS], ['E001', '一'], ['E002', '二']]);
    sheet.mergeCells('D2:D3');
    const merged = await refusedSheet(new Uint8Array(await workbook.xlsx.writeBuffer()));
    expect(placesOf(merged.details)).toEqual(['单元格 D2:D3 merged_cells']);
  });
});

describe('unusual input is taken', () => {
  it('emoji and rare Han characters in names and texts', async () => {
    const text = '请给𠮷田法同志换帽徽👮‍♀️';
    await kit.ok(feedbackContract.send, { body: words(text) }, 'legalOfficer');
    const page = await kit.ok(feedbackContract.listAll, { query: { limit: 1 } }, 'office');
    expect(page.items[0]).toMatchObject({ text, sender: { name: '𠮷田法' } });
  });

  it('a phone clock a day off, corrected and flagged', async () => {
    const mongo = await kit.get(MongoService);
    for (const off of [-DAY, DAY]) {
      const device = new Date(Date.now() + off).toISOString();
      const body = { ...words('钟不准'), deviceAt: device };
      const headers = { 'x-device-now': device };
      const answer = await kit.call(feedbackContract.send, { body }, 'officer3', headers);
      expect(answer.status).toBe(201);
      const filter = { actorId: kit.people.officer3._id, opId: body.opId };
      const saved = await mongo.collection(feedbackCollection).findOne(filter);
      expect(saved?.clockDoubt).toBe(true);
      expect(saved?.deviceAt.toISOString()).toBe(device);
      expect(Math.abs((saved?.occurredAt.getTime() ?? 0) - Date.now())).toBeLessThan(60_000);
    }
  });
});
