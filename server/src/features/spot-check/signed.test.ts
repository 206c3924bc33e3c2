import { createHash } from 'node:crypto';
import {
  seenBy,
  spotCheckContract as c,
  type CheckResult,
  type ErrorBody,
  type SpotCheck,
} from '@qiangji/shared-types';
import { Kit, phoneWrite } from '../../../test/kit';
import type { PersonKey } from '../../../test/org-fixture';
import { beginCheck, result, score, seal, signFor } from '../../../test/spot-check-fixture';
import { makeId } from '../../platform/ids';
import { MongoService } from '../../platform/mongo';
import { checkCollection } from './spot-check.collection';

const sha256 = (message: Uint8Array) => createHash('sha256').update(message).digest();

let kit: Kit;

beforeAll(async () => {
  kit = await Kit.start();
});
afterAll(() => kit.stop());

const at = (minute: number) => new Date(Date.now() - 3_600_000 + minute * 60_000).toISOString();

interface Said {
  /** Minutes into an hour that began an hour ago, by the phone. */
  minute?: number;
  as?: PersonKey;
  /** What the phone showed; left out by an older phone. */
  shown?: CheckResult[];
  refusalReason?: string;
}

function write(minute: number | undefined) {
  return { ...phoneWrite(), ...(minute === undefined ? {} : { deviceAt: at(minute) }) };
}

async function sign(check: SpotCheck, key: PersonKey, said: Said = {}): Promise<SpotCheck> {
  const { minute, as = 'inspector', shown, refusalReason = null } = said;
  const personId = kit.people[key]._id;
  const { code, version } = check.checklist;
  const seen = shown && seenBy(sha256, { checklist: { code, version }, results: shown }, personId);
  const body = {
    ...write(minute),
    ...{ personId, answer: null, signatureId: refusalReason === null ? makeId() : null },
    ...{ refusalReason, seen },
  };
  return kit.ok(c.appendSignoff, { params: { checkId: check.id }, body }, as);
}

async function save(check: SpotCheck, results: CheckResult[], said: Said = {}) {
  const { minute, as = 'inspector' } = said;
  const body = { ...write(minute), results };
  return kit.ok(c.appendResults, { params: { checkId: check.id }, body }, as);
}

async function sealRefused(check: SpotCheck): Promise<string[]> {
  const input = { params: { checkId: check.id }, body: phoneWrite() };
  const { details } = await kit.fails(c.sealCheck, input, 'inspector', 'CHECK_INCOMPLETE');
  return (details as NonNullable<ErrorBody['details']>).map((one) => one.message);
}

const signers = ({ signoffs }: SpotCheck) => signoffs.map((one) => one.personId);

describe('a signature', () => {
  it('is gone once what was signed changes, kept beside the check, and asked for by name', async () => {
    const { officer, auxiliary } = kit.people;
    const check = await beginCheck(kit);
    const first = [result('A1', officer._id), result('A1', auxiliary._id)];
    await save(check, first);
    await sign(check, 'officer', { shown: first });
    await sign(check, 'auxiliary', { shown: first, refusalReason: '要先问队长' });
    const changed = await save(check, [result('A1', officer._id, 'fault')]);
    expect(signers(changed)).toEqual([auxiliary._id]);
    expect(changed.pastSignoffs?.map((one) => one.personId)).toEqual([officer._id]);
    expect(await sealRefused(check)).toEqual([`打分改过，要再签：${officer.name}`]);
    await sign(check, 'officer', { shown: changed.results.map(({ deduction: _, ...one }) => one) });
    const sealed = await seal(kit, check);
    expect(signers(sealed).sort()).toEqual([auxiliary._id, officer._id].sort());
    expect(sealed.pastSignoffs?.map((one) => one.personId)).toEqual([officer._id]);
  });

  it('and a refusal are gone with the team’s items, too; who never signed is named apart', async () => {
    const { officer, auxiliary } = kit.people;
    const check = await beginCheck(kit);
    const first = [result('A1', officer._id)];
    await save(check, first);
    await sign(check, 'officer', { shown: first, refusalReason: '不认' });
    await save(check, [result('D1', null, 'fault')], { as: 'inspector2' });
    expect(await sealRefused(check)).toEqual([
      `没签名，也没注明拒签：${auxiliary.name}`,
      `打分改过，要再签：${officer.name}`,
    ]);
  });

  it('stands by what the phones scored, in whatever order they are heard', async () => {
    const { officer } = kit.people;
    const mine = [result('A1', officer._id)];
    const acts: Record<string, (check: SpotCheck) => Promise<unknown>> = {
      scored: (check) => save(check, mine, { minute: 10 }),
      signed: (check) => sign(check, 'officer', { minute: 11, shown: mine }),
      older: (check) =>
        save(check, [result('A1', officer._id, 'fault')], { minute: 5, as: 'inspector2' }),
      newer: (check) =>
        save(check, [result('A1', officer._id, 'fault')], { minute: 15, as: 'inspector2' }),
      undone: (check) => save(check, mine, { minute: 16, as: 'inspector2' }),
    };
    const stands = async (...order: string[]) => {
      const check = await beginCheck(kit, ['officer']);
      for (const name of order) await acts[name]!(check);
      const found = await kit.ok(c.findCheck, { params: { checkId: check.id } }, 'inspector');
      return signers(found).length === 1;
    };
    // What the other scored before it was signed on this phone has been overwritten here.
    expect(await stands('older', 'scored', 'signed')).toBe(true);
    expect(await stands('scored', 'signed', 'older')).toBe(true);
    expect(await stands('newer', 'scored', 'signed')).toBe(false);
    expect(await stands('scored', 'signed', 'newer')).toBe(false);
    expect(await stands('scored', 'newer', 'signed', 'undone')).toBe(true);
    expect(await stands('scored', 'signed', 'newer', 'undone')).toBe(true);
  });

  it('of an older phone, which does not say what it showed, is tied to what had come before it', async () => {
    const { officer } = kit.people;
    const check = await beginCheck(kit, ['officer']);
    await save(check, [result('A1', officer._id)]);
    expect(signers(await sign(check, 'officer'))).toEqual([officer._id]);
    expect(signers(await save(check, [result('A2', officer._id)]))).toEqual([]);
    expect(signers(await sign(check, 'officer'))).toEqual([officer._id]);
    await seal(kit, check);
  });

  it('of a check sealed before signatures were tied to anything stays', async () => {
    const { officer } = kit.people;
    const check = await beginCheck(kit, ['officer']);
    await score(kit, check.id, [result('A1', officer._id)]);
    await signFor(kit, check);
    await seal(kit, check);
    const checks = (await kit.get(MongoService)).collection(checkCollection);
    await checks.updateOne(
      { _id: check.id },
      { $unset: { pastSignoffs: '', 'signoffs.0.seen': '' }, $set: { results: [] } },
    );
    const found = await kit.ok(c.findCheck, { params: { checkId: check.id } }, 'inspector');
    expect(signers(found)).toEqual([officer._id]);
  });

  it('is shown past only to whom it is of, like the others', async () => {
    const { officer, auxiliary } = kit.people;
    const check = await beginCheck(kit);
    await save(check, [result('A1', officer._id), result('A1', auxiliary._id)]);
    await signFor(kit, check);
    await save(check, [result('D1', null, 'fault')]);
    await signFor(kit, check);
    await seal(kit, check);
    const found = await kit.ok(c.findCheck, { params: { checkId: check.id } }, 'officer');
    expect(found.pastSignoffs?.map((one) => one.personId)).toEqual([officer._id]);
  });
});
