import { addDays, dayOf, quizContract } from '@qiangji/shared-types';
import { Kit, phoneWrite } from '../../../test/kit';
import { now } from '../../platform/clock';
import { makeId } from '../../platform/ids';

let kit: Kit;

beforeAll(async () => {
  kit = await Kit.start();
});

afterAll(async () => {
  await kit.stop();
});

async function someCode(topic: string): Promise<string> {
  const page = await kit.ok(quizContract.listQuestions, { query: { topic } }, 'legalOfficer');
  return page.items[0]!.code;
}

describe('the question bank', () => {
  it('begins with the shipped questions and is listed by filter without a gap', async () => {
    await kit.ok(quizContract.listQuestions, { query: { topic: 'hearing' } }, 'office', (page) => {
      expect(page.items.length).toBeGreaterThan(3);
      expect(page.items.every((one) => one.topic === 'hearing')).toBe(true);
      expect(page.items.every((one) => one.state === 'active')).toBe(true);
    });
    // A topic stands for those below it.
    const below = { query: { topic: 'powers', limit: 100 } };
    const powers = await kit.ok(quizContract.listQuestions, below, 'office');
    const found = new Set(powers.items.map((one) => one.topic));
    expect([...found].sort()).toEqual(['jurisdiction', 'scene_rules']);
    const codes: string[] = [];
    let cursor: string | undefined;
    do {
      const query = { limit: 100, cursor };
      const page = await kit.ok(quizContract.listQuestions, { query }, 'legalOfficer');
      codes.push(...page.items.map((one) => one.code));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(codes.length).toBeGreaterThanOrEqual(120);
    expect(codes).toEqual([...new Set(codes)].sort());
    const searched = { query: { q: '（.*', limit: 100 } };
    expect((await kit.ok(quizContract.listQuestions, searched, 'office')).items).toEqual([]);
  });

  it('shows its keepers one question with its history, and nobody else', async () => {
    const params = { code: await someCode('hearing') };
    await kit.ok(quizContract.findQuestion, { params }, 'office', (one) => {
      expect(one.history.map((event) => event.type)).toEqual(['imported']);
      expect(one.explanation.length).toBeGreaterThan(5);
    });
    await kit.fails(quizContract.findQuestion, { params }, 'officer', 'FORBIDDEN');
    await kit.fails(quizContract.findQuestion, { params: { code: 'none' } }, 'office', 'NOT_FOUND');
  });

  it('confirms a question by the legal officer only, with text and day, and takes it back', async () => {
    const params = { code: await someCode('hearing') };
    const write = { ...phoneWrite(), revision: 1, text: '行政处罚法 2021 年修订文本' };
    const body = { ...write, state: 'confirmed' as const, checkedOn: dayOf(now()) };
    await kit.fails(quizContract.verifyQuestion, { params, body }, 'office', 'FORBIDDEN');
    const late = { ...body, opId: makeId(), checkedOn: addDays(dayOf(now()), 1) };
    const refused = { params, body: late };
    await kit.fails(quizContract.verifyQuestion, refused, 'legalOfficer', 'DATE_IN_FUTURE');
    const first = await kit.ok(
      quizContract.verifyQuestion,
      { params, body },
      'legalOfficer',
      (one) => {
        expect(one.verified).toEqual({
          state: 'confirmed',
          who: kit.people.legalOfficer.name,
          when: body.checkedOn,
          text: body.text,
        });
        expect(one.history).toHaveLength(2);
      },
    );
    expect(await kit.ok(quizContract.verifyQuestion, { params, body }, 'legalOfficer')).toEqual(
      first,
    );
    const stale = { params, body: { ...body, opId: makeId() } };
    await kit.fails(quizContract.verifyQuestion, stale, 'legalOfficer', 'VERSION_CONFLICT');
    const reused = { params, body: { ...body, text: '别的' } };
    await kit.fails(quizContract.verifyQuestion, reused, 'legalOfficer', 'OP_ID_REUSED');
    const back = { ...body, opId: makeId(), revision: 2, state: 'unverified' as const };
    const after = await kit.ok(quizContract.verifyQuestion, { params, body: back }, 'legalOfficer');
    expect(after.verified.state).toBe('unverified');
  });

  it('asks no retired question, and another bureau does not notice', async () => {
    const code = await someCode('uniform');
    const body = { ...phoneWrite(), revision: 1, state: 'retired' as const, reason: '条款改了' };
    await kit.ok(quizContract.changeState, { params: { code }, body }, 'office', (one) => {
      expect(one.state).toBe('retired');
      expect(one.history.at(-1)).toMatchObject({ type: 'state', text: '停用：条款改了' });
    });
    const draw = { params: { topic: 'uniform' }, query: { seed: makeId() } };
    const set = await kit.ok(quizContract.drawTopic, draw, 'officer');
    expect(set.questions.some((one) => one.code === code)).toBe(false);
    const theirs = await kit.ok(quizContract.findQuestion, { params: { code } }, 'outsiderOffice');
    expect(theirs.state).toBe('active');
    const again = { params: { code }, body: { ...body, opId: makeId() } };
    await kit.fails(quizContract.changeState, again, 'office', 'VERSION_CONFLICT');
  });
});
