import { mediaContract, quizContract } from '@qiangji/shared-types';
import ExcelJS from 'exceljs';
import { Kit, phoneWrite } from '../../../test/kit';
import { sendPicture } from '../../../test/picture';
import { makeId } from '../../platform/ids';
import { MongoService } from '../../platform/mongo';
import { importCollection } from './import.collection';
import { keepImport, ours, readImport, textFile } from './import.test-kit';

let kit: Kit;

beforeAll(async () => {
  kit = await Kit.start();
});
afterAll(() => kit.stop());

const question = (code: string, more: object = {}) => ({
  code,
  body: {
    kind: 'single',
    stem: `情形 ${code}：先做哪一步？`,
    media: [],
    options: ['a', 'b'].map((id) => ({ id, text: `${code} 的做法 ${id}` })),
  },
  key: { kind: 'single', answer: ['b'] },
  explanation: `${code} 先亮证。`,
  topic: 'uniform',
  ...more,
});
const json = (...questions: unknown[]) => textFile(ours(questions));
const named = (fileName: string) => ({ fileName, topic: 'uniform' });
const find = (code: string) =>
  kit.ok(quizContract.findQuestion, { params: { code } }, 'legalOfficer');

it('tells all that is bad in a table, however much: the page shows the first two hundred', async () => {
  const bad = Array.from({ length: 250 }, () => ({ body: 1 }));
  const ready = await readImport(kit, json(question('f-1'), ...bad), named('多.json'));
  expect(ready.counts).toMatchObject({ good: 1, bad: 250 });
  expect(ready.problems).toHaveLength(200);
  const params = { id: ready.id };
  const bytes: unknown = await kit.ok(quizContract.importReport, { params }, 'office', (body) => {
    expect((body as ArrayBuffer).byteLength).toBeGreaterThan(1000);
  });
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(bytes as ArrayBuffer);
  const sheet = book.getWorksheet('不对的');
  expect(sheet?.rowCount).toBe(251);
  expect(sheet?.getRow(251).getCell(1).text).toBe('第 251 题');
  await kit.fails(quizContract.importReport, { params }, 'outsiderOffice', 'NOT_FOUND');
  await kit.fails(quizContract.importReport, { params }, 'leader', 'FORBIDDEN');
  const clean = await readImport(kit, json(question('f-2')), named('好.json'));
  const none = { params: { id: clean.id } };
  await kit.fails(quizContract.importReport, none, 'office', 'NOT_FOUND');
});

it('leaves out all that is there already by one word, those too that no page lists, but for some', async () => {
  const alike = (i: number) => {
    const one = question(`t-${i}`);
    const stem = `交接班时两个人要一起清点执法记录仪和对讲机，这一次由谁来记，第 ${i} 次`;
    const options = ['a', 'b'].map((id) => ({ id, text: `做法 ${id}` }));
    return { ...one, body: { ...one.body, stem, options } };
  };
  const file = json(...Array.from({ length: 261 }, (_, i) => alike(i)));
  const ready = await readImport(kit, file, named('像.json'));
  expect(ready.counts).toMatchObject({ good: 261, twins: 260 });
  expect(ready.twins).toHaveLength(200);
  const { own, other } = ready.twins[199]?.sides ?? {};
  expect(own?.lines.map(({ name, right, against }) => [name, right, against])).toEqual([
    ['题型', null, 'same'],
    ['题干', null, 'differs'],
    ['选项 A', false, 'same'],
    ['选项 B', true, 'same'],
  ]);
  expect(other?.lines[2]).toMatchObject({ text: '做法 a', right: false });
  const params = { id: ready.id };
  await kit.fails(quizContract.findImport, { params }, 'leader', 'FORBIDDEN');
  await kit.fails(quizContract.findImport, { params }, 'outsiderOffice', 'NOT_FOUND');
  const done = await keepImport(kit, ready, {
    state: 'draft',
    twins: 'leave_out',
    keepTwins: [5, 250],
  });
  // The first of them, which is like nothing before it, and the two that were named.
  expect(done.kept).toEqual({ added: 3, changed: 0, left: 258 });
  expect(done).toMatchObject({ counts: { twins: 260 }, twins: [] });
});

it('asks for a file anew where it is not known any more what of it is there already', async () => {
  const ready = await readImport(kit, json(question('o-1')), named('旧.json'));
  const imports = (await kit.get(MongoService)).collection(importCollection);
  // As one that was read before this was kept.
  await imports.updateOne({ _id: ready.id }, { $unset: { twinNumbers: '' } });
  const params = { id: ready.id };
  const body = { state: 'draft' as const, twins: 'leave_out' as const };
  const asked = { params, body };
  const said = await kit.fails(quizContract.keepImport, asked, 'legalOfficer', 'STATE_CONFLICT');
  expect(said.message).toContain('请重新选一次文件');
  // A phone of before says nothing of twins: they are kept.
  const done = await keepImport(kit, ready, { state: 'draft' });
  expect(done.kept).toMatchObject({ added: 1 });
});

it('leaves out of use what its file says is, and lets no file change what the keepers say', async () => {
  const file = json(question('s-1', { state: 'retired' }), question('s-2'));
  await keepImport(kit, await readImport(kit, file, named('退.json')), { state: 'active' });
  expect([(await find('s-1')).state, (await find('s-2')).state]).toEqual(['retired', 'active']);
  const other = json(
    question('s-1', {
      ...{ state: 'active', explanation: '换了说法。', reviewer: '某某' },
      verified: { state: 'archive_checked', who: '某某', when: null, text: '' },
    }),
    question('s-2', { state: 'retired', reviewer: '某某' }),
  );
  const ready = await readImport(kit, other, named('改.json'));
  expect(ready.counts).toMatchObject({ changed: 1, unchanged: 1 });
  expect(ready.notes).toEqual([expect.stringContaining('2 题的状态、核对或审题人和题库里的不同')]);
  await keepImport(kit, ready, { state: 'active' });
  expect(await find('s-1')).toMatchObject({
    ...{ state: 'retired', explanation: '换了说法。', reviewer: null },
    verified: { state: 'unverified' },
  });
  expect((await find('s-2')).state).toBe('active');
});

it('takes no explanation away: not by a file that has none, nor by hand while the question is in use', async () => {
  const stem = '执法时先做什么？';
  const gift = (why: string) => textFile(`// [id:g-1]\n::g-1::${stem} {=亮证 ~开单${why}}\n`);
  await keepImport(kit, await readImport(kit, gift('####先亮证。'), named('题.gift.txt')), {
    state: 'active',
  });
  const again = await readImport(kit, gift(''), named('题.gift.txt'));
  expect(again.counts).toMatchObject({ unchanged: 1, changed: 0 });
  const other = textFile(`// [id:g-1]\n::g-1::${stem} {=先亮证 ~开单}\n`);
  await keepImport(kit, await readImport(kit, other, named('题.gift.txt')), { state: 'active' });
  const found = await find('g-1');
  expect(found).toMatchObject({ version: 2, state: 'active', explanation: '先亮证。' });
  const { body, key, topic, law, difficulty, author, revision } = found;
  const draft = { body, key, explanation: '', topic, law, difficulty, author };
  const params = { code: 'g-1' };
  const write = { ...phoneWrite(), revision, draft };
  const input = { params, body: write };
  await kit.fails(quizContract.changeQuestion, input as never, 'legalOfficer', 'VALIDATION_FAILED');
});

it('says which pictures the bureau does not have, and that a file names them only', async () => {
  const known = await sendPicture(kit, 'legalOfficer', 'question');
  const body = (code: string, mediaId: string) => ({ ...question(code).body, media: [mediaId] });
  const file = json(
    question('p-1', { body: body('p-1', known.id), topic: 'recorder' }),
    question('p-2', { body: body('p-2', makeId()), topic: 'recorder' }),
  );
  const ready = await readImport(kit, file, named('图.json'));
  expect(ready.notes).toEqual([expect.stringContaining('有 1 张图片本局没有')]);
  await keepImport(kit, ready, { state: 'active' });
  const seen = await kit.call(mediaContract.picture, { params: { mediaId: known.id } }, 'officer');
  expect(seen.status).toBe(200);
  const query = { topic: 'recorder' };
  const losses = (format: 'json' | 'gift') =>
    kit.ok(quizContract.findLosses, { params: { format }, query }, 'office');
  expect(await losses('json')).toMatchObject({ pictures: 2, losses: [] });
  const gift = await losses('gift');
  expect(gift.pictures).toBe(0);
  expect(gift.losses).toContainEqual({ what: '图片', questions: 2 });
});

it('reads the text files of Chinese Windows, says so, and refuses what would lose letters', async () => {
  // 查着装先查什么？ A. 帽徽 B. 天气 ANSWER: A, as Notepad writes it.
  const bytes = Buffer.from(
    'b2e9d7c5d7b0cfc8b2e9cab2c3b4a3bf0d0a412e20c3b1bbd50d0a422e20ccecc6f80d0a414e535745523a20410d0a',
    'hex',
  );
  const ready = await readImport(kit, new Blob([bytes]), named('题.txt'));
  expect(ready).toMatchObject({ state: 'ready', encoding: 'GBK', counts: { good: 1, bad: 0 } });
  expect(ready.preview[0]?.stem).toBe('查着装先查什么？');
  const torn = await readImport(kit, new Blob([bytes.subarray(0, 15)]), named('题.txt'));
  expect(torn).toMatchObject({
    state: 'refused',
    encoding: null,
    refusal: expect.stringContaining('文件里的字认不出来'),
  });
});
