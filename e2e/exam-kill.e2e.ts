import { mkdtempSync, rmSync } from 'node:fs';
import os, { tmpdir } from 'node:os';
import { join } from 'node:path';
import { examContract, type BankQuestion, type QuestionAnswer } from '@qiangji/shared-types';
import { MongoClient, type Db } from 'mongodb';
import { OwnDatabase } from './lib/database';
import {
  confirmQuestions,
  fixedPaper,
  openExam,
  personWith,
  signInAs,
  someAnswer,
} from './lib/exam';
import { freePort, makeId, Service } from './lib/service';

const WRITERS = 6;
const KILL_AFTER = 120;
const KILLS = ['service', 'database', 'service', 'database'] as const;
const limits = { RATE_BURST: '100000', RATE_PER_SECOND: '100000' };

interface Kept {
  code: string;
  answer: QuestionAnswer;
}

/** Somebody who answers as fast as they can, and sends again what was not acknowledged. */
class Writer {
  readonly acknowledged = new Map<number, Kept>();
  private seq: number;

  constructor(
    private readonly token: string,
    readonly attemptId: string,
    firstSeq: number,
    private readonly questions: readonly BankQuestion[],
  ) {
    this.seq = firstSeq;
  }

  /** Until an answer is not acknowledged: then the next run begins with it. */
  async run(service: Service, onAcknowledged: () => void): Promise<void> {
    const params = { attemptId: this.attemptId };
    for (;;) {
      const question = this.questions[this.seq % this.questions.length]!;
      const answer = someAnswer(question, this.seq % 2 === 0);
      const write = { opId: makeId(), deviceAt: new Date().toISOString(), seq: this.seq };
      const body = { ...write, questionCode: question.code, answer };
      const sent = await service
        .raw(examContract.appendAnswer, { params, body }, this.token)
        .catch(() => null);
      if (sent?.status !== 200) return;
      this.acknowledged.set(this.seq, { code: question.code, answer });
      this.seq += 1;
      onAcknowledged();
    }
  }
}

interface EventRow {
  _id: string;
  type: string;
  attemptId: string;
  seq: number;
  code: string;
  answer: QuestionAnswer;
}

/** Acknowledged answers that the journal does not hold just as they were. */
async function missingOf(db: Db, { attemptId, acknowledged }: Writer): Promise<number[]> {
  const events = await db
    .collection<EventRow>('exam_events')
    .find({ attemptId, type: 'answer' })
    .toArray();
  const bySeq = new Map(events.map(({ seq, code, answer }) => [seq, { code, answer }]));
  expect(bySeq.size).toBe(events.length);
  // Whatever was not acknowledged is one answer at most: the one that was on its way.
  expect(events.length - acknowledged.size).toBeLessThanOrEqual(1);
  return [...acknowledged].flatMap(([seq, kept]) =>
    JSON.stringify(bySeq.get(seq)) === JSON.stringify(kept) ? [] : [seq],
  );
}

describe('kill -9 of the service and of the database in the middle of an exam', () => {
  it('loses no acknowledged answer, doubles none, and the exam goes on', async () => {
    const home = mkdtempSync(join(tmpdir(), 'qj-exam-kill-'));
    const databasePort = await freePort();
    let database = await OwnDatabase.start(home, databasePort);
    const where = { uri: database.uri, database: 'qj_exam_kill', env: limits };
    await Service.seedPeople(where);
    let service = await Service.start(where);
    const port = service.port;
    let client = await MongoClient.connect(database.uri, { runtimeAdapters: { os } });
    try {
      const { writers, sessions, examId } = await begin(service, client.db(where.database));
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
        for (const writer of writers) {
          expect(await missingOf(client.db(where.database), writer)).toEqual([]);
        }
      }
      for (const [index, writer] of writers.entries()) {
        const body = {
          opId: makeId(),
          deviceAt: new Date().toISOString(),
          no: 1,
          deviceId: makeId(),
        };
        const { attempt } = await service.call(
          examContract.startAttempt,
          { params: { examId }, body },
          sessions[index],
        );
        const last = new Map(
          [...writer.acknowledged.values()].map((one) => [one.code, one.answer]),
        );
        const shown = new Map(attempt.answers.map((one) => [one.code, one.answer]));
        // At most the one answer that was on its way stands before what was acknowledged.
        const others = [...last].filter(
          ([code, answer]) => JSON.stringify(shown.get(code)) !== JSON.stringify(answer),
        );
        expect(others.length).toBeLessThanOrEqual(1);
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
  const questions = await confirmQuestions(service, accessToken, { single: 5 });
  const paper = await fixedPaper(service, accessToken, '断电也不丢', questions);
  const exam = await openExam(service, accessToken, paper.id, {});
  const sittings = await db
    .collection<{ personId: string; examId: string }>('exam_sittings')
    .find({ examId: exam.id })
    .limit(WRITERS)
    .toArray();
  const writers: Writer[] = [];
  const sessions: string[] = [];
  for (const { personId } of sittings) {
    const session = await signInAs(db, service, personId);
    const body = { opId: makeId(), deviceAt: new Date().toISOString(), no: 1, deviceId: makeId() };
    const { attempt } = await service.call(
      examContract.startAttempt,
      { params: { examId: exam.id }, body },
      session.accessToken,
    );
    writers.push(new Writer(session.accessToken, attempt.id, attempt.nextSeq, questions));
    sessions.push(session.accessToken);
  }
  return { writers, sessions, examId: exam.id };
}
