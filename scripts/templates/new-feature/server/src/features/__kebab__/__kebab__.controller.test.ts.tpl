import { __camel__Contract } from '@qiangji/shared-types';
import { Kit, phoneWrite } from '../../../test/kit';

let kit: Kit;

beforeAll(async () => {
  kit = await Kit.start();
});

afterAll(async () => {
  await kit.stop();
});

const words = (more: { day?: string; text?: string } = {}) => ({
  ...phoneWrite(),
  day: '2026-01-05',
  text: '路口已清',
  ...more,
});

describe('entries', () => {
  it('arrive once, and are seen by their writer only', async () => {
    const body = words();
    await kit.ok(__camel__Contract.appendEntry, { body }, 'officer', (entry) => {
      expect(entry).toMatchObject({ day: '2026-01-05', text: '路口已清' });
    });
    await kit.ok(__camel__Contract.appendEntry, { body }, 'officer');
    const other = { ...body, text: '另一件事' };
    await kit.fails(__camel__Contract.appendEntry, { body: other }, 'officer', 'OP_ID_REUSED');
    await kit.ok(__camel__Contract.listEntries, {}, 'officer', (page) => {
      expect(page.items.map((entry) => entry.text)).toEqual(['路口已清']);
    });
    for (const as of ['officer2', 'leader', 'outsider'] as const) {
      expect((await kit.ok(__camel__Contract.listEntries, {}, as)).items).toEqual([]);
    }
  });

  it('come newest first, page by page', async () => {
    for (const text of ['一', '二', '三']) {
      await kit.ok(__camel__Contract.appendEntry, { body: words({ text }) }, 'auxiliary');
    }
    const query = { limit: 2 };
    const first = await kit.ok(__camel__Contract.listEntries, { query }, 'auxiliary');
    const next = { ...query, cursor: first.nextCursor ?? '' };
    const second = await kit.ok(__camel__Contract.listEntries, { query: next }, 'auxiliary');
    const texts = [...first.items, ...second.items].map((entry) => entry.text);
    expect(texts).toEqual(['三', '二', '一']);
    expect(second.nextCursor).toBeNull();
  });

  it('are never about a day to come', async () => {
    const body = words({ day: '2199-01-01' });
    await kit.fails(__camel__Contract.appendEntry, { body }, 'officer', 'DATE_IN_FUTURE');
  });
});
