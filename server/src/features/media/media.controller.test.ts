import { createHash, randomBytes } from 'node:crypto';
import {
  authContract,
  mediaContract,
  MEDIA_MAX_BYTES,
  type ErrorCode,
} from '@qiangji/shared-types';
import sharp from 'sharp';
import { Kit } from '../../../test/kit';
import type { PersonKey } from '../../../test/org-fixture';
import { accessJournal } from '../../platform/access-log';
import { makeId } from '../../platform/ids';
import { MongoService } from '../../platform/mongo';
import { GridFsStore } from '../../platform/blob-store';
import { MediaService } from './index';
import { MediaRepository } from './media.repository';

let kit: Kit;

beforeAll(async () => {
  kit = await Kit.start();
});

afterAll(async () => {
  await kit.stop();
});

const hash = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const fileOf = (bytes: Uint8Array) => new Blob([Uint8Array.from(bytes)]);

async function photo(width = 2400, height = 1200): Promise<Buffer> {
  const create = { width, height, channels: 3 as const, background: '#16263f' };
  const exif = { IFD0: { Copyright: 'camera' }, IFD3: { GPSLatitude: '31/1 46/1 0/1' } };
  return sharp({ create }).jpeg().withExif(exif).toBuffer();
}

function announce(bytes: Uint8Array, more: { mediaId?: string; sha256?: string } = {}) {
  return { mediaId: makeId(), sha256: hash(bytes), purpose: 'evidence' as const, ...more };
}

async function upload(bytes: Buffer, as: PersonKey = 'officer', query = announce(bytes)) {
  return kit.ok(mediaContract.upload, { query, file: fileOf(bytes) }, as);
}

async function refused(bytes: Buffer, code: ErrorCode, query = announce(bytes)) {
  const input = { query, file: fileOf(bytes) };
  return kit.fails(mediaContract.upload, input, 'officer', code);
}

/** A PNG of some hundred bytes whose header claims 100 million pixels. */
function flood(): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
    const length = Buffer.alloc(4);
    length.writeUInt32BE(data.length);
    const crc = Buffer.alloc(4);
    crc.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, crc]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(10_000, 0);
  header.writeUInt32BE(10_000, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const parts = [
    chunk('IHDR', header),
    chunk('IDAT', Buffer.alloc(40)),
    chunk('IEND', Buffer.alloc(0)),
  ];
  return Buffer.concat([signature, ...parts]);
}

function crc32(bytes: Buffer): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return (crc ^ 0xffffffff) >>> 0;
}

describe('a picture', () => {
  it('keeps its untouched original beside a copy without what the camera noted', async () => {
    const bytes = await photo();
    const query = announce(bytes);
    const input = { query, file: fileOf(bytes) };
    const media = await kit.ok(mediaContract.upload, input, 'officer', (body) => {
      expect(body).toMatchObject({ sha256: query.sha256, width: 2400, height: 1200 });
      expect(body.bytes).toBe(bytes.length);
    });
    const params = { mediaId: media.id };
    const copies: Buffer[] = [];
    await kit.ok(mediaContract.picture, { params }, 'officer', (body) => {
      copies.push(Buffer.from(body as ArrayBuffer));
      expect(hash(copies[0]!)).toBe(media.storedSha256);
    });
    const copy = await sharp(copies[0]).metadata();
    expect(copy).toMatchObject({ format: 'jpeg', width: 1600, height: 800 });
    expect(copy.exif).toBeUndefined();
    await kit.ok(mediaContract.thumbnail, { params }, 'officer', (body) => {
      copies.push(Buffer.from(body as ArrayBuffer));
      expect(copies[1]!.length).toBeGreaterThan(100);
    });
    expect(await sharp(copies[1]).metadata()).toMatchObject({ width: 320, height: 160 });
    await kit.ok(mediaContract.original, { params }, 'officer', (body) => {
      copies.push(Buffer.from(body as ArrayBuffer));
      expect(copies[2]!.equals(bytes)).toBe(true);
    });
    expect((await sharp(copies[2]).metadata()).exif).toBeDefined();
  });

  it('arrives once: a repeat answers the same, other bytes under its id are refused', async () => {
    const [one, other] = [await photo(60, 40), await photo(40, 60)];
    const query = announce(one);
    const answers = await Promise.all([1, 2, 3].map(() => upload(one, 'officer', query)));
    expect(await upload(one, 'officer', query)).toEqual(answers[0]);
    expect(answers[1]).toEqual(answers[2]);
    await refused(other, 'OP_ID_REUSED', { ...announce(other), mediaId: query.mediaId });
    const input = { query, file: fileOf(one) };
    await kit.fails(mediaContract.upload, input, 'officer2', 'OP_ID_REUSED');
  });

  it('accepts PNG and WebP', async () => {
    const create = { width: 30, height: 20, channels: 4 as const, background: '#0000' };
    for (const format of ['png', 'webp'] as const) {
      const bytes = await sharp({ create }).toFormat(format).toBuffer();
      expect(await upload(bytes)).toMatchObject({ width: 30, height: 20 });
    }
  });
});

describe('bad uploads', () => {
  it('refuses a renamed script, a text that begins like a JPEG, and a GIF', async () => {
    await refused(Buffer.from('#!/bin/sh\necho not a picture at all\n'), 'UNSUPPORTED_MEDIA');
    const head = Buffer.from([0xff, 0xd8, 0xff, 0xe0]);
    await refused(Buffer.concat([head, Buffer.from('<script></script>')]), 'UNSUPPORTED_MEDIA');
    const create = { width: 9, height: 9, channels: 3 as const, background: '#fff' };
    await refused(await sharp({ create }).gif().toBuffer(), 'UNSUPPORTED_MEDIA');
    await refused(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'UNSUPPORTED_MEDIA');
  });

  it('takes one just under forty million pixels, and none just over', async () => {
    const plain = (width: number, height: number) =>
      sharp({ create: { width, height, channels: 3, background: '#888' } })
        .jpeg({ quality: 40 })
        .toBuffer();
    const bytes = await plain(8_000, 4_999);
    const taken = { query: announce(bytes), file: fileOf(bytes) };
    await kit.ok(mediaContract.upload, taken, 'officer', ({ width, height }) => {
      expect([width, height]).toEqual([8_000, 4_999]);
    });
    await refused(await plain(8_000, 5_001), 'MEDIA_TOO_MANY_PIXELS');
  });

  it('takes one of almost ten megabytes', async () => {
    const noise = sharp(randomBytes(1_800 * 1_790 * 3), {
      raw: { width: 1_800, height: 1_790, channels: 3 },
    });
    const bytes = await noise.png({ compressionLevel: 0 }).toBuffer();
    expect(bytes.length).toBeGreaterThan(9_500_000);
    expect(bytes.length).toBeLessThan(MEDIA_MAX_BYTES);
    const input = { query: announce(bytes), file: fileOf(bytes) };
    await kit.ok(mediaContract.upload, input, 'officer', (media) => {
      expect(media.bytes).toBe(bytes.length);
    });
  });

  it('refuses a flood of pixels from its header alone', async () => {
    const bytes = flood();
    expect(bytes.length).toBeLessThan(200);
    const decoded = jest.spyOn(sharp.prototype, 'toBuffer');
    await refused(bytes, 'MEDIA_TOO_MANY_PIXELS');
    expect(decoded).not.toHaveBeenCalled();
  });

  it('refuses bytes that are not those announced, cut short, too many or none', async () => {
    const bytes = await photo(300, 200);
    await refused(bytes, 'MEDIA_HASH_MISMATCH', announce(Buffer.from('else')));
    await refused(bytes.subarray(0, bytes.length - 300), 'UNSUPPORTED_MEDIA');
    await refused(Buffer.alloc(MEDIA_MAX_BYTES + 1, 1), 'MEDIA_TOO_LARGE');
    await refused(Buffer.alloc(0), 'VALIDATION_FAILED');
    const input = { query: announce(bytes), body: { not: 'a form' } };
    await kit.fails(mediaContract.upload, input, 'officer', 'UNSUPPORTED_MEDIA');
  });
});

describe('who may see a picture', () => {
  it('is its uploader and those who answer for the unit, nobody else', async () => {
    const { id } = await upload(await photo(50, 50));
    const params = { mediaId: id };
    for (const as of ['officer', 'leader', 'inspector', 'office', 'bureauLeader'] as const) {
      await kit.ok(mediaContract.picture, { params }, as);
    }
    const others = ['officer2', 'siblingLeader', 'outsiderOffice', 'outsider', 'clerk'] as const;
    for (const as of others) {
      await kit.fails(mediaContract.picture, { params }, as, 'NOT_FOUND');
      await kit.fails(mediaContract.original, { params }, as, 'NOT_FOUND');
    }
  });

  it('is also somebody to whom a record of the uploader shows it, even before it arrives', async () => {
    const service = await kit.get(MediaService);
    const bytes = await photo(70, 50);
    const query = announce(bytes);
    const { inspector, siblingOfficer, outsider } = kit.people;
    await service.grantTo(inspector._id, [query.mediaId], [siblingOfficer._id]);
    await service.grantTo(outsider._id, [query.mediaId], [outsider._id]);
    const { id } = await upload(bytes, 'inspector', query);
    const params = { mediaId: id };
    await kit.ok(mediaContract.picture, { params }, 'siblingOfficer');
    await kit.fails(mediaContract.original, { params }, 'siblingOfficer', 'NOT_FOUND');
    // Granting somebody else's picture to oneself shows nothing.
    await kit.fails(mediaContract.picture, { params }, 'outsider', 'NOT_FOUND');
  });

  it("goes past one's own leader where it belongs to a complaint", async () => {
    const bytes = await photo(20, 90);
    const query = { ...announce(bytes), purpose: 'feedback' as const };
    const { id } = await kit.ok(mediaContract.upload, { query, file: fileOf(bytes) }, 'officer');
    await kit.ok(mediaContract.picture, { params: { mediaId: id } }, 'office');
    await kit.fails(mediaContract.picture, { params: { mediaId: id } }, 'leader', 'NOT_FOUND');
  });

  it('is the whole bureau where it belongs to a question, and of the copy alone', async () => {
    const bytes = await photo(90, 40);
    const query = { ...announce(bytes), purpose: 'question' as const };
    const { id } = await kit.ok(
      mediaContract.upload,
      { query, file: fileOf(bytes) },
      'legalOfficer',
    );
    const params = { mediaId: id };
    for (const as of ['officer', 'siblingOfficer', 'leader'] as const) {
      await kit.ok(mediaContract.thumbnail, { params }, as);
      await kit.ok(mediaContract.picture, { params }, as);
    }
    await kit.fails(mediaContract.original, { params }, 'officer', 'NOT_FOUND');
    await kit.fails(mediaContract.picture, { params }, 'outsiderOffice', 'NOT_FOUND');
  });

  it('puts each reading of an original on record, its uploader’s too, and tells them of the others', async () => {
    const { id } = await upload(await photo(80, 50));
    await kit.ok(mediaContract.original, { params: { mediaId: id } }, 'officer');
    await kit.ok(mediaContract.original, { params: { mediaId: id } }, 'leader');
    const mongo = await kit.get(MongoService);
    const rows = await mongo.collection(accessJournal.collection).find({ recordId: id }).toArray();
    const { officer, leader } = kit.people;
    const what = 'media_original';
    const subjectId = officer._id;
    expect(rows.map((row) => [row.readerId, row.subjectId, row.what])).toEqual([
      [officer._id, subjectId, what],
      [leader._id, subjectId, what],
    ]);
    const { items } = await kit.ok(authContract.listMyReaders, { query: {} }, 'officer');
    expect(items.filter((one) => one.what === what).map((one) => one.readerName)).toEqual([
      leader.name,
    ]);
    expect(JSON.stringify(rows)).not.toContain(kit.people.officer.name);
  });
});

describe('what is stored', () => {
  const original = async (mediaId: string) => {
    const read: Buffer[] = [];
    const params = { mediaId };
    await kit.ok(mediaContract.original, { params }, 'leader', (body) => {
      read.push(Buffer.from(body as ArrayBuffer));
    });
    return read[0]!;
  };
  const owner = () => {
    const { _id, unitPath } = kit.people.officer;
    return { personId: _id, unitPath };
  };

  it('is what the record says, whatever else arrived under the id at the same time', async () => {
    const media = await kit.get(MediaService);
    const [first, second] = [await photo(300, 200), await photo(200, 300)];
    const query = announce(first);
    const won = await media.keep(first, query, owner(), new Date());
    const lost = await media.keep(second, { ...query, sha256: hash(second) }, owner(), new Date());
    expect([won.inserted, lost.inserted]).toEqual([true, false]);
    expect(hash(await original(query.mediaId))).toBe(query.sha256);
  });

  it('is still read where it was stored before', async () => {
    const [repository, blobs] = [await kit.get(MediaRepository), await kit.get(GridFsStore)];
    const bytes = await photo(300, 200);
    const { media } = await (
      await kit.get(MediaService)
    ).keep(bytes, announce(bytes), owner(), new Date());
    const old = { ...media, _id: makeId() };
    await blobs.put(`media/${old._id}/original`, bytes, 'image/jpeg');
    expect(await repository.insert(old)).toBe(true);
    expect(hash(await original(old._id))).toBe(media.sha256);
  });
});
