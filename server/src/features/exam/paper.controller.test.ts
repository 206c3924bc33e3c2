import {
  contracts,
  examContract,
  examResultContract,
  openPaper,
  stemLine,
  type QuestionKey,
} from '@qiangji/shared-types';
import { Kit, phoneWrite } from '../../../test/kit';
import { now } from '../../platform/clock';
import { makeId } from '../../platform/ids';
import { MongoService } from '../../platform/mongo';
import { examCollection } from './exam.collection';
import {
  blueprint,
  confirmedQuestions,
  examDraft,
  handIn,
  makeExam,
  makePaper,
  MINUTE,
  moveClock,
  openGcm,
  publishedExam,
  publishedPaper,
  rightAnswer,
  start,
  type Confirmed,
} from './exam.test-kit';

let kit: Kit;
let questions: Confirmed[];

beforeAll(async () => {
  kit = await Kit.start();
  questions = await confirmedQuestions(kit, 10);
  await publishedPaper(kit, blueprint(5));
});

afterEach(() => moveClock(kit, 0));

afterAll(async () => {
  await kit.stop();
});

describe('papers', () => {
  it('say what is missing, and are frozen once it is there', async () => {
    const draft = await makePaper(kit, blueprint(60));
    const params = { paperId: draft.id };
    expect(draft.problems[0]).toMatchObject({ reason: 'not_enough' });
    const body = { ...phoneWrite(), version: draft.version };
    await kit.fails(examContract.publishPaper, { params, body }, 'office', 'PAPER_IMPOSSIBLE');
    const change = { ...phoneWrite(), version: draft.version, draft: blueprint(4) };
    const changed = await kit.ok(
      examContract.changePaper,
      { params, body: change },
      'office',
      (paper) => {
        expect(paper).toMatchObject({ questions: 4, points: 16, problems: [] });
      },
    );
    await kit.fails(
      examContract.changePaper,
      { params, body: { ...change, ...phoneWrite() } },
      'office',
      'VERSION_CONFLICT',
    );
    const publish = { ...phoneWrite(), version: changed.version };
    const done = await kit.ok(
      examContract.publishPaper,
      { params, body: publish },
      'office',
      (paper) => {
        expect(paper).toMatchObject({
          state: 'published',
          supply: [{ ruleId: 'all', available: 10 }],
        });
      },
    );
    const late = { ...phoneWrite(), version: done.version, draft: blueprint(3) };
    await kit.fails(examContract.changePaper, { params, body: late }, 'office', 'STATE_CONFLICT');
    await kit.ok(
      examContract.archivePaper,
      { params, body: { ...phoneWrite(), version: done.version } },
      'office',
      ({ state }) => {
        expect(state).toBe('archived');
      },
    );
  });

  it('are put away as drafts too, and may still be looked at', async () => {
    const draft = await makePaper(kit, blueprint(3));
    const params = { paperId: draft.id };
    const put = { params, body: { ...phoneWrite(), version: draft.version } };
    const done = await kit.ok(examContract.archivePaper, put, 'office');
    expect(done).toMatchObject({ state: 'archived', questions: 3, frozen: 0, picked: [] });
    expect(await kit.ok(examContract.archivePaper, put, 'office')).toEqual(done);
    expect(await kit.ok(examContract.findPaper, { params }, 'office')).toEqual(done);
  });

  it('are put away once no exam needs them and their keys are out, and are sat no more', async () => {
    const paper = await publishedPaper(kit, blueprint(3));
    const archive = () => ({
      params: { paperId: paper.id },
      body: { ...phoneWrite(), version: paper.version },
    });
    const exam = await makeExam(kit, examDraft(paper.id, now()));
    await kit.fails(examContract.archivePaper, archive(), 'office', 'STATE_CONFLICT');
    const exams = (await kit.get(MongoService)).collection(examCollection);
    const over = new Date(now() - 3_600_000);
    const review = { ...exam.draft.review, keys: 'when_released' as const };
    const settled = { state: 'published' as const, settledAt: over, lastCloseAt: over };
    await exams.updateOne({ _id: exam.id }, { $set: { ...settled, 'draft.review': review } });
    // It is over, and its keys are still to come.
    await kit.fails(examContract.archivePaper, archive(), 'office', 'STATE_CONFLICT');
    await exams.updateOne({ _id: exam.id }, { $set: { releasedAt: over } });
    await kit.ok(examContract.archivePaper, archive(), 'office', ({ state }) => {
      expect(state).toBe('archived');
    });
    const body = { ...phoneWrite(), draft: examDraft(paper.id, now()) };
    const refused = await kit.fails(examContract.createExam, { body }, 'office', 'STATE_CONFLICT');
    expect(refused.message).toBe('这张卷收起来了，请换一张卷');
  });

  it('are listed, read and previewed by their keepers, without a key', async () => {
    const content = {
      method: 'fixed' as const,
      questions: questions.slice(0, 3).map(({ code }) => ({ code, points: 2 })),
    };
    const body = { ...phoneWrite(), draft: blueprint(1, { content, title: '定卷' }) };
    const made = await kit.ok(examContract.createPaper, { body }, 'office', (paper) => {
      expect(paper).toMatchObject({ method: 'fixed', questions: 3, points: 6, problems: [] });
    });
    await kit.ok(
      examContract.listPapers,
      { query: { state: 'draft' } },
      'legalOfficer',
      ({ items }) => {
        expect(items[0]).toMatchObject({ id: made.id, title: '定卷' });
      },
    );
    const params = { paperId: made.id };
    await kit.ok(examContract.findPaper, { params }, 'office', (paper) => {
      expect(paper.id).toBe(made.id);
    });
    await kit.fails(examContract.findPaper, { params }, 'outsiderOffice', 'NOT_FOUND');
    const seed = makeId();
    const preview = await kit.ok(
      examContract.previewPaper,
      { params, query: { seed } },
      'office',
      (sheet) => {
        expect(sheet.questions.map(({ code }) => code).sort()).toEqual(
          content.questions.map(({ code }) => code).sort(),
        );
      },
    );
    expect(await kit.ok(examContract.previewPaper, { params, query: { seed } }, 'office')).toEqual(
      preview,
    );
    expect(JSON.stringify(preview)).not.toMatch(/"key"|explanation/);
    const unknown = { ...content, questions: [{ code: 'nowhere', points: 1 }] };
    const bad = await makePaper(kit, blueprint(1, { content: unknown }));
    expect(bad.problems).toEqual([expect.objectContaining({ reason: 'unknown' })]);
  });

  it('say in short what their picks are, as they are now and then as they were frozen', async () => {
    const [first, second] = questions.map(({ code }) => code);
    const picks = [second!, 'nowhere', first!, second!].map((code) => ({ code, points: 3 }));
    const content = { method: 'fixed' as const, questions: picks };
    const draft = await makePaper(kit, blueprint(1, { content }));
    const params = { code: second! };
    const { body, difficulty, topicName } = await kit.ok(
      contracts.quiz.findQuestion,
      { params },
      'legalOfficer',
    );
    // The unknown one has nothing to be shown by; the repeated one is named once.
    expect(draft.picked.map(({ code }) => code)).toEqual([second, first]);
    expect(draft.picked[0]).toEqual({
      code: second,
      stem: stemLine(body),
      kind: body.kind,
      topicName,
      difficulty,
    });
    expect(draft.problems.map(({ path, reason }) => [path, reason])).toEqual([
      ['content.questions.1', 'unknown'],
      ['content.questions.3', 'repeated'],
    ]);
    const good = { ...content, questions: [{ code: second!, points: 3 }] };
    const frozen = await publishedPaper(kit, blueprint(1, { content: good }));
    expect(frozen.picked).toEqual(draft.picked.slice(0, 1));
    expect(JSON.stringify(frozen)).not.toMatch(/"key"|explanation/);
    // A paper of rules has no picks.
    expect((await makePaper(kit, blueprint(1))).picked).toEqual([]);
  });

  it('keep their questions out of practice', async () => {
    const frozen = new Set(questions.map(({ code }) => code));
    const topic = (
      await kit.ok(contracts.quiz.findQuestion, { params: { code: questions[0]!.code } }, 'office')
    ).topic;
    const drawn = await kit.ok(
      contracts.quiz.drawTopic,
      { params: { topic }, query: { seed: makeId() } },
      'officer',
    );
    expect(drawn.questions.filter(({ code }) => frozen.has(code))).toEqual([]);
  });

  it('ask and grade as they were published, whatever becomes of their questions since', async () => {
    const detailOf = ({ code }: Confirmed) =>
      kit.ok(contracts.quiz.findQuestion, { params: { code } }, 'office');
    const printed = await Promise.all(questions.slice(1, 3).map(detailOf));
    const [first, second] = printed.map(({ code }) => ({ code, points: 2 }));
    const content = { method: 'fixed' as const, questions: [first!, second!] };
    const order = { shuffleQuestions: false, shuffleOptions: false };
    const paper = await publishedPaper(kit, blueprint(1, { content, ...order }));

    const { topic, law, difficulty, revision } = printed[0]!;
    const other: QuestionKey = { kind: 'single', answer: ['d'] };
    const body = { ...printed[0]!.body, stem: '改过的题干' };
    const about = { topic, law, difficulty, author: null, explanation: '改过的道理' };
    const change = { ...phoneWrite(), revision, draft: { ...about, body, key: other } };
    await kit.ok(
      contracts.quiz.changeQuestion,
      { params: { code: first!.code }, body: change },
      'legalOfficer',
    );
    const retire = { ...phoneWrite(), revision: printed[1]!.revision, state: 'retired' as const };
    await kit.ok(
      contracts.quiz.changeState,
      { params: { code: second!.code }, body: retire },
      'legalOfficer',
    );
    expect(await detailOf(questions[1]!)).toMatchObject({ key: other });
    expect(await detailOf(questions[2]!)).toMatchObject({ state: 'retired' });

    // Nothing has read the paper yet, so that nothing remembers it.
    const exam = await publishedExam(kit, examDraft(paper.id, now()));
    const begun = await start(kit, exam.id, 'officer');
    const sheet = openPaper(begun.envelope!, begun.paperKey, openGcm);
    const asked = printed.map(({ code, body }) => ({ code, points: 2, body }));
    expect(sheet.questions).toMatchObject(asked);
    const params = { attemptId: begun.attempt.id };
    for (const [i, { code }] of printed.entries()) {
      const answer = rightAnswer(questions, code, i + 1);
      await kit.ok(examContract.appendAnswer, { params, body: answer }, 'officer');
    }
    await handIn(kit, begun.attempt.id, 3, 'officer');
    moveClock(kit, 62 * MINUTE);
    const examId = exam.id;
    const mine = await kit.ok(examResultContract.findMine, { params: { examId } }, 'officer');
    expect(mine.attempt?.score).toMatchObject({ centi: 400, maxCenti: 400, passed: true });
    expect(mine.attempt?.items).toMatchObject(
      printed.map(({ body, key, explanation }) => ({ body, key, explanation, scoreBp: 10_000 })),
    );
    for (const { code, body, key } of printed) {
      const kept = await kit.ok(examResultContract.findKey, { params: { examId, code } }, 'office');
      expect(kept).toMatchObject({ body, printed: key, key, corrections: [] });
    }
  });
});
