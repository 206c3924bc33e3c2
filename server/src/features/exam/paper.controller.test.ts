import { contracts, examContract } from '@qiangji/shared-types';
import { Kit, phoneWrite } from '../../../test/kit';
import { makeId } from '../../platform/ids';
import {
  blueprint,
  confirmedQuestions,
  makePaper,
  publishedPaper,
  type Confirmed,
} from './exam.test-kit';

let kit: Kit;
let questions: Confirmed[];

beforeAll(async () => {
  kit = await Kit.start();
  questions = await confirmedQuestions(kit, 10);
  await publishedPaper(kit, blueprint(5));
});

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
});
