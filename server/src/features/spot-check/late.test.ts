import {
  authContract,
  mediaContract,
  noticeContract,
  spotCheckContract as c,
  type SpotCheck,
} from '@qiangji/shared-types';
import { Kit, phoneWrite } from '../../../test/kit';
import type { PersonKey } from '../../../test/org-fixture';
import { sendPicture } from '../../../test/picture';
import { beginCheck, result, score, seal, signFor } from '../../../test/spot-check-fixture';
import { makeId } from '../../platform/ids';

let kit: Kit;
let sealed: SpotCheck;

beforeAll(async () => {
  kit = await Kit.start();
});
afterAll(() => kit.stop());

/** One visit of two inspectors: the first scores and seals it while the other has no network. */
beforeEach(async () => {
  const { officer, auxiliary } = kit.people;
  const check = await beginCheck(kit);
  await score(kit, check.id, [result('A1', officer._id), result('A1', auxiliary._id)]);
  await signFor(kit, check);
  sealed = await seal(kit, check);
});

const params = () => ({ checkId: sealed.id });

async function sendLate(): Promise<SpotCheck> {
  const { officer, officer2 } = kit.people;
  const start = { ...phoneWrite(), personIds: [officer._id, officer2._id] };
  await kit.ok(c.startCheck, { params: params(), body: start }, 'inspector2');
  await score(
    kit,
    sealed.id,
    [
      result('A1', officer._id, 'fault', { note: '没戴胸号', evidence: [makeId()] }),
      result('B1', officer2._id),
      result('D1', null, 'fault'),
    ],
    'inspector2',
  );
  const said = { answer: null, signatureId: null, refusalReason: '走得急' };
  const signoff = { ...phoneWrite(), personId: officer2._id, ...said };
  await kit.ok(c.appendSignoff, { params: params(), body: signoff }, 'inspector2');
  return kit.ok(c.sealCheck, { params: params(), body: phoneWrite() }, 'inspector2');
}

/** A check without what may come beside its seal. */
const core = ({ late: _, ...check }: SpotCheck) => check;

describe('what the other inspector’s phone sends after the seal', () => {
  it('is kept beside it and changes nothing of it', async () => {
    const { officer, officer2, inspector2 } = kit.people;
    const before = await kit.ok(c.findCheck, { params: params() }, 'inspector2');
    const after = await sendLate();
    expect(core(after)).toEqual(core(before));
    expect(after.late).toMatchObject([
      {
        by: { personId: inspector2._id },
        signoffs: [{ personId: officer2._id, refusalReason: '走得急' }],
        persons: [{ personId: officer._id }, { personId: officer2._id }],
      },
    ]);
    expect(after.late[0]?.results.map((one) => [one.itemCode, one.verdict])).toEqual(
      expect.arrayContaining([
        ['A1', 'fault'],
        ['B1', 'ok'],
        ['D1', 'fault'],
      ]),
    );
    const { items } = await kit.ok(c.listFindings, {}, 'officer');
    expect(items.filter((one) => one.checkId === sealed.id)).toEqual([]);
  });

  it('is told once to those who answer for the check', async () => {
    await sendLate();
    await score(kit, sealed.id, [result('A2', kit.people.officer._id)], 'inspector2');
    const mine = (as: PersonKey) => kit.ok(noticeContract.listMine, { query: { limit: 50 } }, as);
    const told = async (as: PersonKey) =>
      (await mine(as)).items
        .filter((one) => one.link?.id === sealed.id && /封存/.test(one.title))
        .map((one) => one.title);
    const others = ['湖塘中队的督察封存后又来了一份打分'];
    for (const as of ['inspector', 'leader', 'officer', 'officer2'] as const) {
      expect(await told(as)).toEqual(others);
    }
    expect(await told('inspector2')).toEqual(['湖塘中队的督察已由同去的人封存']);
  });

  it('is kept once however often it comes, the last word by the phone', async () => {
    const { officer } = kit.people;
    const say = (verdict: 'ok' | 'fault', deviceAt: string) => {
      const body = { ...phoneWrite(), deviceAt, results: [result('A1', officer._id, verdict)] };
      return { params: params(), body };
    };
    const now = Date.now();
    const first = say('fault', new Date(now - 2_000).toISOString());
    const second = say('ok', new Date(now - 1_000).toISOString());
    for (const input of [second, first, first, second]) {
      await kit.ok(c.appendResults, input, 'inspector2');
    }
    const { late } = await kit.ok(c.findCheck, { params: params() }, 'inspector');
    expect(late).toHaveLength(1);
    expect(late[0]?.results).toEqual([result('A1', officer._id)]);
  });

  it('shows each of those checked only what is about them, and the leader all', async () => {
    const { officer } = kit.people;
    await sendLate();
    const [own] = (await kit.ok(c.findCheck, { params: params() }, 'officer')).late;
    expect(own?.results.map((one) => one.personId).sort()).toEqual([officer._id, null].sort());
    expect(own?.signoffs).toEqual([]);
    expect(own?.persons.map((one) => one.personId)).toEqual([officer._id]);
    const [all] = (await kit.ok(c.findCheck, { params: params() }, 'leader')).late;
    expect(all?.results).toHaveLength(3);
  });

  it('is seen by one whom only that phone named, and they see who looked', async () => {
    const { officer2 } = kit.people;
    await kit.fails(c.findCheck, { params: params() }, 'officer2', 'NOT_FOUND');
    const { late } = await sendLate();
    const own = await kit.ok(c.findCheck, { params: params() }, 'officer2');
    expect(own).toMatchObject({ relation: 'checked', persons: [] });
    expect(own.late[0]?.results.map((one) => one.personId)).toEqual(
      expect.arrayContaining([officer2._id, null]),
    );
    expect(own.late[0]?.results).toHaveLength(late[0]!.results.length - 1);
    await kit.ok(c.findCheck, { params: params() }, 'leader');
    const readings = await kit.ok(authContract.listMyReaders, {}, 'officer2');
    expect(readings.items.filter((one) => one.what === 'spot_check')).not.toEqual([]);
  });

  it('shows its pictures to those whom they are about and to who answers for the check', async () => {
    const { officer } = kit.people;
    const { id: mediaId } = await sendPicture(kit, 'inspector2');
    await score(
      kit,
      sealed.id,
      [result('A1', officer._id, 'fault', { evidence: [mediaId] })],
      'inspector2',
    );
    const status = async (as: PersonKey) =>
      (await kit.call(mediaContract.thumbnail, { params: { mediaId } }, as)).status;
    for (const as of ['officer', 'leader', 'inspector'] as const) {
      expect({ as, status: await status(as) }).toEqual({ as, status: 200 });
    }
    expect(await status('auxiliary')).toBe(404);
  });

  it('leaves the doubt about a clock where it was', async () => {
    const deviceAt = new Date(Date.now() - 86_400_000).toISOString();
    const body = { ...phoneWrite(), deviceAt, results: [result('A1', kit.people.officer._id)] };
    const after = await kit.ok(c.appendResults, { params: params(), body }, 'inspector2');
    expect(after.clockDoubt).toBe(sealed.clockDoubt);
  });

  it('is no repeat of what had arrived before the seal', async () => {
    const { officer } = kit.people;
    const check = await beginCheck(kit, ['officer']);
    const own = { params: { checkId: check.id } };
    const body = { ...phoneWrite(), results: [result('A1', officer._id)] };
    await kit.ok(c.appendResults, { ...own, body }, 'inspector2');
    await signFor(kit, check);
    await seal(kit, check);
    await kit.ok(c.appendResults, { ...own, body }, 'inspector2', ({ late, results }) => {
      expect(late).toEqual([]);
      expect(results).toHaveLength(1);
    });
  });

  it('is refused where it fits neither the checklist nor those whom it names', async () => {
    const { officer, leader } = kit.people;
    for (const wrong of [result('A1', leader._id), result('X9', officer._id)]) {
      const body = { ...phoneWrite(), results: [wrong] };
      await kit.fails(
        c.appendResults,
        { params: params(), body },
        'inspector2',
        'VALIDATION_FAILED',
      );
    }
    const said = { answer: null, signatureId: makeId(), refusalReason: null };
    const body = { ...phoneWrite(), personId: leader._id, ...said };
    await kit.fails(c.appendSignoff, { params: params(), body }, 'inspector2', 'VALIDATION_FAILED');
    const { late } = await kit.ok(c.findCheck, { params: params() }, 'inspector2');
    expect(late).toEqual([]);
  });

  it('ends for whoever sealed it', async () => {
    const body = { ...phoneWrite(), results: [result('A1', kit.people.officer._id, 'fault')] };
    await kit.fails(c.appendResults, { params: params(), body }, 'inspector', 'STATE_CONFLICT');
  });
});
