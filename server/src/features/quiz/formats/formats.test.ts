import { isChoice, type BankFormat } from '@qiangji/shared-types';
import ExcelJS from 'exceljs';
import fc from 'fast-check';
import { sameContent, type NewContent } from '../content.rules';
import { FORMATS, writeQuestionTemplate, type BankItem } from '.';
import { rich, unique } from './bank-item.test-kit';
import { settle } from './item';
import { formatOf, readFile } from './read';

const topics = new Map([
  ['亮证持证', 'enforcement_id'],
  ['enforcement_id', 'enforcement_id'],
  ['uniform', 'uniform'],
]);

/** The last day on which a check can have been. */
const TODAY = '2026-01-05';

async function roundTrip(format: BankFormat, items: readonly BankItem[]) {
  const written = await FORMATS[format].write(items);
  expect(formatOf(written.bytes, `x.${FORMATS[format].extension}`)).toBe(
    items.length === written.leftOut.length && format === 'aiken' ? 'gift' : format,
  );
  const read = await readFile(format, written.bytes, topics);
  const settled = read.items.map((one) => settle(one, { topic: 'uniform' }, topics, TODAY));
  const problems = settled.flatMap((one) => ('problems' in one ? one.problems : []));
  expect(problems).toEqual([]);
  const back = settled.flatMap((one) => ('item' in one ? [one.item] : []));
  return { ...written, back };
}

describe('JSON and our table', () => {
  it.each(['json', 'xlsx'] as const)(
    'carry everything: %s',
    async (format) => {
      await fc.assert(
        fc.asyncProperty(fc.oneof(unique, rich), async (items) => {
          const { back, losses, leftOut } = await roundTrip(format, items);
          expect([losses, leftOut]).toEqual([[], []]);
          expect(back).toHaveLength(items.length);
          items.forEach((item, i) => {
            const { content, ...rest } = back[i]!;
            expect(rest).toEqual({
              code: item.code,
              state: item.state,
              verified: item.verified,
              reviewer: item.reviewer,
            });
            expect(sameContent(content, item.content)).toBe(true);
            expect(content.fact).toBe(item.content.fact);
          });
        }),
        { numRuns: format === 'xlsx' ? 40 : 100 },
      );
    },
    120_000,
  );
});

/** Puts back what a body and its key lost, by place, where the whole of it is listed as lost. */
function putBack(content: NewContent, before: NewContent, lost: ReadonlySet<string>): void {
  if (lost.has('图片')) content.body = { ...content.body, media: before.body.media };
  const [old, oldKey] = [before.body, before.key];
  if (lost.has('题型（判断、单选会认混）') && isChoice(content.body) && 'answer' in content.key) {
    const kind = old.kind === 'true_false' ? old.kind : 'single';
    content.body = { ...content.body, kind };
    content.key = { ...content.key, kind };
  }
  const { body, key } = content;
  if (!isChoice(body) || !isChoice(old) || !('answer' in key) || !('answer' in oldKey)) return;
  if (lost.has('判断题选项的文字')) {
    const options = body.options.map((one, i) => ({ ...one, text: old.options[i]?.text ?? '' }));
    content.body = { ...body, options };
  }
  if (lost.has('选项的内部编号')) {
    const idOf = new Map(body.options.map((one, i) => [one.id, old.options[i]?.id ?? '']));
    const given = isChoice(content.body) ? content.body.options : [];
    const options = given.map((one) => ({ ...one, id: idOf.get(one.id) ?? '' }));
    content.body = { ...body, options };
    content.key = { ...key, answer: key.answer.map((id) => idOf.get(id) ?? '') };
  }
}

describe('formats of others', () => {
  it.each(['gift', 'moodle', 'aiken'] as const)(
    'bring back what they can hold, and tell what they cannot: %s',
    async (format) => {
      await fc.assert(
        fc.asyncProperty(unique, async (items) => {
          const { back, losses, leftOut } = await roundTrip(format, items);
          const held = items.filter((one) => !leftOut.includes(one.code));
          expect(back).toHaveLength(held.length);
          held.forEach((item, i) => {
            const lost = new Set(
              losses.filter((one) => one.code === item.code).map((one) => one.what),
            );
            const content = { ...back[i]!.content };
            // What is listed as lost is put back by hand; all the rest must have come by itself.
            putBack(content, item.content, lost);
            if (lost.has('解析')) content.explanation = item.content.explanation;
            if (lost.has('专题')) content.topic = item.content.topic;
            if (lost.has('难度')) content.difficulty = item.content.difficulty;
            if (lost.has('法规依据')) content.law = item.content.law;
            if (lost.has('出题人')) content.author = item.content.author;
            if (!lost.has('编号')) expect(back[i]!.code).toBe(item.code);
            expect(content.body).toEqual(item.content.body);
            expect(sameContent(content, { ...item.content, stem: content.stem })).toBe(true);
          });
        }),
        { numRuns: 100 },
      );
    },
    120_000,
  );
});

const bytes = (text: string) => new TextEncoder().encode(text);

async function problemsOf(format: BankFormat, text: string) {
  const read = await readFile(format, bytes(text), topics);
  const settled = read.items.map((one) => settle(one, { topic: 'uniform' }, topics, TODAY));
  return {
    good: settled.filter((one) => 'item' in one).length,
    problems: settled.flatMap((one) => ('problems' in one ? one.problems : [])),
  };
}

describe('files that are bad', () => {
  it('in GIFT make an answer of what is wholly right, not of what is worth a part beside it', async () => {
    const text = '::a::出生地{~甲 ~%25%乙 ~%50%丙 =丁}\n\n::b::哪两个{~%50%甲 ~%50%乙 ~%-100%丙}\n';
    const file = await readFile('gift', Buffer.from(text), topics);
    const keys = file.items.map(({ raw }) => raw?.key);
    expect(keys).toEqual([
      { kind: 'single', answer: ['d'] },
      { kind: 'multiple', answer: ['a', 'b'] },
    ]);
    expect(file.notes).toEqual(['只对一部分的选项不给分，只认全对的那一个']);
  });

  it('in HTML are brought down to their words, and say that a picture stays behind', async () => {
    const said =
      '&lt;p&gt;&amp;ldquo;&lt;b&gt;亮证&lt;/b&gt;&amp;rdquo;&amp;nbsp;在&amp;#20808;&lt;/p&gt;';
    const xml = (stem: string) => `<quiz><question type="multichoice"><name><text>一</text></name>
      <questiontext format="html"><text>${stem}</text></questiontext>
      <answer fraction="100"><text>先</text></answer><answer fraction="50"><text>后</text></answer>
      <answer fraction="0"><text>都行</text></answer></question></quiz>`;
    const plain = await readFile('moodle', Buffer.from(xml(said)), topics);
    expect(plain.items[0]?.raw?.body.stem).toBe('“亮证” 在先');
    expect(plain.items[0]?.raw?.key).toEqual({ kind: 'single', answer: ['a'] });
    expect(plain.notes).toEqual(['只对一部分的选项不给分，只认全对的那一个']);
    const shown = xml('&lt;img src="@@PLUGINFILE@@/a.png"&gt;看图');
    const pictured = await readFile('moodle', Buffer.from(shown), topics);
    expect(pictured.items[0]?.raw?.body.stem).toBe('看图');
    expect(pictured.notes).toContain('题里的图片没带过来，导入后请在题目里重新配图');
    const gift =
      '::a::[html]<p>&ldquo;亮证&rdquo;</p><img src\\="a.png">{\\=<b>先</b> ~后####<i>先亮</i>}\n';
    const read = await readFile('gift', Buffer.from(gift.replace('{\\=', '{=')), topics);
    expect(read.items[0]?.raw).toMatchObject({
      body: { stem: '“亮证”', options: [{ text: '先' }, { text: '后' }] },
      explanation: '先亮',
    });
    expect(read.notes).toEqual(['题里的图片没带过来，导入后请在题目里重新配图']);
  });

  it('in Moodle bring the unit of the answer, and say that others stay behind', async () => {
    const unit = (name: string, multiplier: string) =>
      `<unit><multiplier>${multiplier}</multiplier><unit_name>${name}</unit_name></unit>`;
    const xml = (...units: string[]) => `<quiz><question type="numerical">
      <questiontext><text>几日？</text></questiontext><answer fraction="100"><text>2</text></answer>
      <units>${units.join('')}</units></question></quiz>`;
    const read = async (...units: string[]) => {
      const { items, notes } = await readFile('moodle', bytes(xml(...units)), topics);
      const { body } = items[0]!.raw!;
      return [body.kind === 'numeric' ? body.unit : 'another kind', notes];
    };
    const left = ['计算题只认答案本来的单位，换算的单位没带过来'];
    expect(await read()).toEqual([null, []]);
    expect(await read(unit('日', '1'))).toEqual(['日', []]);
    expect(await read(unit('小时', '24'), unit('日', '1.0'))).toEqual(['日', left]);
    expect(await read(unit('小时', '24'))).toEqual([null, left]);
  });

  it('in GIFT cost only the question whose braces do not close', async () => {
    const text = '好题一 {T}\n\n坏题 {=甲 ~乙\n\n好题二 {=甲 ~乙}\n\n}\n\n说明\n';
    const { good, problems } = await problemsOf('gift', text);
    expect(good).toBe(2);
    expect(problems.map(({ place, reason }) => [place, reason])).toEqual([
      ['第 3 行起', 'syntax'],
      ['第 7 行起', 'syntax'],
      ['第 9 行起', 'no_answer'],
    ]);
  });

  it('in XML are never expanded nor fetched', async () => {
    const bomb = `<?xml version="1.0"?><!DOCTYPE q [<!ENTITY a "x"><!ENTITY b "&a;&a;">]><quiz>&b;</quiz>`;
    const outside = `<!DOCTYPE q [<!ENTITY e SYSTEM "file:///etc/passwd">]><quiz>&e;</quiz>`;
    for (const text of [bomb, outside]) {
      expect(await problemsOf('moodle', text)).toMatchObject({
        good: 0,
        problems: [{ place: '文件', reason: 'doctype' }],
      });
    }
    const undeclared = await problemsOf('moodle', '<quiz>\n<question>&lol;</question></quiz>');
    expect(undeclared.problems[0]).toMatchObject({ reason: 'not_xml' });
    const deep = await problemsOf('moodle', '<a>'.repeat(100_000));
    expect(deep.problems[0]).toMatchObject({ reason: 'too_deep' });
    const torn = await problemsOf('moodle', '<quiz><question type="truefalse">');
    expect(torn.problems[0]).toMatchObject({ reason: 'not_xml' });
  });

  it('in Aiken and JSON are told by place', async () => {
    const aiken = await problemsOf(
      'aiken',
      '题一\nA. 甲\nB. 乙\nANSWER: B\n\n题二\nA. 甲\nC. 乙\nANSWER: A\n题三\nA. 甲\nB. 乙\n',
    );
    expect(aiken.good).toBe(1);
    expect(aiken.problems.map(({ place, reason }) => [place, reason])).toEqual([
      ['第 6 行起', 'options_order'],
      ['第 10 行起', 'no_answer'],
    ]);
    expect((await problemsOf('json', '{"format":"qiangji-questions",')).problems[0]).toMatchObject({
      reason: 'not_json',
    });
    const one = await problemsOf('json', '{"format":"qiangji-questions","questions":[{"body":1}]}');
    expect(one.problems[0]).toMatchObject({ place: '第 1 题', reason: 'invalid' });
  });

  it('of more questions than the limit are refused before anything is parsed', async () => {
    const many = bytes('题 {T}\n\n'.repeat(100_000));
    await expect(readFile('gift', many, topics)).rejects.toThrow('一次最多 20000 题');
  });
});

describe('a table of somebody else', () => {
  const asked = ['题目', '答案', '选项A', '选项B'];

  async function bookOf(sheets: Record<string, string[][]>): Promise<Buffer> {
    const workbook = new ExcelJS.Workbook();
    for (const [name, rows] of Object.entries(sheets)) workbook.addWorksheet(name).addRows(rows);
    return Buffer.from(await workbook.xlsx.writeBuffer());
  }

  it('with a sheet for each kind is read whole, and the sheet that fits nothing is named', async () => {
    const file = await bookOf({
      填写说明: [['须知'], ['一行一题']],
      单选题: [asked, ['先做什么？', 'A', '亮证', '开单']],
      多选题: [asked, ['查什么？', 'AB', '着装', '证件'], ['只有一个答案', 'A', '甲', '乙']],
      判断题: [
        ['试题内容', '标准答案'],
        ['亮证在先', '对'],
      ],
      填空: [asked.slice(0, 2), ['忘了留空', '亮证']],
    });
    const read = await readFile('xlsx', file, topics);
    expect(read.needsMapping).toBe(false);
    expect(read.items.map(({ place, raw }) => [place, raw?.body.kind, raw?.body.stem])).toEqual([
      ['“单选题”第 2 行', 'single', '先做什么？'],
      ['“多选题”第 2 行', 'multiple', '查什么？'],
      ['“多选题”第 3 行', 'multiple', '只有一个答案'],
      ['“判断题”第 2 行', 'true_false', '亮证在先'],
      ['“填空”第 2 行', 'fill_in', '忘了留空'],
    ]);
    const problems = read.items.flatMap((one) => one.problems);
    expect(problems.map(({ place, reason }) => [place, reason])).toEqual([
      ['“多选题”第 3 行，答案', 'not_multiple'],
      ['“填空”第 2 行，题目', 'no_blank'],
    ]);
    expect(read.notes).toEqual(['工作表“填写说明”没有读：第 1 行认不出“题干”和“答案”两列']);
    // Each field once: what a person would say anew must not be said twice already.
    const fields = read.columns.flatMap(({ field }) => field ?? []);
    expect(fields).toEqual(['stem', 'answer', 'option_a', 'option_b']);
    expect(read.columns.map((one) => one.heading)).toContain('须知');
  });

  it('leaves out a sheet that is hidden, and says so', async () => {
    const workbook = new ExcelJS.Workbook();
    workbook.addWorksheet('单选题').addRows([asked, ['先做什么？', 'A', '亮证', '开单']]);
    const old = workbook.addWorksheet('旧题', { state: 'hidden' });
    old.addRows([asked, ['作废的？', 'A', '甲', '乙']]);
    const file = Buffer.from(await workbook.xlsx.writeBuffer());
    const { items, notes } = await readFile('xlsx', file, topics);
    expect(items).toHaveLength(1);
    expect(notes).toEqual(['工作表“旧题”没有读：它隐藏了，要读就先取消隐藏']);
  });

  it('is not refused for a long sheet beside the questions', async () => {
    const ledger = Array.from({ length: 20_001 }, (_, i) => [`${i}`]);
    const file = await bookOf({
      题目: [asked, ['先做什么？', 'A', '亮证', '开单']],
      台账: [['编号'], ...ledger],
    });
    const { items, notes } = await readFile('xlsx', file, topics);
    expect(items).toHaveLength(1);
    expect(notes).toEqual(['工作表“台账”没有读：第 1 行认不出“题干”和“答案”两列']);
  });

  it('says a day of the check that is none, or is still to come, and no such row is good', async () => {
    const heads = ['题干', '答案', '核对状态', '核对日期'];
    const day = (when: string) => [`核对于 ${when}`, '对', '已对存档文本', when];
    const days = ['2026-13-45', '2025-02-29', '2026-01-06', '2026/1/5', '2026-01-05', ''];
    const file = await bookOf({ 题目: [heads, ...days.map(day)] });
    const { items } = await readFile('xlsx', file, topics);
    const settled = items.map((one) => settle(one, { topic: 'uniform' }, topics, TODAY));
    const told = settled.map((one) => ('problems' in one ? one.problems : []));
    expect(told.map(([one]) => one && [one.place, one.reason])).toEqual([
      ['第 2 行，核对日期', 'not_allowed'],
      ['第 3 行，核对日期', 'not_allowed'],
      ['第 4 行', 'in_future'],
      ['第 5 行，核对日期', 'not_allowed'],
      undefined,
      undefined,
    ]);
    expect(told[2]).toMatchObject([{ message: '核对日期不能晚于今天' }]);
  });

  it('may name the sides of a true/false, in any order, and its answer by word or by letter', async () => {
    const heads = ['题干', '题型', '选项A', '选项B', '答案'];
    const rows = [
      ['甲', '判断', '正确', '错误', '对'],
      ['乙', '判断', '错误', '正确', '对'],
      ['丙', '判断', '合法', '违法', '错'],
      ['丁', '判断', '违法', '合法', 'b'],
      ['戊', '判断', '', '', '√'],
      ['己', '判断', '合法', '', '对'],
      ['庚', '判断', '合法', '违法', '合法吗'],
    ];
    const { items } = await readFile('xlsx', await bookOf({ 题目: [heads, ...rows] }), topics);
    const right = items.map(({ raw, problems }) => {
      const { body, key } = raw!;
      if (problems.length > 0 || !isChoice(body) || !('answer' in key)) return problems[0]?.place;
      return body.options.find((one) => one.id === key.answer[0])?.text;
    });
    const bad = ['第 7 行，选项B', '第 8 行，答案'];
    expect(right).toEqual(['正确', '正确', '违法', '合法', '对', ...bad]);
  });

  it('whose columns are said by hand is read so in every sheet that has them', async () => {
    const heads = ['考什么', '选啥'];
    const file = await bookOf({ 甲: [heads, ['题一', '对']], 乙: [heads, ['题二', '错']] });
    expect(await readFile('xlsx', file, topics)).toMatchObject({ needsMapping: true, items: [] });
    const read = await readFile('xlsx', file, topics, { 考什么: 'stem', 选啥: 'answer' });
    expect(read.items.map(({ place }) => place)).toEqual(['“甲”第 2 行', '“乙”第 2 行']);
  });

  it('gives a template whose example it accepts itself', async () => {
    const read = await readFile('xlsx', await writeQuestionTemplate(), topics);
    expect(read.needsMapping).toBe(false);
    const settled = read.items.map((one) => settle(one, {}, topics, TODAY));
    expect(settled).toHaveLength(1);
    expect('item' in settled[0]! && settled[0].item.content.topic).toBe('enforcement_id');
  });
});
