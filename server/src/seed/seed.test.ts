import { createHash } from 'node:crypto';
import { itemsByCode, scoreChecklist, verifyDraw } from '@qiangji/shared-types';
import { refusalOf } from '../features/duty-log';
import { enforcementIdValid, type PersonDocument } from '../features/org';
import { foldMemory, type AnswerDocument } from '../features/quiz';
import { dueOn } from '../features/self-check';
import { findingsOf, nodeHmac, talliesOf } from '../features/spot-check';
import { foldProgress } from '../features/study';
import { readEnv, setEnv } from '../platform/env';
import { readContent, type Content } from './history/ground';
import { documentsOf, makeHistory, type History } from './history/history';
import { makeOrg, SQUADRONS } from './org';
import { SeededRandom } from './random';

const TODAY = '2026-11-25';
const MAX_DOCUMENTS = 60_000;

/** An afternoon and the small hours: the demo is sound whenever it is seeded. */
const CLOCKS = ['16:40', '01:15'] as const;

/** Sixty days take a few seconds to make, more on a busy machine (ms). */
jest.setTimeout(180_000);

const clock = (time: string) => Date.parse(`${TODAY}T${time}:00.000+08:00`);

function seeded(content: Content, nowMs: number) {
  const random = new SeededRandom(7);
  const org = makeOrg(random, TODAY);
  return { org, history: makeHistory({ random, today: TODAY, nowMs, ...org, content }) };
}

function hashOf(history: History): string {
  const hash = createHash('sha256');
  for (const part of documentsOf(history)) hash.update(JSON.stringify(part));
  return hash.digest('hex');
}

let content: Content;
let people: PersonDocument[];
let history: History;
let first: ReturnType<typeof seeded>;

beforeAll(async () => {
  setEnv(readEnv({ NODE_ENV: 'test', MONGODB_URI: 'mongodb://unused' }));
  content = await readContent();
  first = seeded(content, clock(CLOCKS[0]));
  ({ history } = first);
  people = first.org.people;
});

describe('the demo', () => {
  it('has 120 people in six squadrons of three towns', () => {
    expect(people).toHaveLength(120);
    expect(SQUADRONS).toHaveLength(6);
    expect(new Set(SQUADRONS.map((one) => one.town.code)).size).toBe(3);
  });

  it('is the same again for the same seed and clock, and within its size', () => {
    expect(hashOf(seeded(content, clock(CLOCKS[0])).history)).toBe(hashOf(history));
    const count = documentsOf(history).reduce((sum, { documents }) => sum + documents.length, 0);
    expect(count).toBeGreaterThan(20_000);
    expect(count).toBeLessThanOrEqual(MAX_DOCUMENTS);
  });

  it('gives every record an id of its own, and every op of a person once in a collection', () => {
    for (const { name, documents } of documentsOf(history)) {
      const ids = new Set(documents.map((one) => String(one._id)));
      expect([name, ids.size]).toEqual([name, documents.length]);
      const ops = documents.filter((one) => one.opId !== undefined);
      const keys = new Set(ops.map((one) => `${String(one.actorId)} ${String(one.opId)}`));
      expect([name, keys.size]).toEqual([name, ops.length]);
    }
  });
});

describe.each(CLOCKS)('seeded at %s', (time) => {
  const nowMs = clock(time);
  let at: History;
  let byId: Map<string, PersonDocument>;
  let number: (staffNumber: string) => PersonDocument;

  beforeAll(() => {
    const made = time === CLOCKS[0] ? first : seeded(content, nowMs);
    at = made.history;
    byId = new Map(made.org.people.map((one) => [one._id, one]));
    number = (staffNumber) => made.org.people.find((one) => one.staffNumber === staffNumber)!;
  });

  it('tells of nothing that has not happened yet', () => {
    const late = documentsOf(at).flatMap(({ name, documents }) =>
      documents
        .filter((one) => ((one.occurredAt ?? one.at) as Date) > new Date(nowMs))
        .map(() => name),
    );
    expect(late).toEqual([]);
    const events = [...at.duty.shifts, ...at.duty.entries, ...at.spot.checks, ...at.spot.draws];
    for (const one of events)
      for (const event of one.events) expect(+event.at).toBeLessThanOrEqual(nowMs);
  });

  it('resolves every reference of an entry, and lets nobody act who may not', () => {
    const shifts = new Map(at.duty.shifts.map((one) => [one._id, one]));
    const photos = new Map(at.photos.map((one) => [one.mediaId, one]));
    for (const entry of at.duty.entries) {
      const shift = shifts.get(entry.shiftId);
      expect(shift?.memberIds).toContain(entry.actorId);
      for (const { mediaId, sha256 } of entry.photos) {
        expect(photos.get(mediaId)?.sha256).toBe(sha256);
        expect(photos.get(mediaId)?.viewers).toContain(entry.actorId);
      }
      if (entry.state === 'draft_for_officer') continue;
      const handling = content.duty.handlings.find((one) => one.code === entry.handlingCode)!;
      const present = entry.officerIds.map((id) => {
        const { name, kind, ...rest } = byId.get(id)!;
        return { name, kind, idValid: enforcementIdValid({ name, kind, ...rest }, entry.day) };
      });
      const handler = byId.get(entry.takenOverBy ?? entry.actorId)!.kind;
      const { recorders, recorderSkipReason } = entry;
      expect(
        refusalOf(handling, handler, present, recorders, recorderSkipReason ?? undefined),
      ).toBeNull();
    }
  });

  it('derives findings and sums from its checks, and draws that anybody can recompute', () => {
    for (const draw of at.spot.draws) expect(verifyDraw(nodeHmac, draw)).toBe(true);
    const found = new Map(at.spot.findings.map((one) => [one._id, one]));
    const tallies = new Map(at.spot.tallies.map((one) => [one._id, one]));
    for (const check of at.spot.checks.filter((one) => one.sealed)) {
      const list = content.checklists.get(check.checklist.code)!;
      expect(scoreChecklist(list, check.results).whole).toEqual(check.whole);
      for (const one of findingsOf(check, list)) expect(found.get(one._id)).toEqual(one);
      for (const one of talliesOf(check)) expect(tallies.get(one._id)).toEqual(one);
      for (const one of check.results) expect(itemsByCode(list).has(one.itemCode)).toBe(true);
    }
    const checks = new Set(at.spot.checks.map((one) => one._id));
    for (const one of at.spot.findings) expect(checks.has(one.checkId)).toBe(true);
    for (const one of at.spot.needs) expect(found.has(one.findingId)).toBe(true);
    const disputed = at.spot.checks.filter((one) =>
      one.acknowledgements.some((own) => own.disagree),
    );
    expect(disputed).toHaveLength(1);
  });

  it('folds what people remember and have read from what they did', () => {
    const answers = new Map<string, AnswerDocument[]>();
    for (const one of at.quiz.answers) {
      const key = `${one.actorId}:${one.questionCode}`;
      answers.set(key, [...(answers.get(key) ?? []), one]);
    }
    expect(at.quiz.memory).toHaveLength(answers.size);
    for (const one of at.quiz.memory.filter((_, index) => index % 7 === 0)) {
      expect(one).toMatchObject({ ...foldMemory(answers.get(one._id)!) });
    }
    for (const state of at.study.states) {
      const piece = content.pieces.find((one) => one._id === state.slug)!;
      const own = at.study.reports.filter(
        (one) => one.actorId === state.personId && one.slug === state.slug,
      );
      const ids = piece.questions.map((one) => one.id);
      expect(state).toMatchObject({ ...foldProgress(own, ids) });
    }
  });

  it('leaves the demo accounts a day to live', () => {
    const officer = number('D0001');
    const { shifts, entries } = at.duty;
    expect(shifts.some((one) => one.memberIds.includes(officer._id) && one.day === TODAY)).toBe(
      false,
    );
    expect(shifts.filter((one) => one.handover?.receiverId === officer._id)).toHaveLength(1);
    expect(
      at.selfChecks.checks.some((one) => one.actorId === officer._id && one.day === TODAY),
    ).toBe(false);
    expect(at.quiz.practices.some((one) => one.actorId === officer._id && one.day === TODAY)).toBe(
      false,
    );
    const open = at.selfChecks.corrections.filter(
      (one) => one.actorId === officer._id && one.state === 'open',
    );
    expect(open.map((one) => one.dueOn)).toEqual(['2026-11-26']);
    const unseen = at.spot.checks.filter(
      (one) =>
        one.sealed &&
        one.persons.some((own) => own.personId === officer._id) &&
        !one.acknowledgements.some((own) => own.personId === officer._id),
    );
    expect(unseen).toHaveLength(1);
    const needs = at.spot.needs.filter((one) => one.personId === officer._id && !one.practice);
    expect(needs.map((one) => one.topic)).toEqual(['recorder']);
    const begun = at.study.states.filter((one) => one.personId === officer._id && !one.reachedEnd);
    expect(begun.map((one) => one.slug)).toEqual(['tell-before-deciding']);
    const drafts = entries.filter((one) => one.state === 'draft_for_officer');
    expect(drafts.filter((one) => one.actorId === number('D0002')._id)).toHaveLength(2);
    const mine = at.spot.checks.filter((one) => one.inspectorIds.includes(number('D0003')._id));
    expect(mine.filter((one) => one.state === 'in_progress')).toHaveLength(1);
    expect(at.spot.draws.filter((one) => !one.checkId && !one.cancelled)).toHaveLength(1);
    expect(at.feedback.filter((one) => one.state === 'open')).toHaveLength(2);
  });

  it('has corrections on time, and one beyond its last day in the first squadron', () => {
    const { corrections } = at.selfChecks;
    for (const one of corrections) expect(one.dueOn).toBe(dueOn(one.foundOn, one.severity));
    const overdue = corrections.filter(
      (one) => one.state === 'open' && one.dueOn < TODAY && one.unitPath.endsWith('/hutang'),
    );
    expect(overdue).toHaveLength(1);
  });

  it('records every day off, so that nobody worked while on leave and somebody is away now', () => {
    const days = new Map<string, { from: string; to: string }[]>();
    for (const { personId, from, to } of at.leaves) {
      days.set(personId, [...(days.get(personId) ?? []), { from, to }]);
    }
    const away = (personId: string, day: string) =>
      (days.get(personId) ?? []).some(({ from, to }) => from <= day && day <= to);
    for (const { memberIds, day } of at.duty.shifts) {
      expect(memberIds.filter((id) => away(id, day))).toEqual([]);
    }
    const now = at.leaves.filter(({ from, to }) => from <= TODAY && TODAY <= to);
    expect(now.some(({ unitPath }) => unitPath.endsWith('/hutang'))).toBe(true);
    // Who shows the demo is there.
    expect(now.filter(({ personId }) => byId.get(personId)!.staffNumber.startsWith('D'))).toEqual(
      [],
    );
  });

  it('leaves a week of one squadron without checks, and somebody without any record', () => {
    const weeks = (path: string) =>
      new Set(at.spot.tallies.filter((one) => one.squadronPath === path).map((one) => one.week));
    const every = weeks('/wh/brigade/hutang');
    const training = weeks('/wh/brigade/yungang');
    expect([...every].filter((week) => !training.has(week))).not.toEqual([]);
    const practised = new Set(at.quiz.practices.map((one) => one.actorId));
    expect([...byId.keys()].filter((id) => !practised.has(id))).not.toEqual([]);
  });
});
