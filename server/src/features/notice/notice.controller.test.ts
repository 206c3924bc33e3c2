import { noticeContract } from '@qiangji/shared-types';
import { Kit, phoneWrite } from '../../../test/kit';
import type { PersonKey } from '../../../test/org-fixture';
import { NoticeService, type NewNotice } from './index';

let kit: Kit;

beforeAll(async () => {
  kit = await Kit.start();
});

afterAll(async () => {
  await kit.stop();
});

function noticeFor(who: PersonKey, key: string): NewNotice {
  const { _id, unitPath } = kit.people[who];
  const link = { feature: 'spot-check', id: 'x' };
  return { personId: _id, unitPath, kind: 'result', title: '督察结果', text: '已封存', link, key };
}

describe('the inbox', () => {
  it('is told the same thing once, however often and by whomever it is told', async () => {
    const service = await kit.get(NoticeService);
    await Promise.all([1, 2, 3].map(() => service.append(noticeFor('officer', 'same'))));
    await service.appendAll([noticeFor('officer', 'same'), noticeFor('officer', 'other')]);
    await service.append(noticeFor('officer2', 'same'));
    await kit.ok(noticeContract.listMine, {}, 'officer', (body) => {
      expect(body).toMatchObject({ unread: 2, nextCursor: null });
      expect(body.items.map((one) => one.readAt)).toEqual([null, null]);
      expect(body.items[0]).toMatchObject({ title: '督察结果', link: { feature: 'spot-check' } });
    });
    await kit.ok(noticeContract.listMine, {}, 'officer2', (body) => {
      expect(body.unread).toBe(1);
    });
  });

  it('pages newest first', async () => {
    const service = await kit.get(NoticeService);
    await service.appendAll([1, 2, 3, 4, 5].map((n) => noticeFor('leader', `n${n}`)));
    const first = await kit.ok(noticeContract.listMine, { query: { limit: 3 } }, 'leader');
    const cursor = first.nextCursor ?? '';
    const rest = await kit.ok(noticeContract.listMine, { query: { limit: 3, cursor } }, 'leader');
    const ids = [...first.items, ...rest.items].map((one) => one.id);
    expect(ids).toEqual([...ids].sort().reverse());
    expect(new Set(ids).size).toBe(5);
  });

  it('marks as read once, and refuses what is not mine or an op used for another', async () => {
    const service = await kit.get(NoticeService);
    await service.append(noticeFor('auxiliary', 'a'));
    await service.append(noticeFor('auxiliary', 'b'));
    const { items } = await kit.ok(noticeContract.listMine, {}, 'auxiliary');
    const noticeIds = [items[0]!.id];
    const body = { ...phoneWrite(), noticeIds };
    await kit.fails(noticeContract.markRead, { body }, 'officer', 'NOT_FOUND');
    await kit.fails(noticeContract.markRead, { body }, 'bureauLeader', 'NOT_FOUND');
    await kit.ok(noticeContract.markRead, { body }, 'auxiliary', (answer) => {
      expect(answer.unread).toBe(1);
    });
    await kit.ok(noticeContract.markRead, { body }, 'auxiliary', (answer) => {
      expect(answer.unread).toBe(1);
    });
    const other = { ...body, noticeIds: [items[1]!.id] };
    await kit.fails(noticeContract.markRead, { body: other }, 'auxiliary', 'OP_ID_REUSED');
    const after = await kit.ok(noticeContract.listMine, {}, 'auxiliary');
    expect(after.items.map((one) => one.readAt !== null)).toEqual([true, false]);
  });
});
