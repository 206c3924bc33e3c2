import type { Document } from 'mongodb';
import {
  entryCollection,
  openShiftCollection,
  planCollection,
  shiftCollection,
} from '../../features/duty-log';
import {
  appealCollection,
  attemptCollection,
  attemptJournal,
  examCollection,
  examDrawCollection,
  flagNoteCollection,
  keyCorrectionCollection,
  markingCollection,
  paperCollection,
  paperQuestionCollection,
  sittingCollection,
} from '../../features/exam';
import { feedbackCollection } from '../../features/feedback';
import { leaveCollection } from '../../features/leave';
import { noticeCollection, noticeReadCollection } from '../../features/notice';
import { answerCollection, memoryCollection, practiceCollection } from '../../features/quiz';
import { correctionCollection, selfCheckCollection } from '../../features/self-check';
import {
  checkCollection,
  drawCollection,
  findingCollection,
  tallyCollection,
} from '../../features/spot-check';
import { topicNeedCollection } from '../../features/standard';
import {
  ownPieceCollection,
  progressReportCollection,
  progressStateCollection,
} from '../../features/study';
import { documentOf } from '../../platform/journal';
import { lastDutyDay, makeDuty } from './duty-log';
import { makeExams } from './exam/exams';
import { makeFeedback } from './feedback';
import type { Ground } from './ground';
import { makeLeaves } from './leaves';
import { makeNotices } from './notices';
import { makeQuiz } from './quiz';
import { makeRoster } from './roster';
import { makeRota } from './rota';
import { makeSelfChecks } from './self-checks';
import { makeSpotChecks } from './spot-plan';
import { makeOwnPieces } from './own-pieces';
import { makeStudy } from './study';
import { makeWorld, type Photo } from './world';

/** Photos are put in by the media feature's own code; each is shown to whom records show it. */
export interface PlannedPhoto extends Photo {
  viewers: string[];
}

/**
 * Sixty days that end now. One thing follows from another, as in life: duty first, then what was
 * checked about it, then what people practised and read because of it. Pure: nothing here reads a
 * clock or a database.
 */
export function makeHistory(ground: Ground) {
  const world = makeWorld(ground);
  const roster = makeRoster(world);
  const duty = makeDuty(world, roster);
  const selfChecks = makeSelfChecks(world, duty);
  const lastDay = lastDutyDay(duty, world.demo.officer._id, ground.nowMs);
  const spot = makeSpotChecks(world, roster, lastDay);
  const exams = makeExams(world, duty);
  const quiz = makeQuiz(world, { duty, exams, needs: spot.needs });
  const study = makeStudy(world, spot.needs);
  const ownPieces = makeOwnPieces(world);
  const feedback = makeFeedback(world);
  const leaves = makeLeaves(world);
  const inboxes = makeNotices(world);
  // Last, so that what was there before it stays the same history.
  const rota = makeRota(world, roster);
  const photos = [...world.photos.values()].map((photo): PlannedPhoto => ({
    ...photo,
    viewers: [...(world.viewers.get(photo.mediaId) ?? [])],
  }));
  return {
    ...{ duty, rota, selfChecks, spot, exams, quiz, study, ownPieces },
    ...{ feedback, leaves, inboxes, photos },
  };
}

export type History = ReturnType<typeof makeHistory>;

/** Which documents go where. */
export function documentsOf(history: History): { name: string; documents: Document[] }[] {
  const { duty, rota, selfChecks, spot, exams, quiz, study, ownPieces } = history;
  const { feedback, leaves, inboxes } = history;
  const into = ({ name }: { name: string }, documents: Document[]) => ({ name, documents });
  return [
    into(shiftCollection, duty.shifts),
    into(openShiftCollection, duty.open),
    into(entryCollection, duty.entries),
    into(planCollection, rota),
    into(selfCheckCollection, selfChecks.checks),
    into(correctionCollection, selfChecks.corrections),
    into(drawCollection, spot.draws),
    into(checkCollection, spot.checks),
    into(findingCollection, spot.findings),
    into(tallyCollection, spot.tallies),
    into(topicNeedCollection, spot.needs),
    into(paperCollection, exams.papers),
    into(paperQuestionCollection, exams.paperQuestions),
    into(examCollection, exams.exams),
    into(examDrawCollection, exams.draws),
    into(sittingCollection, exams.sittings),
    into(
      attemptJournal.collection,
      exams.events.map((one) => documentOf(attemptJournal, one)),
    ),
    into(attemptCollection, exams.attempts),
    into(markingCollection, exams.markings),
    into(keyCorrectionCollection, exams.corrections),
    into(appealCollection, exams.appeals),
    into(flagNoteCollection, exams.flagNotes),
    into(practiceCollection, quiz.practices),
    into(answerCollection, quiz.answers),
    into(memoryCollection, quiz.memory),
    into(progressReportCollection, study.reports),
    into(progressStateCollection, study.states),
    into(ownPieceCollection, ownPieces),
    into(feedbackCollection, feedback),
    into(leaveCollection, leaves),
    into(noticeCollection, inboxes.notices),
    into(noticeReadCollection, inboxes.reads),
  ];
}
