import { spotCheckContract, type CheckResult, type SpotCheck } from '@qiangji/shared-types';
import { Kit, phoneWrite } from '../../../test/kit';
import { beginCheck, result, score, seal, signFor } from '../../../test/spot-check-fixture';

const { acknowledge, listFindings, settleDispute } = spotCheckContract;

let kit: Kit;
let first: SpotCheck;

async function checked(found: CheckResult[]): Promise<SpotCheck> {
  const check = await beginCheck(kit, ['officer']);
  await score(kit, check.id, found);
  await signFor(kit, check);
  return seal(kit, check);
}

beforeAll(async () => {
  kit = await Kit.start();
  const { officer } = kit.people;
  first = await checked([result('A1', officer._id, 'fault')]);
  const onSite = { fixedOnSite: true };
  await checked([
    result('A2', officer._id, 'fault', onSite),
    result('B1', officer._id, 'fault', onSite),
  ]);
});

afterAll(async () => {
  await kit.stop();
});

it('lists what is to be put right, however many newer ones were put right on site', async () => {
  const two = { limit: 2 };
  await kit.ok(listFindings, { query: two }, 'leader', (page) => {
    expect(page.items.map((one) => one.needsNotice)).toEqual([false, false]);
    expect(page.nextCursor).not.toBeNull();
  });
  for (const as of ['leader', 'office', 'officer', 'inspector'] as const) {
    await kit.ok(listFindings, { query: { ...two, open: '1' } }, as, (page) => {
      expect(page.items.map((one) => [one.itemCode, one.needsNotice])).toEqual([['A1', true]]);
      expect(page.nextCursor).toBeNull();
    });
  }
  const { items } = await kit.ok(listFindings, { query: { open: '1' } }, 'siblingLeader');
  expect(items).toEqual([]);
});

it('lists nothing as to be put right that was taken back', async () => {
  const params = { checkId: first.id };
  const words = { ...phoneWrite(), disagree: true, answer: '有登记' };
  await kit.ok(acknowledge, { params, body: words }, 'officer');
  const open = async () => (await kit.ok(listFindings, { query: { open: '1' } }, 'leader')).items;
  // A dispute by itself puts nothing right.
  expect(await open()).toMatchObject([{ itemCode: 'A1', disputed: true, withdrawn: false }]);
  const { _id: personId } = kit.people.officer;
  const body = { ...phoneWrite(), personId, outcome: 'withdrawn' as const, reason: '看了登记' };
  await kit.ok(settleDispute, { params, body }, 'inspector');
  expect(await open()).toEqual([]);
  await kit.ok(listFindings, {}, 'leader', (page) => {
    expect(page.items.at(-1)).toMatchObject({ itemCode: 'A1', withdrawn: true });
  });
});
