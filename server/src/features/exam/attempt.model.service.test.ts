import fc from 'fast-check';
import { examContract, type ErrorBody, type QuestionAnswer } from '@qiangji/shared-types';
import { Kit } from '../../../test/kit';
import { shiftClock } from '../../platform/clock';
import { makeId } from '../../platform/ids';
import {
  acts,
  deliveries,
  ENDS_AT,
  GRACE,
  QUESTIONS,
  serve,
  type Act,
  type Delivery,
} from './attempt.model.test-kit';
import { AttemptRepository } from './attempt.repository';
import { foldAttempt } from './attempt.rules';
import {
  blueprint,
  confirmedQuestions,
  examDraft,
  MINUTE,
  publishedExam,
  publishedPaper,
} from './exam.test-kit';

const RUNS = 200;
/** The model's ten seconds are the shortest exam, a minute. */
const SCALE = MINUTE / ENDS_AT;

let kit: Kit;
let paperId: string;
/** Codes of the model's questions in the bank. */
let codes: Map<string, string>;
const began = Date.now();

beforeAll(async () => {
  process.env.RATE_BURST = '1000000';
  kit = await Kit.start();
  const singles = (await confirmedQuestions(kit, 6)).filter(({ key }) => key.kind === 'single');
  codes = new Map(QUESTIONS.map((name, index) => [name, singles[index]!.code]));
  const questions = [...codes.values()].map((code) => ({ code, points: 1 }));
  paperId = (await publishedPaper(kit, blueprint(3, { content: { method: 'fixed', questions } })))
    .id;
});

afterAll(async () => {
  shiftClock(0);
  await kit.stop();
});

const write = () => ({ opId: makeId(), deviceAt: new Date(began).toISOString() });

/** One exam of its own, in which every copy arrives at its moment. */
class Run {
  private constructor(
    private readonly examId: string,
    private readonly attemptId: string,
    private readonly devices: Record<string, string>,
  ) {}

  static async begin(): Promise<Run> {
    shiftClock(0);
    const times = {
      ...examDraft(paperId, began).times,
      durationMin: 1,
      graceS: (GRACE * SCALE) / 1_000,
    };
    const exam = await publishedExam(kit, examDraft(paperId, began, { times }));
    const devices = { phone: makeId(), tablet: makeId() };
    const body = { ...write(), no: 1, deviceId: devices.phone };
    const params = { examId: exam.id };
    const { attempt } = await kit.ok(examContract.startAttempt, { params, body }, 'officer');
    return new Run(exam.id, attempt.id, devices);
  }

  /** `ok`, or the code of the refusal. */
  async deliver({ event, arrives, device }: Delivery): Promise<string> {
    shiftClock(arrives * SCALE);
    const params = { attemptId: this.attemptId };
    const { seq } = event;
    const ask = async (...[contract, input]: Parameters<Kit['call']>) => {
      const { status, body } = await kit.call(contract, input, 'officer');
      return status === 200 ? 'ok' : (body as ErrorBody).code;
    };
    switch (event.type) {
      case 'answer': {
        const body = { ...write(), seq, questionCode: codes.get(event.code), answer: event.answer };
        return ask(examContract.appendAnswer, { params, body }, 'officer');
      }
      case 'leave':
        return ask(
          examContract.appendLeave,
          { params, body: { ...write(), seq, awayMs: 1 } },
          'officer',
        );
      case 'submit':
        return ask(examContract.submitAttempt, { params, body: { ...write(), seq } }, 'officer');
      default: {
        const body = { ...write(), no: 1, deviceId: this.devices[device] };
        return ask(examContract.startAttempt, { params: { examId: this.examId }, body }, 'officer');
      }
    }
  }

  async answers(): Promise<Map<string, QuestionAnswer>> {
    const events = await (await kit.get(AttemptRepository)).listEvents(this.attemptId);
    return new Map(foldAttempt(events).answers.map(({ code, answer }) => [code, answer]));
  }
}

async function agrees(list: readonly Act[]): Promise<void> {
  const run = await Run.begin();
  const sent = deliveries(list);
  const model = serve(sent);
  const said = new Map(model.refused.map(({ delivery, code }) => [delivery, code]));
  for (const delivery of sent) {
    const answer = await run.deliver(delivery);
    if (delivery.event.type === 'take') continue;
    const expected = said.get(delivery) ?? 'ok';
    // A device that never took over is told that another one has the attempt.
    expect(answer).toBe(expected === 'stale' ? 'EXAM_OTHER_DEVICE' : expected);
  }
  const kept = foldAttempt(model.kept).answers;
  expect(await run.answers()).toEqual(
    new Map(kept.map(({ code, answer }) => [codes.get(code), answer])),
  );
}

it('the real service takes, refuses and keeps what the rules say', async () => {
  // Its clock stands still but for what the model says. Set here: spies do not outlive the hooks before a test.
  jest.spyOn(Date, 'now').mockReturnValue(began);
  await fc.assert(fc.asyncProperty(acts, agrees), { numRuns: RUNS, endOnFailure: true });
}, 240_000);
