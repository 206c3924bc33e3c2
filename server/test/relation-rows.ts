import type { Actor } from '../src/platform/actor';
import { bureauOf, isWithin, unitsOf } from '../src/platform/actor';
import type { RecordKind, WorldRecord } from './relation-world';

/** One way of asking a route for a record. */
export interface Asked {
  of: RecordKind;
  /** Query or body beyond the least that the contract accepts. */
  query?: Record<string, unknown>;
  body?: (record: WorldRecord, colleagueId: string) => Record<string, unknown>;
  /** The person of this record is asked for by the query, and the answer has to name the record. */
  lists?: true;
  /** Where the route is narrower than its policy: who reaches a record after all, and why. */
  narrower?: { reaches: (actor: Actor, record: WorldRecord) => boolean; because: string };
}

/** What a route's id names is the same for everybody, and why that is so. */
export interface Common {
  common: string;
}

const takesPart = (actor: Actor, record: WorldRecord) => record.owners.includes(actor.personId);
const SHIPPED = 'the id names content that ships with the product';
const within = (record: WorldRecord, units: readonly string[]) =>
  units.some((unit) => isWithin(record.unitPath, unit));

const own = (of: RecordKind): Asked[] => [{ of }];
const ofPerson = (of: RecordKind, query: Record<string, unknown> = {}): Asked[] => [
  { of, query, lists: true },
];

const notOnesOwn = {
  reaches: (actor: Actor, record: WorldRecord) =>
    bureauOf(actor.unitPath) === bureauOf(record.unitPath) &&
    !isWithin(actor.unitPath, record.unitPath),
  because: 'a draw of one’s own squadron would warn it',
};

/** An exam is the bureau's; whose sittings a leader then sees in it is the features' own test. */
const OF_THE_BUREAU = {
  reaches: (actor: Actor, record: WorldRecord) => isWithin(actor.unitPath, record.unitPath),
  because: 'leaders reach the exam itself, and in it their own people alone',
};

const rows = (of: RecordKind, feature: string, names: readonly string[]) =>
  Object.fromEntries(names.map((name) => [`${feature}.${name}`, own(of)]));

/** For every route that is asked by an id, whose records it is asked for. */
export const ROWS: Record<string, Asked[] | Common> = {
  'org.changePerson': own('person'),
  'org.issueBindingCode': own('person'),
  'org.unbindPerson': own('person'),

  'standard.findChecklist': { common: SHIPPED },
  'study.findPiece': { common: SHIPPED },
  'study.listPieces': own('person'),
  'study.appendProgress': { common: SHIPPED },

  'media.picture': own('media'),
  'media.thumbnail': own('media'),
  'media.original': own('media'),

  'feedback.answer': own('feedback'),
  'feedback.close': own('feedback'),

  'leave.change': own('leave'),
  'leave.withdraw': own('leave'),

  'quiz.findPractice': { common: 'the path names a day: everybody has their own' },
  'quiz.drawTopic': { common: 'the path names a topic, the answer is one’s own' },
  'quiz.findLosses': { common: 'the path names a file format' },
  'quiz.exportQuestions': { common: 'the path names a file format' },
  'quiz.listMastery': [{ of: 'person', query: {} }],
  'quiz.findQuestion': own('question'),
  'quiz.changeQuestion': own('question'),
  'quiz.changeState': own('question'),
  'quiz.verifyQuestion': own('question'),
  'quiz.findImport': own('import'),
  'quiz.mapImport': own('import'),
  'quiz.keepImport': own('import'),

  'selfCheck.listChecks': ofPerson('selfCheck'),
  'selfCheck.findCheck': own('selfCheck'),
  'selfCheck.listCorrections': ofPerson('correction'),
  'selfCheck.findCorrection': own('correction'),
  'selfCheck.closeCorrection': own('correction'),

  'spotCheck.findDraw': [{ of: 'draw', narrower: notOnesOwn }],
  'spotCheck.cancelDraw': [{ of: 'draw', narrower: notOnesOwn }],
  'spotCheck.listChecks': [
    {
      of: 'checkOfPerson',
      query: { view: 'unit' },
      lists: true,
      narrower: {
        reaches: (actor, record) =>
          within(record, unitsOf(actor, 'squadron_leader', 'campaign_office', 'bureau_leader')),
        because: 'checks of oneself stand in another view',
      },
    },
  ],
  'spotCheck.findCheck': [
    { of: 'sealedCheck' },
    {
      of: 'openCheck',
      narrower: { reaches: takesPart, because: 'before the seal nobody checked or above knows' },
    },
  ],
  'spotCheck.assignCheck': own('openCheck'),
  'spotCheck.startCheck': own('openCheck'),
  'spotCheck.appendResults': own('openCheck'),
  'spotCheck.appendSignoff': [
    {
      of: 'openCheck',
      body: () => ({ answer: null, signatureId: null, refusalReason: '人已离开' }),
    },
  ],
  'spotCheck.sealCheck': own('openCheck'),
  'spotCheck.acknowledge': own('checkOfPerson'),
  'spotCheck.listFindings': ofPerson('finding'),

  'dutyLog.listShifts': ofPerson('shift'),
  'dutyLog.findShift': own('shift'),
  'dutyLog.appendEntry': own('shift'),
  'dutyLog.findEntry': [...own('entry'), ...own('namedEntry')],
  'dutyLog.amendEntry': own('entry'),
  'dutyLog.settleMatter': own('entry'),
  'dutyLog.takeOverDraft': own('entry'),
  'dutyLog.requestHandover': [
    { of: 'shift', body: (_, colleagueId) => ({ receiverId: colleagueId }) },
  ],
  'dutyLog.confirmHandover': own('shift'),
  'dutyLog.closeShift': own('shift'),
  'dutyLog.resubmitLog': own('shift'),
  'dutyLog.returnLog': own('shift'),
  'dutyLog.approveLog': own('shift'),
  'dutyLog.noteAbsence': own('plan'),

  ...rows('paper', 'exam', [
    'findPaper',
    'changePaper',
    'publishPaper',
    'archivePaper',
    'previewPaper',
  ]),
  ...rows('exam', 'exam', [
    'findExam',
    'changeExam',
    'publishExam',
    'cancelExam',
    'releaseExam',
    'makeUp',
    'changeSitting',
  ]),
  'exam.addPeople': [
    { of: 'exam', body: (_record, colleagueId) => ({ personIds: [colleagueId] }) },
  ],
  ...rows('sitting', 'exam', ['findMine', 'findEnvelope', 'startAttempt']),
  ...rows('attempt', 'exam', ['appendAnswer', 'appendLeave', 'submitAttempt']),
  'exam.listRanking': own('contest'),
  'exam.findProgress': [{ of: 'exam', narrower: OF_THE_BUREAU }],
  'exam.listAttendance': [{ of: 'exam', narrower: OF_THE_BUREAU }],
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
    'listAppeals',
  ]),
  'exam-result.findMine': own('sitting'),
  'exam-result.appealQuestion': [
    { of: 'attempt', body: ({ id }) => ({ attemptId: id, text: '请复核' }) },
  ],
  ...rows('marking', 'exam-result', ['markAnswer', 'releaseMarking']),
  'exam-result.decideAppeal': own('appeal'),
  'exam-result.findResults': [{ of: 'exam', narrower: OF_THE_BUREAU }],
  'exam-result.listPeople': [{ of: 'exam', narrower: OF_THE_BUREAU }],

  'review.person': own('person'),
  'review.listRecords': own('person'),
};
