import { createHash } from 'node:crypto';
import sharp from 'sharp';
import {
  authContract,
  mediaContract,
  noticeContract,
  spotCheckContract,
  type SpotCheck,
} from '@qiangji/shared-types';
import { Kit, phoneWrite } from '../../../test/kit';
import { checkCollection } from './spot-check.collection';
import { makeId } from '../../platform/ids';
import { MongoService } from '../../platform/mongo';
import type { PersonKey } from '../../../test/org-fixture';
import {
  beginCheck,
  result,
  score,
  seal,
  sealedCheck,
  signFor,
} from '../../../test/spot-check-fixture';

const { findCheck, listChecks, listFindings, acknowledge } = spotCheckContract;

let kit: Kit;
let sealed: SpotCheck;

beforeAll(async () => {
  kit = await Kit.start();
  sealed = await sealedCheck(kit);
});

afterAll(async () => {
  await kit.stop();
});

/** Uploads a small picture as evidence, the way a phone does. */
async function uploadAs(at: Kit, as: PersonKey): Promise<string> {
  const bytes = await sharp({ create: { width: 64, height: 48, channels: 3, background: '#345' } })
    .jpeg()
    .toBuffer();
  const mediaId = makeId();
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const form = new FormData();
  form.append('file', new Blob([new Uint8Array(bytes)], { type: 'image/jpeg' }), 'a.jpg');
  const query = new URLSearchParams({ mediaId, sha256, purpose: 'evidence' }).toString();
  const { status } = await at.raw('POST', `/api/v1/media?${query}`, { as, body: form });
  expect(status).toBe(201);
  return mediaId;
}

const idsOf = async (
  as: PersonKey,
  view: 'inspecting' | 'checked' | 'unit',
  status?: 'open' | 'sealed',
) => (await kit.ok(listChecks, { query: { view, status } }, as)).items.map((one) => one.id);

describe('a sealed check', () => {
  const params = () => ({ checkId: sealed.id });

  it('is seen whole by its inspectors, the squadron’s leader, the office and the bureau’s leader', async () => {
    for (const as of ['inspector', 'inspector2', 'leader', 'office', 'bureauLeader'] as const) {
      const seen = await kit.ok(findCheck, { params: params() }, as);
      expect({ as, results: seen.results.length, persons: seen.persons.length }).toEqual({
        as,
        results: 9,
        persons: 2,
      });
    }
  });

  it('shows those checked their own items and the team’s, never a colleague’s', async () => {
    const { officer, auxiliary } = kit.people;
    await kit.ok(findCheck, { params: params() }, 'officer', (seen) => {
      expect(seen.relation).toBe('checked');
      expect(new Set(seen.results.map((one) => one.personId))).toEqual(
        new Set([officer._id, null]),
      );
      expect(seen.persons.map((one) => one.personId)).toEqual([officer._id]);
      expect(seen.personScores).toMatchObject([{ personId: officer._id, score: { score: 97 } }]);
      expect(seen.score?.score).toBe(97);
      expect(seen.signoffs).toHaveLength(1);
      expect(seen.findings.map((one) => one.itemCode).sort()).toEqual(['A1', 'A2', 'D1']);
    });
    await kit.ok(findCheck, { params: params() }, 'auxiliary', (seen) => {
      expect(seen.results.some((one) => one.personId === officer._id)).toBe(false);
      expect(seen.findings).toMatchObject([
        { itemCode: 'D1', subject: 'team', persons: [{ personId: auxiliary._id }] },
      ]);
    });
  });

  it('does not exist for anybody else', async () => {
    const strangers = [
      'officer2',
      'siblingOfficer',
      'siblingLeader',
      'outsider',
      'outsiderOffice',
    ] as const;
    for (const as of strangers) await kit.fails(findCheck, { params: params() }, as, 'NOT_FOUND');
    for (const as of [...strangers, 'liaison', 'legalOfficer'] as const) {
      for (const view of ['inspecting', 'checked', 'unit'] as const) {
        expect(await idsOf(as, view)).toEqual([]);
      }
      await kit.ok(listFindings, {}, as, (page) => {
        expect(page.items).toEqual([]);
      });
    }
  });

  it('is listed where it belongs', async () => {
    expect(await idsOf('inspector', 'inspecting', 'sealed')).toEqual([sealed.id]);
    expect(await idsOf('officer', 'checked')).toEqual([sealed.id]);
    expect(await idsOf('officer', 'unit')).toEqual([]);
    expect(await idsOf('leader', 'unit')).toEqual([sealed.id]);
    expect(await idsOf('bureauLeader', 'unit', 'open')).toEqual([]);
    const query = {
      view: 'unit' as const,
      personId: kit.people.officer._id,
      from: '2026-01-01',
      to: '2099-01-01',
    };
    await kit.ok(listChecks, { query }, 'office', (page) => {
      expect(page.items).toMatchObject([
        { id: sealed.id, applicable: 8, faults: 3, relation: 'leader' },
      ]);
    });
    const sibling = { ...query, unitPath: '/wj/brigade/niutang' };
    expect((await kit.ok(listChecks, { query: sibling }, 'office')).items).toEqual([]);
  });

  it('is counted by its results where it was sealed before counts were kept', async () => {
    const figures = async () => {
      const found: unknown[] = [];
      for (const [as, view] of [
        ['inspector', 'inspecting'],
        ['officer', 'checked'],
        ['auxiliary', 'checked'],
        ['leader', 'unit'],
      ] as const) {
        const { items } = await kit.ok(listChecks, { query: { view } }, as);
        found.push(items.map(({ id, applicable, faults }) => ({ as, id, applicable, faults })));
      }
      return found;
    };
    const now = await figures();
    expect(now[1]).not.toEqual(now[2]);
    const checks = (await kit.get(MongoService)).collection(checkCollection);
    const { modifiedCount } = await checks.updateMany(
      { _id: sealed.id },
      { $unset: { counts: 1 } },
    );
    expect(modifiedCount).toBe(1);
    expect(await figures()).toEqual(now);
  });

  it('shows its findings to those they concern, with what to do', async () => {
    await kit.ok(listFindings, {}, 'officer', (page) => {
      expect(page.items.map((one) => [one.itemCode, one.needsNotice]).sort()).toEqual([
        ['A1', true],
        ['A2', false],
        ['D1', true],
      ]);
      expect(page.items[0]?.topicName).not.toBe('');
    });
    const query = { personId: kit.people.auxiliary._id };
    await kit.ok(listFindings, { query }, 'leader', (page) => {
      expect(page.items.map((one) => one.itemCode)).toEqual(['D1']);
    });
    expect((await kit.ok(listFindings, { query }, 'officer')).items).toEqual([]);
  });

  it('counts among what is held on those checked, and on nobody else', async () => {
    for (const [as, count] of [
      ['officer', 1],
      ['officer2', 0],
    ] as const) {
      const { holdings } = await kit.ok(authContract.myHoldings, {}, as);
      expect(holdings).toContainEqual({ name: 'spot_checks', count });
    }
  });

  it('tells those checked and the leader, and nobody else', async () => {
    for (const [as, n] of [
      ['officer', 1],
      ['auxiliary', 1],
      ['leader', 1],
      ['officer2', 0],
    ] as const) {
      const { items } = await kit.ok(noticeContract.listMine, { query: {} }, as);
      expect({ as, n: items.filter((one) => one.link?.id === sealed.id).length }).toEqual({
        as,
        n,
      });
    }
  });

  it('shows its evidence to the person it concerns and to the leader, not to colleagues', async () => {
    const { officer } = kit.people;
    const mediaId = await uploadAs(kit, 'inspector2');
    const open = await beginCheck(kit);
    const fault = result('A1', officer._id, 'fault', { evidence: [mediaId] });
    await score(kit, open.id, [fault], 'inspector2');
    const picture = async (as: PersonKey) =>
      (await kit.call(mediaContract.picture, { params: { mediaId } }, as)).status;
    expect([await picture('inspector'), await picture('officer'), await picture('leader')]).toEqual(
      [200, 404, 404],
    );
    await signFor(kit, open);
    await seal(kit, open);
    expect([await picture('officer'), await picture('leader'), await picture('auxiliary')]).toEqual(
      [200, 200, 404],
    );
  });
});

describe('before the seal', () => {
  it('nobody in the squadron knows of a check, covert or not', async () => {
    const { officer } = kit.people;
    for (const covert of [true, false]) {
      const open = await beginCheck(kit, ['officer'], covert);
      await score(kit, open.id, [result('A1', officer._id, 'fault')]);
      for (const as of ['officer', 'leader', 'auxiliary', 'office', 'bureauLeader'] as const) {
        await kit.fails(findCheck, { params: { checkId: open.id } }, as, 'NOT_FOUND');
      }
      expect(await idsOf('officer', 'checked')).not.toContain(open.id);
      expect(await idsOf('leader', 'unit')).not.toContain(open.id);
      expect(await idsOf('inspector2', 'inspecting', 'open')).toContain(open.id);
    }
  });
});

describe('an acknowledgement', () => {
  it('notes that the person has seen the result, once for an op', async () => {
    const params = { checkId: sealed.id };
    const body = { ...phoneWrite(), disagree: false, answer: null };
    await kit.ok(acknowledge, { params, body }, 'auxiliary', (seen) => {
      expect(seen.acknowledgedAt).not.toBeNull();
      expect(seen.disputed).toBe(false);
    });
    await kit.ok(acknowledge, { params, body }, 'auxiliary');
    const other = { ...body, disagree: true, answer: '不对' };
    await kit.fails(acknowledge, { params, body: other }, 'auxiliary', 'OP_ID_REUSED');
    await kit.fails(
      acknowledge,
      { params, body: { ...other, ...phoneWrite() } },
      'officer2',
      'NOT_FOUND',
    );
    await kit.fails(
      acknowledge,
      { params, body: { ...other, ...phoneWrite() } },
      'leader',
      'NOT_FOUND',
    );
    const wordless = { ...phoneWrite(), disagree: true, answer: null };
    await kit.fails(acknowledge, { params, body: wordless }, 'auxiliary', 'VALIDATION_FAILED');
  });

  it('is not to be had before the seal', async () => {
    const open = await beginCheck(kit, ['officer']);
    const body = { ...phoneWrite(), disagree: false, answer: null };
    await kit.fails(acknowledge, { params: { checkId: open.id }, body }, 'officer', 'NOT_FOUND');
    await score(kit, open.id, [result('A1', kit.people.officer._id)]);
    await signFor(kit, open);
    await seal(kit, open);
    await kit.ok(acknowledge, { params: { checkId: open.id }, body }, 'officer');
  });
});
