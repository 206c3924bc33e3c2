import {
  addDays,
  dayOf,
  reviewContract,
  studyContract,
  todayContract,
  type PieceDraft,
} from '@qiangji/shared-types';
import { Kit, phoneWrite } from '../../../test/kit';
import type { PersonKey } from '../../../test/org-fixture';
import {
  changeOf as change,
  pieceDraft,
  publishedPiece,
  publishPiece,
  takeDown,
  writtenPiece,
} from '../../../test/study-fixture';
import { now } from '../../platform/clock';
import { makeId } from '../../platform/ids';
import { TopicPieceService } from '../standard';
import { OwnPieceRepository } from './own.repository';
import { StudyService } from './study.service';

let kit: Kit;

beforeAll(async () => {
  kit = await Kit.start();
});

afterAll(() => kit.stop());

const SAMPLE = 'constitution-day';
const { changePiece, changePieceState, findOwn, findPiece, listKept, verifyPiece, writePiece } = studyContract; // prettier-ignore

async function slugsFor(as: PersonKey): Promise<string[]> {
  const { items } = await kit.ok(studyContract.listPieces, { query: { limit: 300 } }, as);
  return items.map(({ slug }) => slug);
}

/** Reads a piece to its end and answers all of it right. */
async function learn(as: PersonKey, slug: string) {
  const { version, questions } = await kit.ok(findPiece, { params: { slug } }, as);
  const answers = questions.map(({ id, answer }) => ({ questionId: id, chosen: answer }));
  const body = { ...phoneWrite(), pieceVersion: version, positionBp: 10_000, answers };
  return kit.ok(studyContract.appendProgress, { params: { slug }, body }, as);
}

const progressOf = async (as: PersonKey, slug: string) =>
  (await kit.ok(findPiece, { params: { slug } }, as)).progress;

describe('a draft', () => {
  it('is made once however often it is sent, and seen by its keepers only', async () => {
    const body = { ...phoneWrite(), draft: pieceDraft({ summary: '', body: '', questions: [] }) };
    const first = await kit.ok(writePiece, { body }, 'office', (piece) =>
      expect(piece).toMatchObject({
        ...{ state: 'draft', own: true, sample: false, version: 1, wasPublished: false },
        author: kit.people.office.name,
        draft: body.draft,
      }),
    );
    expect(await kit.ok(writePiece, { body }, 'office')).toEqual(first);
    const other = { ...body, draft: pieceDraft() };
    await kit.fails(writePiece, { body: other }, 'office', 'OP_ID_REUSED');
    await kit.fails(writePiece, { body }, 'outsiderOffice', 'OP_ID_REUSED');
    const params = { slug: first.slug };
    await kit.ok(findOwn, { params }, 'legalOfficer', (piece) => expect(piece).toEqual(first));
    await kit.fails(findOwn, { params }, 'outsiderOffice', 'NOT_FOUND');
    await kit.fails(findOwn, { params }, 'leader', 'FORBIDDEN');
    for (const as of ['officer', 'office'] as const) {
      await kit.fails(findPiece, { params }, as, 'NOT_FOUND');
      expect(await slugsFor(as)).not.toContain(first.slug);
    }
    const report = { ...phoneWrite(), pieceVersion: 1, positionBp: 1, answers: [] };
    const read = { params, body: report };
    await kit.fails(studyContract.appendProgress, read, 'officer', 'NOT_FOUND');
  });

  it('is not put into use while it lacks something, and what it lacks is named', async () => {
    const piece = await writtenPiece(kit, pieceDraft({ summary: '', questions: [] }));
    const params = { slug: piece.slug };
    const body = { ...phoneWrite(), revision: piece.revision, state: 'published' as const };
    const refused = await kit.fails(
      changePieceState,
      { params, body },
      'office',
      'VALIDATION_FAILED',
    );
    expect(refused.details?.map(({ path }) => path)).toEqual([
      'body.draft.summary',
      'body.draft.questions',
    ]);
    const whole = await kit.ok(changePiece, change(piece, pieceDraft(), false), 'office', (now) =>
      expect(now).toMatchObject({ state: 'draft', version: 1, revision: 2 }),
    );
    const ready = { ...phoneWrite(), revision: whole.revision, state: 'published' as const };
    await kit.ok(changePieceState, { params, body: ready }, 'office', (now) =>
      expect(now).toMatchObject({ slug: piece.slug, state: 'published', revision: 3 }),
    );
  });

  it.each<[string, Partial<PieceDraft>, string]>([
    ['HTML', { body: '好<script>alert(1)</script>' }, 'body.draft.body'],
    ['a script for a link', { body: '[点](javascript:alert(1))' }, 'body.draft.body'],
    ['a picture', { body: '![图](a.jpg)' }, 'body.draft.body'],
    ['100,000 characters', { body: '字'.repeat(100_000) }, 'body.draft.body'],
    [
      'an address without https',
      { links: [{ title: '网', url: 'http://a.cn' }] },
      'body.draft.links.0.url',
    ],
    ['an unknown topic', { topic: 'no-such' }, 'body.draft.topic'],
    ['a sample that is none', { replaces: 'two-officers' }, 'body.draft.replaces'],
    [
      'a key that names no option',
      { questions: [{ ...pieceDraft().questions[0]!, answer: ['z'] }] },
      'body.draft.questions.0.answer',
    ],
  ])('is refused with %s, by its place', async (_, part, path) => {
    const body = { ...phoneWrite(), draft: pieceDraft(part) };
    const refused = await kit.fails(writePiece, { body }, 'office', 'VALIDATION_FAILED');
    expect(refused.details?.map((one) => one.path)).toEqual([path]);
  });
});

describe('a piece in use', () => {
  it('is read and learnt by everybody in the bureau, and by nobody of another', async () => {
    const laws = [{ name: '行政处罚法', article: '第五条', version: '2021年修订' }];
    const { slug } = await publishedPiece(kit, pieceDraft({ laws }));
    await kit.ok(findPiece, { params: { slug } }, 'auxiliary', (piece) => {
      expect(piece).toMatchObject({
        title: '本局的政治学习',
        sample: false,
        edition: 1,
        images: [],
      });
      // Nobody has held it against a text.
      expect(piece.laws).toEqual([{ ...laws[0], verified: 'unverified' }]);
    });
    expect((await learn('officer', slug)).doneAt).not.toBeNull();
    const query = { personId: kit.people.officer._id, limit: 300 };
    const { items } = await kit.ok(studyContract.listPieces, { query }, 'leader');
    expect(items.find((one) => one.slug === slug)?.progress?.doneAt).toEqual(expect.any(String));
    expect(await slugsFor('outsider')).not.toContain(slug);
    await kit.fails(findPiece, { params: { slug } }, 'outsider', 'NOT_FOUND');
  });

  it('stands in the pages of the list in the order of slugs, without a gap or a repeat', async () => {
    await publishedPiece(kit);
    const all = await slugsFor('officer');
    expect(all).toEqual([...all].sort());
    const found: string[] = [];
    let cursor: string | undefined;
    do {
      const query = { limit: 4, cursor };
      const page = await kit.ok(studyContract.listPieces, { query }, 'officer');
      found.push(...page.items.map(({ slug }) => slug));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(found).toEqual(all);
  });

  it('keeps what people have done where it is corrected, and is read again where it says other things', async () => {
    const first = await publishedPiece(kit);
    await learn('officer', first.slug);
    const done = await progressOf('officer', first.slug);
    const mended = pieceDraft({ body: '错字改了。' });
    const second = await kit.ok(changePiece, change(first, mended, false), 'office', (piece) =>
      expect(piece).toMatchObject({ version: 1, draft: mended }),
    );
    expect(await progressOf('officer', first.slug)).toEqual(done);
    const read = await kit.ok(findPiece, { params: { slug: first.slug } }, 'officer');
    expect(read).toMatchObject({ version: 1, edition: 2, body: '错字改了。' });
    const other = pieceDraft({ body: '新规定。' });
    const third = await kit.ok(changePiece, change(second, other, true), 'office', (piece) =>
      expect(piece.version).toBe(2),
    );
    expect(await progressOf('officer', first.slug)).toBeNull();
    expect(third.history.map(({ text, version, who }) => [text, version, who])).toEqual([
      ['新写的', 1, kit.people.office.name],
      ['发布', 1, kit.people.office.name],
      ['改了小处，学过的不用重读', 1, kit.people.office.name],
      ['改了内容，请大家重读', 2, kit.people.office.name],
    ]);
  });

  it('leaves a person what they had learnt, on its day, where a version is read again', async () => {
    const piece = await publishedPiece(kit);
    await learn('officer2', piece.slug);
    const done = await progressOf('officer2', piece.slug);
    await kit.ok(changePiece, change(piece, pieceDraft({ body: '新的。' }), true), 'office');
    await learn('officer2', piece.slug);
    const { repository } = await kit.get(StudyService);
    const state = await repository.findState(`${kit.people.officer2._id}:${piece.slug}`);
    expect(state).toMatchObject({ pieceVersion: 2, learntBefore: [new Date(done!.doneAt!)] });
  });

  it('is not corrected where another answer is right: that is read again', async () => {
    const piece = await publishedPiece(kit);
    const [question] = piece.draft.questions;
    const draft = pieceDraft({ questions: [{ ...question!, answer: ['b'] }] });
    const refused = await kit.fails(
      changePiece,
      change(piece, draft, false),
      'office',
      'VALIDATION_FAILED',
    );
    expect(refused.details?.[0]).toMatchObject({ path: 'body.readAgain' });
    await kit.ok(changePiece, change(piece, draft, true), 'office');
  });

  it('judges an answer that was written offline by what was asked then, and keeps it', async () => {
    const piece = await publishedPiece(kit);
    const { slug } = piece;
    const [question] = piece.draft.questions;
    const draft = pieceDraft({ questions: [{ ...question!, answer: ['b'] }] });
    const changed = await kit.ok(changePiece, change(piece, draft, true), 'office');
    await takeDown(kit, changed);
    const answers = [{ questionId: 'q1', chosen: ['a'] }];
    const body = { ...phoneWrite(), pieceVersion: 1, positionBp: 10_000, answers };
    await kit.ok(studyContract.appendProgress, { params: { slug }, body }, 'officer2', (now) =>
      expect(now).toMatchObject({ pieceVersion: 2, doneAt: null }),
    );
    const study = await kit.get(StudyService);
    const [report] = await study.repository.listReports(kit.people.officer2._id, slug, 1);
    expect(report?.answers).toEqual([{ questionId: 'q1', chosen: ['a'], right: true }]);
    // It was learnt that day, and stays so; another report of that version makes no second time of it.
    const state = () => study.repository.findState(`${kit.people.officer2._id}:${slug}`);
    expect(await state()).toMatchObject({ learntBefore: [report!.occurredAt], doneAt: null });
    const again = { ...phoneWrite(), pieceVersion: 1, positionBp: 10_000, answers };
    await kit.ok(studyContract.appendProgress, { params: { slug }, body: again }, 'officer2');
    expect((await state())?.learntBefore).toEqual([report!.occurredAt]);
  });

  it('is changed by one of two who have it open: the other is told by whom', async () => {
    const piece = await publishedPiece(kit);
    const one = change(piece, pieceDraft({ body: '甲写的' }), false);
    const two = change(piece, pieceDraft({ body: '乙写的' }), false);
    await kit.ok(changePiece, one, 'office');
    const refused = await kit.fails(changePiece, two, 'legalOfficer', 'VERSION_CONFLICT');
    expect(refused.message).toContain(kit.people.office.name);
    // The first one's answer was lost on the way.
    await kit.ok(changePiece, one, 'office', (now) => expect(now.draft.body).toBe('甲写的'));
    const repository = await kit.get(OwnPieceRepository);
    const stored = await repository.findSeen('/wj', piece.slug);
    const past = await repository.listPast(piece.slug);
    expect(past.map(({ body }) => body)).toEqual([pieceDraft().body]);
    const both = [1, 2].map((n) =>
      kit.call(
        changePiece,
        change({ ...piece, revision: stored!.version }, pieceDraft({ body: `同时 ${n}` }), false),
        'office',
      ),
    );
    const statuses = (await Promise.all(both)).map(({ status }) => status);
    expect(statuses.sort()).toEqual([200, 409]);
  });

  it('is taken down with a reason, and put back', async () => {
    const piece = await publishedPiece(kit);
    const params = { slug: piece.slug };
    const body = { ...phoneWrite(), revision: piece.revision, state: 'taken_down' as const };
    await kit.fails(changePieceState, { params, body }, 'office', 'VALIDATION_FAILED');
    const down = await takeDown(kit, piece);
    expect(down.history.at(-1)?.text).toBe('撤下：过时了');
    await kit.fails(findPiece, { params }, 'officer', 'NOT_FOUND');
    const again = { ...body, opId: makeId(), revision: down.revision, reason: '再撤' };
    await kit.fails(changePieceState, { params, body: again }, 'office', 'STATE_CONFLICT');
    expect((await publishPiece(kit, down)).state).toBe('published');
    await kit.ok(findPiece, { params }, 'officer');
  });
});

describe('a sample that an own piece stands for', () => {
  it('shows to nobody of the bureau, whatever boot does, and comes back when it is taken down', async () => {
    const piece = await publishedPiece(kit, pieceDraft({ replaces: SAMPLE }));
    const shown = async () => {
      const slugs = await slugsFor('officer');
      return [SAMPLE, piece.slug].filter((slug) => slugs.includes(slug));
    };
    expect(await shown()).toEqual([piece.slug]);
    const study = await kit.get(StudyService);
    await study.loadShipped();
    expect(await shown()).toEqual([piece.slug]);
    expect(await slugsFor('outsider')).toContain(SAMPLE);
    // Whoever was led to it this morning still reads it.
    await kit.ok(findPiece, { params: { slug: SAMPLE } }, 'officer');
    const query = { origin: 'shipped' as const, limit: 100 };
    await kit.ok(listKept, { query }, 'office', ({ items }) => {
      const sample = items.find(({ slug }) => slug === SAMPLE);
      expect(sample).toMatchObject({ sample: true, own: false, replacedBy: { slug: piece.slug } });
    });
    await takeDown(kit, piece);
    expect(await shown()).toEqual([SAMPLE]);
  });
});

describe('what puts a piece before people', () => {
  it('names the bureau’s own of the topic, there and at once, and what stands for the one it named', async () => {
    const pieces = await kit.get(TopicPieceService);
    const before = await pieces.pieceOf('/wj', 'two_officers', null);
    expect(before?.slug).toBe('two-officers');
    const draft = pieceDraft({ kind: 'legal', topic: 'two_officers', title: '本局两人执法' });
    const piece = await publishedPiece(kit, draft);
    const named = { slug: piece.slug, title: '本局两人执法' };
    expect(await pieces.pieceOf('/wj', 'two_officers', null)).toEqual(named);
    expect(await pieces.pieceOf('/xb', 'two_officers', null)).toEqual(before);
    const instead = await publishedPiece(kit, pieceDraft({ replaces: SAMPLE }));
    expect((await pieces.pieceOf('/wj', 'two_officers', SAMPLE))?.slug).toBe(instead.slug);
    await takeDown(kit, piece);
    expect((await pieces.pieceOf('/wj', 'two_officers', null))?.slug).toBe('two-officers');
  });

  it('calls a half-read one up in 今日', async () => {
    const { slug, version } = await publishedPiece(kit, pieceDraft({ title: '读到一半的' }));
    const body = { ...phoneWrite(), pieceVersion: version, positionBp: 4_000, answers: [] };
    await kit.ok(studyContract.appendProgress, { params: { slug }, body }, 'officer3');
    const today = await kit.ok(todayContract.find, {}, 'officer3');
    expect(JSON.stringify(today)).toContain('学懂一篇：读到一半的');
  });
});

it('has its laws confirmed by the legal officer alone, until what it says is changed', async () => {
  const laws = [{ name: '行政处罚法', article: '第三十三条', version: '2021年修订' }];
  const piece = await publishedPiece(kit, pieceDraft({ laws }));
  const [params, today] = [{ slug: piece.slug }, dayOf(now())];
  const word = { text: '国家法律法规数据库文本', checkedOn: today, revision: piece.revision };
  const body = { ...phoneWrite(), state: 'confirmed' as const, ...word };
  await kit.fails(verifyPiece, { params, body }, 'office', 'FORBIDDEN');
  const ahead = { params, body: { ...body, checkedOn: addDays(today, 1) } };
  await kit.fails(verifyPiece, ahead, 'legalOfficer', 'DATE_IN_FUTURE');
  const checked = { who: kit.people.legalOfficer.name, when: today, text: word.text };
  const said = await kit.ok(verifyPiece, { params, body }, 'legalOfficer', (now) =>
    expect(now).toMatchObject({ checked, revision: piece.revision + 1, version: 1 }),
  );
  expect(await kit.ok(verifyPiece, { params, body }, 'legalOfficer')).toEqual(said);
  const lawsRead = async () => (await kit.ok(findPiece, { params }, 'officer')).laws;
  expect(await lawsRead()).toEqual([{ ...laws[0], verified: 'confirmed' }]);
  const back = { ...body, ...phoneWrite(), state: 'unverified' as const };
  await kit.fails(verifyPiece, { params, body: back }, 'legalOfficer', 'VERSION_CONFLICT');
  const changed = await kit.ok(changePiece, change(said, { ...piece.draft, title: '改过' }, false), 'office'); // prettier-ignore
  expect(changed).toMatchObject({ checked: null });
  expect(await lawsRead()).toEqual([{ ...laws[0], verified: 'unverified' }]);
  const { slug, revision } = await publishedPiece(kit);
  const empty = { params: { slug }, body: { ...back, revision } };
  await kit.fails(verifyPiece, empty, 'legalOfficer', 'STATE_CONFLICT');
});

it('offers topics by their groups and the samples to whoever writes', async () => {
  await kit.ok(studyContract.listChoices, {}, 'legalOfficer', ({ topics, samples }) => {
    expect(topics).toContainEqual({ topic: 'political', name: '政治学习', group: '方案与政治' });
    expect(topics.map(({ topic }) => topic)).not.toContain('campaign');
    expect(samples.map(({ slug }) => slug)).toContain(SAMPLE);
    expect(samples.map(({ slug }) => slug)).not.toContain('two-officers');
  });
});

it('stands in what a leader opens of a person, and leads to it while it can be read', async () => {
  const piece = await publishedPiece(kit, pieceDraft({ title: '队长看得到的' }));
  await learn('officer', piece.slug);
  const day = dayOf(now());
  const request = {
    params: { personId: kit.people.officer._id },
    query: { kind: 'study' as const, from: day, to: day, limit: 50 },
  };
  const record = async () => {
    const { items } = await kit.ok(reviewContract.listRecords, request, 'leader');
    return items.find(({ id }) => id === piece.slug);
  };
  const link = { feature: 'study', page: 'reader', id: piece.slug };
  expect(await record()).toMatchObject({ title: '队长看得到的', tone: 'ok', link });
  await takeDown(kit, piece);
  expect(await record()).toMatchObject({ title: '队长看得到的', tone: 'ok', link: null });
});

describe('the list of keepers', () => {
  it('holds the own pieces latest first, by state, kind and words of their titles', async () => {
    const draft = pieceDraft({ title: '冬训（一）', kind: 'conduct' });
    const { slug } = await writtenPiece(kit, draft, 'legalOfficer');
    const query = { limit: 100 };
    const { items } = await kit.ok(listKept, { query }, 'office', (page) =>
      expect(page.items.every((one) => one.own)).toBe(true),
    );
    const slugs = items.map((one) => one.slug);
    expect(slugs).toEqual([...slugs].sort().reverse());
    const only = { state: 'draft' as const, kind: 'conduct' as const, q: '训（一' };
    const found = await kit.ok(listKept, { query: only }, 'office');
    expect(found.items.map((one) => one.slug)).toEqual([slug]);
    await kit.fails(listKept, {}, 'bureauLeader', 'FORBIDDEN');
    expect((await kit.ok(listKept, { query }, 'outsiderOffice')).items).toEqual([]);
    const shipped = { origin: 'shipped' as const, q: '三会' };
    const { items: ours } = await kit.ok(listKept, { query: shipped }, 'office');
    expect(ours.map((one) => one.slug)).toEqual(['meetings-and-party-lectures']);
  });
});
