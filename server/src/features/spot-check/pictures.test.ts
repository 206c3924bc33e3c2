import { createHash } from 'node:crypto';
import sharp from 'sharp';
import {
  PICTURE_GRACE_MS,
  spotCheckContract,
  type CheckPicture,
  type SpotCheck,
} from '@qiangji/shared-types';
import { Kit, phoneWrite } from '../../../test/kit';
import type { PersonKey } from '../../../test/org-fixture';
import { beginCheck, result, score, seal } from '../../../test/spot-check-fixture';
import { shiftClock } from '../../platform/clock';
import { makeId } from '../../platform/ids';
import { JobService } from '../../platform/jobs';

const { appendSignoff, findCheck, listChecks } = spotCheckContract;
const MINUTE = 60_000;

let kit: Kit;
let signatureId: string;
let evidenceId: string;
let sealed: SpotCheck;

async function upload(mediaId: string, purpose: CheckPicture, as: PersonKey): Promise<void> {
  const bytes = await sharp({ create: { width: 64, height: 48, channels: 3, background: '#345' } })
    .jpeg()
    .toBuffer();
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const form = new FormData();
  form.append('file', new Blob([new Uint8Array(bytes)], { type: 'image/jpeg' }), 'a.jpg');
  const query = new URLSearchParams({ mediaId, sha256, purpose }).toString();
  const { status } = await kit.raw('POST', `/api/v1/media?${query}`, { as, body: form });
  expect(status).toBe(201);
}

/** Lets time go by after the seal, and the job run. */
async function later(ms: number): Promise<void> {
  shiftClock(ms);
  kit.tokens.clear();
  await (await kit.get(JobService)).runDue();
}

async function missing(as: PersonKey = 'inspector'): Promise<readonly CheckPicture[]> {
  const params = { checkId: sealed.id };
  return (await kit.ok(findCheck, { params }, as)).missingPictures;
}

/** Everything was written offline, and its pictures still wait on the phone. */
beforeEach(async () => {
  kit = await Kit.start();
  const { officer } = kit.people;
  [signatureId, evidenceId] = [makeId(), makeId()];
  const check = await beginCheck(kit, ['officer']);
  await score(kit, check.id, [result('A1', officer._id, 'fault', { evidence: [evidenceId] })]);
  const said = { personId: officer._id, answer: null, signatureId, refusalReason: null };
  const input = { params: { checkId: check.id }, body: { ...phoneWrite(), ...said } };
  await kit.ok(appendSignoff, input, 'inspector');
  sealed = await seal(kit, check);
});

afterEach(async () => {
  shiftClock(0);
  await kit.stop();
});

it('says after the grace, to inspectors, office and leader, that pictures have not come', async () => {
  expect(sealed).toMatchObject({ state: 'notice_issued', missingPictures: [] });
  await later(PICTURE_GRACE_MS - MINUTE);
  expect(await missing()).toEqual([]);
  await later(PICTURE_GRACE_MS + MINUTE);
  for (const as of ['inspector', 'inspector2', 'office', 'leader'] as const) {
    expect(await missing(as)).toEqual(['signature', 'evidence']);
  }
  expect(await missing('officer')).toEqual([]);
  await kit.ok(listChecks, { query: { view: 'unit' } }, 'office', ({ items }) => {
    expect(items).toMatchObject([{ id: sealed.id, missingPictures: ['signature', 'evidence'] }]);
  });
});

it('says so no more once they came, from either inspector', async () => {
  await later(PICTURE_GRACE_MS + MINUTE);
  await upload(signatureId, 'signature', 'inspector');
  await later(PICTURE_GRACE_MS + 12 * MINUTE);
  expect(await missing()).toEqual(['evidence']);
  await upload(evidenceId, 'evidence', 'inspector2');
  await later(PICTURE_GRACE_MS + 24 * MINUTE);
  expect(await missing()).toEqual([]);
});

it('says nothing where they came within the grace', async () => {
  await upload(signatureId, 'signature', 'inspector');
  await upload(evidenceId, 'evidence', 'inspector');
  await later(PICTURE_GRACE_MS + MINUTE);
  expect(await missing()).toEqual([]);
});

it('takes no picture of somebody else, and no other picture for a signature', async () => {
  await upload(signatureId, 'evidence', 'inspector');
  await upload(evidenceId, 'evidence', 'officer');
  await later(PICTURE_GRACE_MS + MINUTE);
  expect(await missing()).toEqual(['signature', 'evidence']);
});
