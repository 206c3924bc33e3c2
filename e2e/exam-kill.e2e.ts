import { mkdtempSync, rmSync } from 'node:fs';
import os, { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  examContract,
  examResultContract,
  fullAnswer,
  gradeAnswer,
  type AnswerGrade,
  type BankQuestion,
  type Paper,
  type QuestionAnswer,
} from '@qiangji/shared-types';
import { MongoClient, type Db } from 'mongodb';
import { OwnDatabase } from './lib/database';
import { confirmQuestions, fixedPaper, openExam, personWith, signInAs } from './lib/exam';
import { freePort, makeId, Service } from './lib/service';

const WRITERS = 6;
const KILL_AFTER = 120;
const KILLS = ['service', 'database', 'service', 'database'] as const;
const limits = { RATE_BURST: '100000', RATE_PER_SECOND: '100000' };

interface Kept {
  code: string;
  answer: QuestionAnswer;
}

/** One option that the key does not name. */
function wrongAnswer({ body, key }: BankQuestion): QuestionAnswer {
  if (!('options' in body) || !('answer' in key)) throw new Error('a question without options');
  const wrong = body.options.find(({ id }) => !key.answer.includes(id));
  return { kind: body.kind, chosen: wrong ? [wrong.id] : [] };
}

/** Somebody who answers as fast as they can, and sends again what was not acknowledged. */
class Writer {
  readonly acknowledged = new Map<number, Kept>();
  private seq: number;

  constructor(
    readonly token: string,
    readonly personId: string,
    readonly attemptId: string,
    firstSeq: number,
    private readonly questions: readonly BankQuestion[],
  ) {
    this.seq = firstSeq;
  }

  /** Until an answer is not acknowledged: then the next run begins with it. */
  async run(service: Service, onAcknowledged: () => void): Promise<void> {
    while (await this.answer(service)) onAcknowledged();
  }

  /** Whether the next answer was acknowledged; a right one and a wrong one by turns. */
  async answer(service: Service): Promise<boolean> {
    const params = { attemptId: this.attemptId };
    const question = this.questions[this.seq % this.questions.length]!;
    const isRight = this.seq % 2 === 0;
    const answer = isRight ? fullAnswer(question.key) : wrongAnswer(question);
    const write = { opId: makeId(), deviceAt: new Date().toISOString(), seq: this.seq };
    const body = { ...write, questionCode: question.code, answer };
    const sent = await service
      .raw(examContract.appendAnswer, { params, body }, this.token)
      .catch(() => null);
    if (sent?.status !== 200) return false;
    this.acknowledged.set(this.seq, { code: question.code, answer });
    this.seq += 1;
    return true;
  }

  /** The answer to each question that was acknowledged last. */
  latest(): Map<string, QuestionAnswer> {
    return new Map([...this.acknowledged.values()].map(({ code, answer }) => [code, answer]));
  }
}

interface EventRow {
  _id: string;
  /** An answer, as JSON; other events have none. */
  said: string;
}

/** Acknowledged answers that the journal does not hold just as they were. */
async function missingOf(db: Db, { attemptId, acknowledged }: Writer): Promise<number[]> {
  const events = await db
    .collection<EventRow>('exam_events')
    .find({ _id: { $gte: `${attemptId}:`, $lt: `${attemptId};` }, said: { $exists: true } })
    .toArray();
  const bySeq = new Map(
    events.map(({ _id, said }) => {
      const { code, answer } = JSON.parse(said) as { code: string; answer: QuestionAnswer };
      return [Number(_id.slice(attemptId.length + 1)), { code, answer }];
    }),
  );
  expect(bySeq.size).toBe(events.length);
  // Whatever was not acknowledged is one answer at most: the one that was on its way.
  expect(events.length - acknowledged.size).toBeLessThanOrEqual(1);
  return [...acknowledged].flatMap(([seq, kept]) =>
    JSON.stringify(bySeq.get(seq)) === JSON.stringify(kept) ? [] : [seq],
  );
}

interface GradedRow {
  _id: string;
  personId: string;
  state: string;
  final: boolean;
  grades: AnswerGrade[];
  centi: number;
  maxCenti: number;
}

/** As though the service had been away until the exam was over: nobody waits an hour for that. */
async function letItBeOver(db: Db, examId: string): Promise<void> {
  const closesAt = new Date(Date.now() - 5 * 60_000);
  const opensAt = new Date(closesAt.getTime() - 60 * 60_000);
  await db
    .collection<{ _id: string }>('exam_exams')
    .updateOne({ _id: examId }, { $set: { opensAt, closesAt, lastCloseAt: closesAt } });
  await db.collection('exam_writing').updateMany({ examId }, { $set: { endsAt: closesAt } });
  // What ran when its process was killed is leased for minutes.
  const collect = { _id: 'exam-collect' };
  const free = { leaseUntil: closesAt, dueAt: closesAt };
  await db.collection<{ _id: string }>('jobs').updateOne(collect, { $set: free });
}

async function untilSettled(db: Db, examId: string): Promise<void> {
  const settled = { _id: examId, settledAt: { $ne: null } };
  const exams = db.collection<{ _id: string; settledAt: Date | null }>('exam_exams');
  const limit = Date.now() + 120_000;
  while ((await exams.countDocuments(settled)) === 0) {
    if (Date.now() > limit) throw new Error('the exam was never settled');
    await new Promise((done) => setTimeout(done, 200));
  }
}

/** What the acknowledged answers deserve by the bank's own keys, in hundredths of a point by question. */
function deservedBy(writer: Writer, questions: readonly BankQuestion[], { draft }: Paper) {
  const { content, gradeRule } = draft;
  if (content.method !== 'fixed') throw new Error('a paper of other questions');
  const latest = writer.latest();
  const byCode = new Map(questions.map((one) => [one.code, one]));
  return new Map(
    content.questions.map(({ code, points }) => {
      const { score } = gradeAnswer(byCode.get(code)!, latest.get(code) ?? null, gradeRule);
      return [code, Math.round(points * score * 100)];
    }),
  );
}

describe('kill -9 of the service and of the database in the middle of an exam', () => {
  it('loses no acknowledged answer, doubles none, and grades each paper by them', async () => {
    const home = mkdtempSync(join(tmpdir(), 'qj-exam-kill-'));
    const databasePort = await freePort();
    let database = await OwnDatabase.start(home, databasePort);
    const where = { uri: database.uri, database: 'qj_exam_kill', env: limits };
    await Service.seedPeople(where);
    let service = await Service.start(where);
    const port = service.port;
    let client = await MongoClient.connect(database.uri, { runtimeAdapters: { os } });
    const db = () => client.db(where.database);
    try {
      const { writers, questions, paper, examId } = await begin(service, db());
      for (const kill of KILLS) {
        let count = 0;
        let killed: Promise<unknown> | undefined;
        const onAcknowledged = () => {
          count += 1;
          if (count === KILL_AFTER) {
            killed = kill === 'service' ? service.kill('SIGKILL') : database.kill();
          }
        };
        await Promise.all(writers.map((writer) => writer.run(service, onAcknowledged)));
        expect(count).toBeGreaterThanOrEqual(KILL_AFTER);
        await killed;
        if (kill === 'service') service = await Service.start({ ...where, port });
        else {
          await client.close();
          database = await OwnDatabase.start(home, databasePort);
          client = await MongoClient.connect(database.uri, { runtimeAdapters: { os } });
          await service.until('/readyz', 200);
        }
        for (const writer of writers) expect(await missingOf(db(), writer)).toEqual([]);
      }
      for (const [index, writer] of writers.entries()) {
        // What was on its way when the last kill came is sent again, as a phone does.
        expect(await writer.answer(service)).toBe(true);
        const write = () => ({ opId: makeId(), deviceAt: new Date().toISOString() });
        const again = { ...write(), no: 1, deviceId: makeId() };
        const { attempt } = await service.call(
          examContract.startAttempt,
          { params: { examId }, body: again },
          writer.token,
        );
        const shown = new Map(attempt.answers.map(({ code, answer }) => [code, answer]));
        expect(shown).toEqual(writer.latest());
        // Every second one hands in; from the others it is collected.
        if (index % 2 === 0) continue;
        const params = { attemptId: writer.attemptId };
        const body = { ...write(), seq: attempt.nextSeq };
        await service.call(examContract.submitAttempt, { params, body }, writer.token);
      }

      await service.kill('SIGKILL');
      await letItBeOver(db(), examId);
      service = await Service.start({ ...where, port });
      await untilSettled(db(), examId);
      const rows = await db().collection<GradedRow>('exam_attempts').find({ examId }).toArray();
      expect(rows.map(({ _id }) => _id).sort()).toEqual(writers.map((one) => one.attemptId).sort());
      for (const [index, writer] of writers.entries()) {
        const row = rows.find(({ _id }) => _id === writer.attemptId)!;
        const state = index % 2 === 0 ? 'collected' : 'submitted';
        expect(row).toMatchObject({ personId: writer.personId, state, final: true });
        const deserved = deservedBy(writer, questions, paper);
        const graded = row.grades.map(({ code, points, scoreBp, state: how }) => {
          expect(how).toBe('graded');
          return [code, (points * scoreBp) / 100] as const;
        });
        expect(graded).toHaveLength(deserved.size);
        expect(new Map(graded)).toEqual(deserved);
        const centi = [...deserved.values()].reduce((sum, one) => sum + one, 0);
        // Right and wrong answers come by turns: neither nothing nor everything.
        expect(centi).toBeGreaterThan(0);
        expect(centi).toBeLessThan(row.maxCenti);
        const { attempt } = await service.call(
          examResultContract.findMine,
          { params: { examId } },
          writer.token,
        );
        expect(attempt?.score).toMatchObject({ centi, maxCenti: row.maxCenti, waiting: 0 });
      }
    } finally {
      await client.close();
      await service.kill('SIGTERM');
      await database.stop();
      rmSync(home, { recursive: true, force: true });
    }
  }, 600_000);
});

/** An exam under way, and some people who write it. */
async function begin(service: Service, db: Db) {
  const legal = await signInAs(db, service, await personWith(db, 'legal_officer'));
  const { accessToken } = legal;
  const questions = await confirmQuestions(service, accessToken, {
    single: 3,
    multiple: 1,
    true_false: 1,
  });
  const paper = await fixedPaper(service, accessToken, '断电也不丢', questions);
  const exam = await openExam(service, accessToken, paper.id, {});
  const sittings = await db
    .collection<{ personId: string; examId: string }>('exam_sittings')
    .find({ examId: exam.id })
    .limit(WRITERS)
    .toArray();
  const writers: Writer[] = [];
  for (const { personId } of sittings) {
    const session = await signInAs(db, service, personId);
    const body = { opId: makeId(), deviceAt: new Date().toISOString(), no: 1, deviceId: makeId() };
    const { attempt } = await service.call(
      examContract.startAttempt,
      { params: { examId: exam.id }, body },
      session.accessToken,
    );
    const { id, nextSeq } = attempt;
    writers.push(new Writer(session.accessToken, personId, id, nextSeq, questions));
  }
  return { writers, questions, paper, examId: exam.id };
}
