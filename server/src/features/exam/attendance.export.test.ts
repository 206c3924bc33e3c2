import ExcelJS from 'exceljs';
import { clockOf, dayOf, drawFrom, examContract, type Exam } from '@qiangji/shared-types';
import { phoneWrite, type Kit } from '../../../test/kit';
import { AccessLog } from '../../platform/access-log';
import { now } from '../../platform/clock';
import { MongoService } from '../../platform/mongo';
import { hmacSha256 } from './envelope.rules';
import {
  beginExams,
  examDraft,
  handIn,
  makeExam,
  publishedExam,
  start,
  statesOf,
} from './exam.test-kit';

let kit: Kit;
let paperId: string;
let exam: Exam;

beforeAll(async () => {
  ({ kit, paperId } = await beginExams(6, 3));
  // A name that a workbook would count with.
  const people = (await kit.get(MongoService)).db.collection<{ _id: string }>('org_persons');
  await people.updateOne({ _id: kit.people.auxiliary._id }, { $set: { name: '=1+1' } });
  exam = await publishedExam(kit, examDraft(paperId, now()));
});

afterAll(() => kit.stop());

async function rowsOf(examId: string, sheet = '到考'): Promise<unknown[][]> {
  const file = await kit.ok(
    examContract.exportAttendance,
    { params: { examId } },
    'office',
    (got) => expect((got as ArrayBuffer).byteLength).toBeGreaterThan(0),
  );
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(file as ArrayBuffer);
  const rows: unknown[][] = [];
  book.getWorksheet(sheet)?.eachRow((row) => rows.push((row.values as unknown[]).slice(1)));
  return rows;
}

it('says while the exam runs who sits it and where each stands, of which moment, and no points', async () => {
  const written = await start(kit, exam.id, 'officer');
  await start(kit, exam.id, 'officer2');
  await handIn(kit, written.attempt.id, 1, 'officer');
  const { version } = (await statesOf(kit, exam.id)).get(kit.people.leader._id)!;
  const put = { ...phoneWrite(), version, deferred: 'leave' as const, note: null };
  const times = { opensAt: null, closesAt: null, extraMin: 0 };
  const params = { examId: exam.id, personId: kit.people.leader._id };
  await kit.ok(examContract.changeSitting, { params, body: { ...put, times } }, 'office');
  const from = now();
  const [head, ...rows] = await rowsOf(exam.id);
  const moments = [from, now()].map((at) => `${dayOf(at)} ${clockOf(at)} 的情况`);
  expect(moments).toContain(head?.[2]);
  expect(head?.filter((_, at) => at !== 2)).toEqual([
    '单位',
    '姓名',
    '原因',
    '收到通知',
    '开考',
    '交卷',
  ]);
  const byName = new Map(rows.map((row) => [row[1], row]));
  const moment = expect.stringMatching(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}$/) as string;
  expect(byName.get('陈立')).toEqual([
    '湖塘中队',
    '陈立',
    '已交卷',
    undefined,
    undefined,
    moment,
    moment,
  ]);
  expect(byName.get('李国强')).toEqual([
    '湖塘中队',
    '李国强',
    '正在答',
    undefined,
    undefined,
    moment,
  ]);
  expect(byName.get('马骏')).toEqual(['湖塘中队', '马骏', '顺延', '请假']);
  expect(byName.get('=1+1')).toEqual(['湖塘中队', '=1+1', '还没开考']);
});

it('is taken out by whoever keeps the exam once it was sent out, and noted with everybody in it', async () => {
  const params = { examId: exam.id };
  const noted = jest.spyOn(await kit.get(AccessLog), 'appendAll');
  await rowsOf(exam.id);
  const what = { readerId: kit.people.office._id, what: 'exam_attendance', recordId: exam.id };
  expect(noted.mock.calls.flat(2)).toContainEqual({ ...what, subjectId: kit.people.officer._id });
  for (const as of ['officer', 'leader', 'bureauLeader'] as const) {
    await kit.fails(examContract.exportAttendance, { params }, as, 'FORBIDDEN');
  }
  await kit.fails(examContract.exportAttendance, { params }, 'outsiderOffice', 'NOT_FOUND');
  const draft = await makeExam(kit, examDraft(paperId, now()));
  const unsent = { params: { examId: draft.id } };
  await kit.fails(examContract.exportAttendance, unsent, 'office', 'STATE_CONFLICT');
});

it('holds the draw where some were drawn by lot, so that whoever doubts it draws again', async () => {
  const draft = examDraft(paperId, now());
  const sampled = await publishedExam(kit, {
    ...draft,
    audience: { ...draft.audience, sample: 3 },
  });
  const noted = jest.spyOn(await kit.get(AccessLog), 'appendAll');
  const [head, ...rows] = await rowsOf(sampled.id, '抽签');
  const [, seed = ''] = /^种子 ([0-9a-f]{64})，/.exec(String(head?.at(-1))) ?? [];
  const candidates = rows.map((row) => String(row[1]));
  const again = drawFrom(hmacSha256, seed, 'audience', candidates, 3);
  // Whoever was not drawn stands in it too, and is told who took it out.
  const subjects = noted.mock.calls.flat(2).map((one) => one.subjectId);
  expect([...subjects].sort()).toEqual([...candidates].sort());
  noted.mockRestore();
  const drawn = rows.filter((row) => row[4] === '是').map((row) => String(row[1]));
  expect(drawn).toHaveLength(3);
  expect([...again].sort()).toEqual([...drawn].sort());
  const seated = await statesOf(kit, sampled.id);
  expect([...seated.keys()].sort()).toEqual([...drawn].sort());
  expect(await rowsOf(exam.id, '抽签')).toEqual([]);
});
