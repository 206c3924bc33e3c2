import { examDraft } from '../src/features/exam/exam.test-kit';
import { isWithin, unitsOf, type Actor } from '../src/platform/actor';
import { OF_ONES_OWN, own, rows, takesPart, within } from './relation-row';
import type { Asked, Common, Listed } from './relation-row';
import type { WorldRecord } from './relation-world';

/** An exam is the bureau's; whose sittings a leader then sees in it is the features' own test. */
const OF_THE_BUREAU = {
  reaches: (actor: Actor, record: WorldRecord) => isWithin(actor.unitPath, record.unitPath),
  because: 'leaders reach the exam itself, and in it their own people alone',
};

/** For every route of exams, whose records it reaches. */
export const EXAM_ROWS: Record<string, (Asked | Listed)[] | Common> = {
  'exam.listPapers': [{ holds: 'paper' }],
  'exam.createPaper': { common: OF_ONES_OWN },
  ...rows('paper', 'exam', [
    'findPaper',
    'changePaper',
    'publishPaper',
    'archivePaper',
    'previewPaper',
  ]),
  'exam.listExams': [{ holds: 'exam' }],
  'exam.createExam': [
    {
      of: 'publishedPaper',
      body: ({ id }) => ({ draft: examDraft(id, Date.now()) }),
      hiddenBy: 'STATE_CONFLICT',
    },
  ],
  'exam.countAudience': [
    {
      of: 'unit',
      body: ({ id }) => ({ audience: { unitPaths: [id], kinds: [], posts: [], sample: null } }),
    },
  ],
  'exam.listMine': [{ holds: 'sitting' }, { holds: 'contest' }],
  ...rows('exam', 'exam', [
    'findExam',
    'changeExam',
    'publishExam',
    'cancelExam',
    'releaseExam',
    'settleUnmade',
    'makeUp',
    'changeSitting',
    'exportAttendance',
  ]),
  'exam.addPeople': [
    { of: 'exam', body: (_record, colleagueId) => ({ personIds: [colleagueId] }) },
  ],
  ...rows('sitting', 'exam', ['findMine', 'findEnvelope', 'findPictures', 'startAttempt']),
  ...rows('attempt', 'exam', ['appendAnswer', 'appendLeave', 'submitAttempt']),
  'exam.listRanking': [
    {
      of: 'contest',
      narrower: {
        reaches: (actor, record) =>
          takesPart(actor, record) ||
          within(record, unitsOf(actor, 'legal_officer', 'campaign_office')),
        because: 'whoever keeps the contest sees its ranking, and does not sit it',
      },
    },
  ],
  'exam.findProgress': [{ of: 'exam', narrower: OF_THE_BUREAU }],
  'exam.listAttendance': [
    { of: 'exam', narrower: OF_THE_BUREAU },
    { of: 'sitter', lists: true },
  ],
  ...rows('exam', 'exam-result', [
    'exportResults',
    'exportPrint',
    'findStatistics',
    'listFlags',
    'judgeFlag',
    'findMarking',
    'claimMarking',
    'listCorrections',
    'correctKey',
    'findKey',
  ]),
  'exam-result.listAppeals': [{ of: 'appeal', lists: true }],
  'exam-result.findMine': own('sitting'),
  'exam-result.appealQuestion': [
    { of: 'attempt', body: ({ id }) => ({ attemptId: id, text: '请复核' }) },
  ],
  ...rows('marking', 'exam-result', ['markAnswer', 'releaseMarking']),
  'exam-result.decideAppeal': own('appeal'),
  'exam-result.listWatched': [{ holds: 'sitting' }],
  'exam-result.findResults': [{ of: 'exam', narrower: OF_THE_BUREAU }],
  'exam-result.listPeople': [
    { of: 'exam', narrower: OF_THE_BUREAU },
    { of: 'sitter', lists: true },
  ],
};
