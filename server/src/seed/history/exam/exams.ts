import { SeededRandom } from '../../random';
import type { Duty } from '../duty-log';
import type { World } from '../world';
import { makeExamBank } from './bank';
import { comingExam, draftOfPaper } from './coming';
import { contest } from './contest';
import type { Exams, Ground } from './ground';
import { monthly } from './monthly';
import { surprise } from './surprise';
import { writtenExam } from './written-exam';

function onShiftOf(duty: Duty): Ground['onShift'] {
  const spans = new Map<string, [number, number][]>();
  for (const { memberIds, occurredAt, endedAt, plannedEndAt } of duty.shifts) {
    const span: [number, number] = [occurredAt.getTime(), (endedAt ?? plannedEndAt).getTime()];
    for (const id of memberIds) spans.set(id, [...(spans.get(id) ?? []), span]);
  }
  return (personId, atMs) =>
    (spans.get(personId) ?? []).some(([from, to]) => from <= atMs && atMs < to);
}

/**
 * A contest, a surprise exam drawn twice, the brigade's monthly exam, a written one that waits for its
 * markers, one to come and a paper half made. It has chances of its own: what else happens does not
 * hang on them.
 */
export function makeExams(world: World, duty: Duty): Exams {
  const random = new SeededRandom(world.random.below(1_000_000_000));
  const own = { ...world, random };
  const out: Exams = {
    bank: makeExamBank(own),
    papers: [],
    paperQuestions: [],
    exams: [],
    draws: [],
    sittings: [],
    events: [],
    attempts: [],
    markings: [],
    corrections: [],
    appeals: [],
    flagNotes: [],
  };
  const ground: Ground = { ...own, out, onShift: onShiftOf(duty) };
  contest(ground);
  surprise(ground);
  monthly(ground);
  writtenExam(ground);
  comingExam(ground);
  draftOfPaper(ground);
  return out;
}
