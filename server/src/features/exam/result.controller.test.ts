import ExcelJS from 'exceljs';
import { authContract, examResultContract } from '@qiangji/shared-types';
import { Kit, phoneWrite } from '../../../test/kit';
import { UNITS } from '../../../test/org-fixture';
import { linesOf } from '../../../test/pdf-text';
import { makeId } from '../../platform/ids';
import { MongoService } from '../../platform/mongo';
import { attemptCollection } from './attempt.collection';
import { chose, QUESTIONS, satExam, solved, wrote, type Sat } from './result.test-kit';

let kit: Kit;
let sat: Sat;

const MINUTE_MS = 60_000;
const paramsOf = ({ exam }: Sat) => ({ examId: exam._id });

beforeAll(async () => {
  kit = await Kit.start();
  const sitters = {
    // By machine 20 and 5 of 40 points; 10 and 5 more wait for a person.
    officer: { one: chose('a'), two: chose('b'), own: wrote('因为'), both: solved('c', '因为') },
    officer2: { one: chose('a'), two: chose('a') },
    auxiliary: 'absent',
    siblingOfficer: { one: chose('b') },
    officer3: 'deferred',
  } as const;
  sat = await satExam(kit, sitters, { passBp: 7_000 });
});

afterAll(async () => {
  await kit.stop();
});

describe('my own result', () => {
  it('shows score, answers, keys and explanations once all of it may be seen', async () => {
    await kit.ok(examResultContract.findMine, { params: paramsOf(sat) }, 'officer2', (mine) => {
      const late = { keys: true, explanations: true };
      expect(mine.shown).toEqual({ score: true, itemScores: true, answers: true, ...late });
      const score = { centi: 1_000, maxCenti: 4_000, waiting: 0, passed: false };
      expect(mine.attempt?.score).toEqual(score);
      const [one, two] = mine.attempt?.items ?? [];
      expect(one).toMatchObject({ code: 'one', scoreBp: 10_000, explanation: '解析 one' });
      expect(two).toMatchObject({ scoreBp: 0, key: QUESTIONS.two!.key, answer: chose('a') });
    });
  });

  it('waits for a person where a person has to mark', async () => {
    const mine = await kit.ok(examResultContract.findMine, { params: paramsOf(sat) }, 'officer');
    expect(mine.attempt?.score).toMatchObject({ waiting: 2, passed: null });
    expect(mine.attempt?.items?.find((one) => one.code === 'own')?.scoreBp).toBeNull();
  });

  it('gives nothing away before its stage, not even which answers were right', async () => {
    const review = {
      score: 'after_submit',
      answers: 'after_submit',
      keys: 'after_close',
      explanations: 'when_released',
    } as const;
    const open = await satExam(
      kit,
      { officer: { one: chose('a') }, officer2: {} },
      { review, closedAgoMs: -10 * MINUTE_MS },
    );
    const mine = await kit.ok(examResultContract.findMine, { params: paramsOf(open) }, 'officer');
    expect(mine.attempt?.score).toMatchObject({ centi: 1_000 });
    // Others are still asked what this paper asks: it may not be read by then, whatever was promised before.
    expect(mine.shown).toMatchObject({ score: true, itemScores: false, answers: false });
    expect(mine.attempt?.items).toBeNull();
    expect(JSON.stringify(mine)).not.toContain('解析');
    expect(JSON.stringify(mine)).not.toContain('criteria');
  });

  it('shows nothing of a stage that never comes', async () => {
    const never = 'never' as const;
    const review = { score: never, answers: never, keys: never, explanations: never };
    const closed = await satExam(kit, { officer: { one: chose('a') } }, { review });
    const mine = await kit.ok(examResultContract.findMine, { params: paramsOf(closed) }, 'officer');
    expect(mine.attempt).toMatchObject({ score: null, items: null });
  });

  it('is nobody else’s, and without a paper there is none', async () => {
    const params = paramsOf(sat);
    await kit.fails(examResultContract.findMine, { params }, 'leader', 'NOT_FOUND');
    await kit.fails(examResultContract.findMine, { params }, 'outsider', 'NOT_FOUND');
    const absent = await kit.ok(examResultContract.findMine, { params }, 'auxiliary');
    expect(absent.attempt).toBeNull();
  });
});

describe('results by unit', () => {
  it('count what there is, by unit and not by score', async () => {
    await kit.ok(examResultContract.findResults, { params: paramsOf(sat) }, 'office', (found) => {
      expect(found.units.map((one) => one.unitPath)).toEqual([UNITS.squadron, UNITS.sibling]);
      expect(found.units[0]).toMatchObject({
        unitName: '湖塘中队',
        assigned: 4,
        handedIn: 2,
        absent: 1,
        deferred: 1,
        waiting: 1,
        passed: 0,
        failed: 1,
        meanBp: 2_500,
      });
      expect(found.units[1]).toMatchObject({ handedIn: 1, passed: 0, failed: 1, meanBp: 0 });
      expect(found.total).toMatchObject({ assigned: 5, handedIn: 3, meanBp: 1_250 });
    });
  });

  it('show a leader one’s own people, in no order of scores, and are kept in the access log', async () => {
    const params = paramsOf(sat);
    const found = await kit.ok(examResultContract.findResults, { params }, 'leader');
    expect(found.units.map((one) => one.unitPath)).toEqual([UNITS.squadron]);
    await kit.ok(examResultContract.listPeople, { params }, 'leader', (page) => {
      expect(page.items.map((one) => [one.name, one.state, one.score?.centi ?? null])).toEqual([
        ['陈立', 'submitted', 2_000],
        ['李国强', 'submitted', 1_000],
        ['周敏', 'absent', null],
        ['沈洁', 'deferred', null],
      ]);
    });
    const two = await kit.ok(
      examResultContract.listPeople,
      { params, query: { limit: 3 } },
      'office',
    );
    const query = { limit: 3, cursor: two.nextCursor ?? '' };
    const rest = await kit.ok(examResultContract.listPeople, { params, query }, 'office');
    expect([...two.items, ...rest.items]).toHaveLength(5);
  });

  it('are nobody’s while the exam is open, nor another bureau’s', async () => {
    const open = await satExam(kit, { officer: {} }, { closedAgoMs: -10 * MINUTE_MS });
    const params = paramsOf(open);
    for (const route of [
      examResultContract.findResults,
      examResultContract.listPeople,
      examResultContract.findStatistics,
      examResultContract.exportResults,
    ]) {
      await kit.fails(route, { params }, 'office', 'STATE_CONFLICT');
      await kit.fails(route, { params: paramsOf(sat) }, 'officer', 'FORBIDDEN');
      await kit.fails(route, { params: paramsOf(sat) }, 'outsiderOffice', 'NOT_FOUND');
    }
  });
});

describe('statistics of an exam', () => {
  it('count wholly marked papers, question by question', async () => {
    await kit.ok(
      examResultContract.findStatistics,
      { params: paramsOf(sat) },
      'office',
      (found) => {
        // officer2 with 10 points and siblingOfficer with none; officer's paper still waits.
        expect(found).toMatchObject({ waiting: 1 });
        expect(found.test).toMatchObject({ people: 2, meanCenti: 500, medianCenti: 500 });
        const one = found.questions.find((question) => question.code === 'one');
        expect(one).toMatchObject({ people: 2, facilityBp: 5_000, points: 10, intendedBp: 2_500 });
        // Too few people for advice, and the rest of their papers does not differ.
        expect(one).toMatchObject({ discriminationBp: null, advice: [] });
        expect(one?.tables[0]?.options.map((option) => option.chosen)).toEqual([1, 1, 0, 0]);
      },
    );
  });
});

describe('what was noticed', () => {
  it('is listed with each absence, for a person to judge, and every word is kept', async () => {
    const { attempts, exam } = await satExam(kit, { officer: { one: chose('a') }, officer2: {} });
    const attemptId = attempts.officer!._id;
    const mongo = await kit.get(MongoService);
    const at = new Date(exam.opensAt.getTime() + MINUTE_MS);
    const noticed = { $set: { leaves: 1, absences: [{ at, awayMs: 20_000 }], devices: 2 } };
    await mongo.collection(attemptCollection).updateOne({ _id: attemptId }, noticed);
    const params = { examId: exam._id };
    const before = await kit.ok(examResultContract.listFlags, { params }, 'office');
    expect(before.items).toHaveLength(1);
    // They see who looked; whoever did nothing that was noticed has nobody to see.
    const readers = async (as: 'officer' | 'officer2') => {
      const { items } = await kit.ok(authContract.listMyReaders, {}, as);
      return items.filter(({ what }) => what === 'exam_flags').map(({ readerName }) => readerName);
    };
    expect([await readers('officer'), await readers('officer2')]).toEqual([
      [kit.people.office.name],
      [],
    ]);
    const absences = [{ at: at.toISOString(), awayMs: 20_000 }];
    expect(before.items[0]).toMatchObject({ attemptId, name: '陈立', absences, judgement: null });
    const judge = (outcome: string, note: string) => ({ ...phoneWrite(), outcome, note });
    const one = { params: { ...params, attemptId }, body: judge('talked', '问过了') };
    await kit.call(examResultContract.judgeFlag, one, 'office');
    const two = { ...one, body: { ...phoneWrite(), outcome: 'nothing' as const, note: '接电话' } };
    await kit.ok(examResultContract.judgeFlag, two, 'legalOfficer', (word) => {
      expect(word).toMatchObject({ outcome: 'nothing', note: '接电话', who: '𠮷田法' });
    });
    await kit.ok(examResultContract.listFlags, { params }, 'office', (page) => {
      expect(page.items[0]?.judgement).toMatchObject({ outcome: 'nothing' });
    });
    const mine = await kit.ok(examResultContract.findMine, { params }, 'officer');
    expect(mine.attempt?.score).toMatchObject({ centi: 1_000 });
    // Whoever it is about reads what became of it; of whom nothing was noticed there is nothing to read.
    const judgement = { outcome: 'nothing', note: '接电话', who: '𠮷田法' };
    expect(mine.flags).toMatchObject([
      { no: 1, leaves: 1, devices: 2, late: 0, absences, judgement },
    ]);
    expect((await kit.ok(examResultContract.findMine, { params }, 'officer2')).flags).toEqual([]);
    const missing = { params: { ...params, attemptId: makeId() }, body: two.body };
    await kit.fails(examResultContract.judgeFlag, missing, 'office', 'NOT_FOUND');
    await kit.fails(examResultContract.listFlags, { params }, 'leader', 'FORBIDDEN');
    await kit.fails(examResultContract.judgeFlag, two, 'outsiderOffice', 'NOT_FOUND');
  });
});

/** The cells of a workbook's sheet, row by row. */
async function rowsOf(bytes: ArrayBuffer, sheet: string): Promise<unknown[][]> {
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(bytes);
  expect(book.worksheets.map((one) => one.name)).toEqual(['单位', '成绩', '到考']);
  const found: unknown[][] = [];
  book.getWorksheet(sheet)?.eachRow((row) => found.push((row.values as unknown[]).slice(1)));
  return found;
}

/** The cells of a printed table by its headings, from the line that begins with these on. */
function tableOf(pdf: Buffer, headings: string): Record<string, string>[] {
  const lines = linesOf(pdf);
  const at = lines.findIndex((line) => [...line.values()].join('').startsWith(headings));
  const head = lines[at] ?? new Map<number, string>();
  return lines
    .slice(at + 1)
    .map((line) => Object.fromEntries([...line].map(([x, text]) => [head.get(x) ?? '', text])));
}

describe('results taken out', () => {
  it('hold units, scores and attendance in a workbook', async () => {
    const params = paramsOf(sat);
    let bytes = new ArrayBuffer(0);
    await kit.ok(examResultContract.exportResults, { params }, 'office', (file) => {
      bytes = file as ArrayBuffer;
      expect(bytes.byteLength).toBeGreaterThan(1_000);
    });
    const units = await rowsOf(bytes, '单位');
    expect(units[1]).toEqual(['湖塘中队', 4, 2, 1, 1, 0, 1, 0, 1, '25.0%']);
    const scores = await rowsOf(bytes, '成绩');
    expect(scores).toContainEqual(['湖塘中队', '李国强', 10, 40, undefined, '不合格']);
    expect(scores).toContainEqual(['湖塘中队', '陈立', 20, 40, 2, '待评分']);
    expect(scores).toContainEqual(['湖塘中队', '周敏']);
    const told = expect.stringMatching(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}$/) as string;
    const away = ['湖塘中队', '沈洁', '顺延', '在岗执勤', told];
    expect(await rowsOf(bytes, '到考')).toContainEqual(away);
  });

  it('hold the same to print', async () => {
    const params = paramsOf(sat);
    let pdf = Buffer.alloc(0);
    await kit.ok(examResultContract.exportPrint, { params }, 'office', (file) => {
      pdf = Buffer.from(file as ArrayBuffer);
      expect(pdf.subarray(0, 5).toString('latin1')).toBe('%PDF-');
    });
    const [title, line] = linesOf(pdf).map((one) => [...one.values()].join(''));
    expect(title).toBe('第 3 期 成绩');
    expect(line).toMatch(/^合格线 70%，制表 \d{4}-\d{2}-\d{2} \d{2}:\d{2}$/);
    expect(tableOf(pdf, '单位应考')[0]).toEqual({
      ...{ 单位: '湖塘中队', 应考: '4', 交卷: '2', 缺考: '1', 顺延: '1', 没通知到: '0' },
      ...{ 待评分: '1', 合格: '0', 不合格: '1', 平均得分率: '25.0%' },
    });
    const scores = tableOf(pdf, '单位姓名得分');
    const scored = { 单位: '湖塘中队', 姓名: '李国强', 得分: '10', 满分: '40', 结果: '不合格' };
    expect(scores).toContainEqual(scored);
    expect(tableOf(pdf, '单位姓名情况')).toContainEqual({
      ...{ 单位: '湖塘中队', 姓名: '沈洁', 情况: '顺延', 原因: '在岗执勤' },
      收到通知: expect.stringMatching(/^\d{4}-/) as string,
    });
    await kit.fails(examResultContract.exportPrint, { params }, 'leader', 'FORBIDDEN');
    await kit.fails(examResultContract.exportPrint, { params }, 'outsiderOffice', 'NOT_FOUND');
  });

  it('leave empty what there is no figure for, and print a zero where it is one', async () => {
    const half = await satExam(kit, { officer: { one: chose('b') }, siblingOfficer: 'absent' });
    const params = paramsOf(half);
    const book = await kit.ok(examResultContract.exportResults, { params }, 'office');
    expect((await rowsOf(book as ArrayBuffer, '单位')).slice(1, 3)).toEqual([
      ['湖塘中队', 1, 1, 0, 0, 0, 0, 0, 1, '0.0%'],
      ['牛塘中队', 1, 0, 1, 0, 0, 0],
    ]);
    const printed = await kit.ok(examResultContract.exportPrint, { params }, 'office');
    const [some, none] = tableOf(Buffer.from(printed as ArrayBuffer), '单位应考');
    expect(some).toMatchObject({ 单位: '湖塘中队', 合格: '0', 不合格: '1', 平均得分率: '0.0%' });
    expect(none).toEqual({
      ...{ 单位: '牛塘中队', 应考: '1', 交卷: '0', 缺考: '1', 顺延: '0', 没通知到: '0' },
      待评分: '0',
    });
  });
});
