import { createHash } from 'node:crypto';
import {
  addDays,
  dayOf,
  drawFrom,
  itemsByCode,
  scoreChecklist,
  verifyDraw,
  weekStart,
} from '@qiangji/shared-types';
import { planCollection, refusalOf } from '../features/duty-log';
import { attemptIdOf, drawnOf, seedOf, type AttemptEvent } from '../features/exam';
import { enforcementIdValid, type PersonDocument } from '../features/org';
import { foldMemory, type AnswerDocument } from '../features/quiz';
import { dueOn } from '../features/self-check';
import { findingsOf, nodeHmac, talliesOf } from '../features/spot-check';
import { foldProgress } from '../features/study';
import { readEnv, setEnv } from '../platform/env';
import { withheldAt } from './history/exam/ground';
import { AMBIGUOUS } from './history/exam/own-questions';
import { readContent, type Content } from './history/ground';
import { documentsOf, makeHistory, type History } from './history/history';
import { makeOrg, squadronPath, SQUADRONS } from './org';
import { SeededRandom } from './random';
import { plansThat } from './seed.test-kit';

const TODAY = '2026-11-25';
const MAX_DOCUMENTS = 60_000;
const LED = squadronPath(SQUADRONS[0]!.code);

/** An afternoon and the small hours: the demo is sound whenever it is seeded. */
const CLOCKS = ['16:40', '01:15'] as const;

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
  it('has one bureau with its office, two sections and a brigade', () => {
    const kinds = first.org.units.map((one) => one.kind);
    const count = (kind: string) => kinds.filter((one) => one === kind).length;
    expect(['bureau', 'campaign_office', 'section', 'brigade', 'squadron'].map(count)).toEqual([
      1, 1, 2, 1, 6,
    ]);
  });

  it('has sixty days of history, so that the pictures of eight weeks and of mastery are drawn', () => {
    const days = history.duty.shifts.map((one) => one.day).sort();
    const [from, to] = [days[0]!, days.at(-1)!];
    expect(to).toBe(TODAY);
    expect(from <= addDays(TODAY, -56) && from >= addDays(TODAY, -63)).toBe(true);
    for (const staffNumber of ['D0001', 'D0002', 'D0004']) {
      const { _id } = people.find((one) => one.staffNumber === staffNumber)!;
      const topics = new Map<string, number>();
      for (const { actorId, topic } of history.quiz.answers) {
        if (actorId === _id) topics.set(topic, (topics.get(topic) ?? 0) + 1);
      }
      // Fewer than five answers are no figure.
      expect([...topics.values()].some((count) => count >= 5)).toBe(true);
    }
  });

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
      // One write plans many shifts: it is told from others by person and day.
      const ops = documents.filter((one) => one.opId !== undefined);
      const apart = name === planCollection.name ? ['personId', 'day'] : ['actorId', 'opId'];
      const keys = new Set(ops.map((one) => apart.map((field) => String(one[field])).join(' ')));
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
        if (shift?.unitPath === LED) expect(photos.get(mediaId)?.unitPath).toBe(LED);
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
      expect(one).toMatchObject({ ...foldMemory(answers.get(one._id)!, content.quiz) });
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

  it('holds exams in each state of their life, the next one in the week to come', () => {
    const kinds = at.exams.exams.map((one) => [one.draft.kind, one.opensAt > new Date(nowMs)]);
    expect(kinds).toEqual([
      ['contest', false],
      ['surprise', false],
      ['open_window', false],
      ['scheduled', false],
      ['scheduled', true],
    ]);
    const day = dayOf(at.exams.exams[4]!.opensAt.getTime());
    expect(weekStart(day)).toBe(addDays(weekStart(TODAY), 7));
    expect(at.exams.papers.map((one) => one.state).filter((one) => one === 'draft')).toHaveLength(
      1,
    );
    for (const one of at.exams.exams.slice(0, 4)) expect(+one.settledAt!).toBeLessThan(nowMs);
  });

  it('draws each audience and each attempt so that anybody can draw it again', () => {
    const { exams, draws, sittings, attempts } = at.exams;
    const byExam = new Map(exams.map((one) => [one._id, one]));
    for (const { _id, seed, candidates, drawn } of draws) {
      expect(drawFrom(nodeHmac, seed, 'audience', candidates, drawn.length).sort()).toEqual([...drawn].sort()); // prettier-ignore
      expect(sittings.filter((one) => one.examId === _id)).toHaveLength(drawn.length);
    }
    for (const one of attempts) {
      const { secret, draft } = byExam.get(one.examId)!;
      expect(one._id).toBe(attemptIdOf(secret, one.sittingId, 1));
      const paper = at.exams.papers.find(({ _id }) => _id === draft.paperId)!;
      const codes = drawnOf({ pools: paper.pools! }, seedOf(secret, one.sittingId, 1));
      expect(one.grades.map(({ code }) => code)).toEqual(codes.map(({ code }) => code));
    }
    expect(new Set(attempts.map((one) => one._id)).size).toBe(attempts.length);
  });

  it('keeps each answer of an exam as an event of its attempt, within its time', () => {
    const { events, attempts } = at.exams;
    const byAttempt = new Map<string, AttemptEvent[]>();
    for (const one of events) {
      byAttempt.set(one.attemptId, [...(byAttempt.get(one.attemptId) ?? []), one]);
    }
    expect(byAttempt.size).toBe(attempts.length);
    for (const { _id, folded, startedAt, endsAt, state, personId } of attempts) {
      const own = byAttempt.get(_id)!;
      expect(own).toHaveLength(folded);
      expect(own.at(-1)!.type === 'submit').toBe(state === 'submitted');
      const times = own.map((one) => one.at.getTime());
      expect([...times].sort((a, b) => a - b)).toEqual(times);
      expect(times[0]).toBe(startedAt.getTime());
      expect(times.at(-1)).toBeLessThanOrEqual(endsAt.getTime());
      const onShift = at.duty.shifts.some(
        (one) => one.memberIds.includes(personId) && one.occurredAt <= startedAt && startedAt < (one.endedAt ?? one.plannedEndAt), // prettier-ignore
      );
      expect(onShift).toBe(false);
    }
  });

  it('has every written answer in the queue, and tells whoever a corrected key concerns', () => {
    const { attempts, markings, corrections, appeals, exams } = at.exams;
    for (const { _id } of exams) {
      const toMark = attempts.filter((one) => one.examId === _id).map((one) => one.toMark);
      const queued = markings.filter((one) => one.examId === _id && one.machineBp === null);
      expect(queued).toHaveLength(toMark.reduce((sum, one) => sum + one, 0));
    }
    expect(appeals.map((one) => one.state)).toEqual(['upheld', 'open']);
    const [correction] = corrections;
    const marked = markings.filter((one) => one.marks.some((mark) => mark.correctionId === correction!._id)); // prettier-ignore
    expect(correction!.affected).toBe(marked.length);
    const told = at.inboxes.notices.filter((one) => one.key.startsWith('exam-corrected:'));
    expect(new Set(told.map((one) => one.personId))).toEqual(new Set(marked.map((one) => one.personId))); // prettier-ignore
    // One question of the month misleads those who know most.
    const month = attempts.filter((one) => one.examId === exams[2]!._id);
    const best = [...month].sort((a, b) => b.centi - a.centi).slice(0, month.length / 3);
    const chose = (id: string) =>
      best.filter((one) => one.answers.some(({ code, answer }) => code === AMBIGUOUS.code && 'chosen' in answer && answer.chosen.includes(id))).length; // prettier-ignore
    expect(chose('b')).toBeGreaterThan(chose('a'));
  });

  it('draws a surprise exam again for whoever was out or not reached', () => {
    const surprise = at.exams.exams[1]!;
    const own = at.exams.sittings.filter((one) => one.examId === surprise._id);
    const again = own.filter((one) => one.events.some(({ type }) => type === 'make_up'));
    const sat = new Set(at.exams.attempts.map((one) => one.sittingId));
    expect(again.filter((one) => sat.has(one._id)).length).toBeGreaterThan(3);
    expect(own.some((one) => one.missed === 'unreached')).toBe(true);
    expect(own.some((one) => one.deferred !== null)).toBe(true);
    expect(own.filter((one) => one.deferred !== null && sat.has(one._id))).toEqual([]);
  });

  it('keeps the questions of a paper out of practice until its keys are out', () => {
    for (const { questions, madeAt } of at.quiz.practices) {
      const withheld = withheldAt(at.exams, madeAt.getTime());
      expect(questions.filter(({ code }) => withheld.has(code))).toEqual([]);
    }
    // The loop of the demo needs its own topic: three questions of it can always be asked.
    const now = withheldAt(at.exams, nowMs);
    const left = content.questions.filter((one) => !now.has(one.code));
    expect(left.filter((one) => one.content.topic === 'recorder').length).toBeGreaterThan(2);
  });

  it('gives each demo account something of an exam', () => {
    const [, , month, written, coming] = at.exams.exams;
    expect(month!.releasedAt).not.toBeNull();
    const sits = (who: string, exam?: { _id: string }) =>
      at.exams.attempts.some((one) => one.examId === exam!._id && one.personId === number(who)._id);
    for (const who of ['D0001', 'D0002', 'D0003', 'D0004']) expect([who, sits(who, month)]).toEqual([who, true]); // prettier-ignore
    expect(at.exams.sittings.some((one) => one.examId === coming!._id && one.personId === number('D0001')._id)).toBe(true); // prettier-ignore
    const waits = at.exams.markings.filter((one) => one.examId === written!._id && one.scoreBp === null); // prettier-ignore
    expect(waits.length).toBeGreaterThan(10);
    expect(waits.some((one) => one.claimedBy !== null)).toBe(false);
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

  it('has planned the week as it went, with two whom nobody knows of, and the next one', () => {
    const notes = plansThat('absent', at, nowMs).map(({ events }) => events.length);
    expect(notes.sort()).toEqual([0, 1]);
    expect(plansThat('on_leave', at, nowMs)).toEqual([]);
    const own = plansThat('scheduled', at, nowMs).filter(({ day }) => day === TODAY);
    expect(own.map(({ personId }) => personId)).toContain(number('D0001')._id);
    const next = addDays(weekStart(TODAY), 7);
    expect(at.rota.filter(({ day }) => day >= next).length).toBeGreaterThan(40);
    for (const { beginsAt, receivedAt } of at.rota) expect(+receivedAt).toBeLessThan(+beginsAt);
  });

  it('has corrections on time, and one beyond its last day in the first squadron', () => {
    const { corrections } = at.selfChecks;
    for (const one of corrections) expect(one.dueOn).toBe(dueOn(one.foundOn, one.dueDays!));
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
