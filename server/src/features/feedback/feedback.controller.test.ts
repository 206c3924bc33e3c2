import { feedbackContract, noticeContract, type Feedback } from '@qiangji/shared-types';
import { Kit, phoneWrite } from '../../../test/kit';
import type { PersonKey } from '../../../test/org-fixture';

let kit: Kit;

beforeAll(async () => {
  kit = await Kit.start();
});

afterAll(async () => {
  await kit.stop();
});

const words = (more: { anonymous?: boolean; text?: string } = {}) => ({
  ...phoneWrite(),
  text: '值班表排得太晚',
  anonymous: false,
  mediaIds: [],
  ...more,
});

async function sent(as: PersonKey, more = {}): Promise<Feedback> {
  return kit.ok(feedbackContract.send, { body: words(more) }, as);
}

describe('complaints and suggestions', () => {
  it('arrive once and are seen by their sender with their state', async () => {
    const body = words();
    await kit.ok(feedbackContract.send, { body }, 'officer', (one) => {
      expect(one).toMatchObject({ state: 'open', answers: [], version: 1 });
    });
    await kit.ok(feedbackContract.send, { body }, 'officer');
    const other = { ...body, text: '另一件事' };
    await kit.fails(feedbackContract.send, { body: other }, 'officer', 'OP_ID_REUSED');
    await kit.ok(feedbackContract.listMine, {}, 'officer', (page) => {
      expect(page.items).toHaveLength(1);
    });
    await kit.ok(feedbackContract.listMine, {}, 'leader', (page) => {
      expect(page.items).toHaveLength(0);
    });
  });

  it('are answered and closed by the campaign office, and the sender is told', async () => {
    const { id: feedbackId } = await sent('officer2');
    const params = { feedbackId };
    const early = { ...phoneWrite(), version: 1 };
    await kit.fails(feedbackContract.close, { params, body: early }, 'office', 'STATE_CONFLICT');
    const body = { ...phoneWrite(), version: 1, text: '下月起改为两班' };
    await kit.ok(feedbackContract.answer, { params, body }, 'office', (one) => {
      expect(one).toMatchObject({ state: 'answered', version: 2 });
      expect(one.sender).toMatchObject({ name: '李国强', unitName: '湖塘中队' });
    });
    await kit.ok(feedbackContract.answer, { params, body }, 'office', (one) => {
      expect(one.answers).toHaveLength(1);
    });
    const late = { ...phoneWrite(), version: 1, text: '再答一次' };
    await kit.fails(feedbackContract.answer, { params, body: late }, 'office', 'VERSION_CONFLICT');
    const done = { ...phoneWrite(), version: 2 };
    await kit.ok(feedbackContract.close, { params, body: done }, 'office', (one) => {
      expect(one).toMatchObject({ state: 'closed', version: 3 });
    });
    const after = { ...phoneWrite(), version: 3, text: '补一句' };
    await kit.fails(feedbackContract.answer, { params, body: after }, 'office', 'STATE_CONFLICT');
    const inbox = await kit.ok(noticeContract.listMine, {}, 'officer2');
    expect(inbox.items.map((one) => one.title)).toEqual(['投诉建议已办结', '投诉建议有答复']);
  });

  it('keep the sender unknown to the office where asked to', async () => {
    const { id } = await sent('siblingOfficer', { anonymous: true, text: '不想留名' });
    await kit.ok(feedbackContract.listAll, { query: { state: 'open' } }, 'office', (page) => {
      const one = page.items.find((item) => item.id === id);
      expect(one).toMatchObject({ sender: null, text: '不想留名' });
      const { _id, name, unitPath } = kit.people.siblingOfficer;
      for (const trace of [_id, name, unitPath]) {
        expect(JSON.stringify(page)).not.toContain(trace);
      }
    });
  });

  it('are nobody else’s business', async () => {
    const { id: feedbackId } = await sent('officer3');
    const params = { feedbackId };
    const body = { ...phoneWrite(), version: 1, text: '答' };
    const refused = ['leader', 'bureauLeader', 'inspector', 'liaison', 'officer3'] as const;
    for (const as of refused) {
      await kit.fails(feedbackContract.listAll, {}, as, 'FORBIDDEN');
      await kit.fails(feedbackContract.answer, { params, body }, as, 'FORBIDDEN');
    }
    await kit.fails(feedbackContract.answer, { params, body }, 'outsiderOffice', 'NOT_FOUND');
    const close = { ...phoneWrite(), version: 1 };
    await kit.fails(feedbackContract.close, { params, body: close }, 'outsiderOffice', 'NOT_FOUND');
    const theirs = await kit.ok(feedbackContract.listAll, {}, 'outsiderOffice');
    expect(theirs.items).toEqual([]);
  });
});
