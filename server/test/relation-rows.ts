import { addDays } from '@qiangji/shared-types';
import type { Actor } from '../src/platform/actor';
import { bureauOf, isWithin, unitsOf } from '../src/platform/actor';
import { makeId } from '../src/platform/ids';
import { UNITS } from './org-fixture';
import { EXAM_ROWS } from './relation-exam-rows';
import { OF_ONES_OWN, own, rows, takesPart, within } from './relation-row';
import type { Asked, Common, Listed } from './relation-row';
import { PLANNED_ON, STEM, type RecordKind, type WorldRecord } from './relation-world';
import { DAILY } from './spot-check-fixture';

const SHIPPED = 'it answers what ships with the product';
const ENTERS = 'whoever asks is nobody yet: what they send says who they become';
const ONESELF = 'it names nobody: what it does, it does to whoever asks';

const SQUADRONS: string[] = [UNITS.squadron, UNITS.sibling, UNITS.otherSquadron];

const ofPerson = (of: RecordKind): Asked[] => [{ of, lists: true }];

const ONLY_ONES_OWN = { reaches: takesPart, because: 'without a person it is one’s own' };
const ownOrOf = (of: RecordKind): (Asked | Listed)[] => [
  ...ofPerson(of),
  { holds: of, narrower: ONLY_ONES_OWN },
];

const notOnesOwn = {
  reaches: (actor: Actor, record: WorldRecord) =>
    bureauOf(actor.unitPath) === bureauOf(record.unitPath) &&
    !isWithin(actor.unitPath, record.unitPath),
  because: 'a draw of one’s own squadron would warn it',
};

/** Those who see a unit's sealed checks. */
const CHECKED_UNITS = {
  reaches: (actor: Actor, record: WorldRecord) =>
    within(record, unitsOf(actor, 'squadron_leader', 'campaign_office', 'bureau_leader')),
  because: 'checks of oneself stand in another view',
};

const OF_ONES_BUREAU = {
  reaches: (actor: Actor, record: WorldRecord) =>
    bureauOf(actor.unitPath) === bureauOf(record.unitPath),
  because: 'what a bureau writes is for everybody in it',
};

const OF_ONES_UNIT = {
  reaches: (actor: Actor, record: WorldRecord) =>
    actor.unitPath === record.unitPath || takesPart(actor, record),
  because: 'a squadron’s work is done by those who are in it, or whom it was meant for',
};

/** Of the people of this world the one of the brigade inspects. */
const INSPECTORS = {
  reaches: (actor: Actor, record: WorldRecord) =>
    record.place === 'brigade' && bureauOf(actor.unitPath) === bureauOf(record.unitPath),
  because: 'of a bureau’s people it names those who inspect',
};

/** For every route there is, whose records it reaches. */
export const ROWS: Record<string, (Asked | Listed)[] | Common> = {
  'auth.demo': { common: ENTERS },
  'auth.wechat': { common: ENTERS },
  'auth.bind': { common: ENTERS },
  'auth.refresh': { common: ENTERS },
  'auth.startDesk': { common: ENTERS },
  'auth.pollDesk': { common: ENTERS },
  'auth.confirmDesk': { common: 'the code that it names is on the screen before whoever asks' },
  'auth.logout': { common: ONESELF },
  'auth.consent': { common: ONESELF },
  'auth.withdrawConsent': { common: ONESELF },
  'auth.unbind': { common: ONESELF },
  'auth.me': [{ holds: 'person' }],
  'auth.myHoldings': {
    common: 'counts by kind, without a record: each kind counts in its feature',
  },
  'auth.listMyReaders': [{ holds: 'reading' }],
  'auth.appInfo': { common: 'it tells of the service' },

  'org.listUnits': [{ holds: 'unit' }],
  'org.listColleagues': [{ holds: 'person' }],
  'org.listRoster': [{ holds: 'person' }],
  'org.rosterTemplate': { common: 'an empty form' },
  'org.exportRoster': {
    common: 'a sheet: the people in it are those of the keeper’s units (roster-export.test.ts)',
  },
  'org.importRoster': {
    common: 'a sheet: row by row its people must be of the keeper’s units (roster-import.test.ts)',
  },
  'org.changePerson': own('person'),
  'org.issueBindingCode': own('person'),
  'org.unbindPerson': own('person'),

  'standard.listChecklists': { common: SHIPPED },
  'standard.dutyCatalogue': { common: SHIPPED },
  'standard.findChecklist': { common: SHIPPED },
  'study.findPiece': [{ of: 'piece', narrower: OF_ONES_BUREAU }],
  'study.image': [{ of: 'piece', narrower: OF_ONES_BUREAU }],
  'study.listPieces': [...own('person'), { holds: 'piece', narrower: OF_ONES_BUREAU }],
  'study.appendProgress': [{ of: 'piece', narrower: OF_ONES_BUREAU }],
  'study.listChoices': { common: SHIPPED },
  'study.listKept': [{ holds: 'piece' }],
  'study.writePiece': { common: OF_ONES_OWN },
  ...rows('piece', 'study', [
    ...['findOwn', 'listPast', 'findPast'],
    ...['changePiece', 'verifyPiece', 'changePieceState'],
  ]),

  'notice.listMine': [{ holds: 'notice' }],
  'notice.markRead': [{ of: 'notice', body: ({ id }) => ({ noticeIds: [id] }) }],
  'notice.findReminder': { common: ONESELF },
  'notice.answerReminder': { common: ONESELF },

  'media.upload': { common: OF_ONES_OWN },
  'media.picture': own('media'),
  'media.thumbnail': own('media'),
  'media.original': own('media'),

  'feedback.send': { common: OF_ONES_OWN },
  'feedback.listMine': [{ holds: 'feedback' }],
  'feedback.listAll': [{ holds: 'feedback' }],
  'feedback.answer': own('feedback'),
  'feedback.close': own('feedback'),

  'leave.record': [{ of: 'person', body: ({ id }) => ({ personId: id }) }],
  'leave.listUnit': [{ holds: 'leave', query: { when: 'past' } }],
  'leave.listMine': [{ holds: 'leave' }],
  'leave.change': own('leave'),
  'leave.withdraw': own('leave'),

  'quiz.findPractice': { common: 'the path names a day: everybody has their own' },
  'quiz.drawTopic': { common: 'the path names a topic, the answer is one’s own' },
  'quiz.findLosses': { common: 'the path names a file format' },
  'quiz.exportQuestions': { common: 'the path names a file format' },
  'quiz.drawMockPaper': { common: 'questions by chance from the bank of whoever asks' },
  'quiz.appendAnswers': { common: OF_ONES_OWN },
  'quiz.listWrong': [{ holds: 'wrong' }],
  'quiz.listMastery': own('person'),
  'quiz.listQuestions': [{ holds: 'question', query: { q: STEM } }],
  'quiz.createQuestion': { common: OF_ONES_OWN },
  'quiz.importQuestions': { common: OF_ONES_OWN },
  'quiz.questionTemplate': { common: 'an empty form' },
  'quiz.listLaws': [{ holds: 'law' }],
  'quiz.endLaw': { common: 'a law goes by its words, and ends for the bureau of whoever asks' },
  'quiz.findQuestion': own('question'),
  'quiz.changeQuestion': own('question'),
  'quiz.changeState': own('question'),
  'quiz.verifyQuestion': own('question'),
  'quiz.findImport': own('import'),
  'quiz.importReport': own('import'),
  'quiz.mapImport': own('import'),
  'quiz.keepImport': own('import'),

  'selfCheck.submit': { common: OF_ONES_OWN },
  'selfCheck.listChecks': ownOrOf('selfCheck'),
  'selfCheck.findCheck': own('selfCheck'),
  'selfCheck.listCorrections': ownOrOf('correction'),
  'selfCheck.findCorrection': own('correction'),
  'selfCheck.closeCorrection': own('correction'),

  'spotCheck.makeDraw': { common: 'drawn by chance in the bureau of whoever asks' },
  'spotCheck.listInspectors': [{ holds: 'person', narrower: INSPECTORS }],
  'spotCheck.listDraws': [{ holds: 'draw', narrower: notOnesOwn }],
  'spotCheck.findDraw': [{ of: 'draw', narrower: notOnesOwn }],
  'spotCheck.cancelDraw': [{ of: 'draw', narrower: notOnesOwn }],
  'spotCheck.createCheck': [
    {
      of: 'draw',
      body: ({ unitPath: squadronPath }) => ({
        ...{ checkId: makeId(), kind: 'special', covert: false, squadronPath },
        ...{ reason: '反映较多', checklist: DAILY },
      }),
      narrower: notOnesOwn,
    },
  ],
  'spotCheck.listChecks': [
    {
      of: 'checkOfPerson',
      query: () => ({ view: 'unit' }),
      lists: true,
      narrower: CHECKED_UNITS,
    },
    {
      holds: 'openCheck',
      query: { view: 'inspecting' },
      narrower: { reaches: takesPart, because: 'the checks that one makes' },
    },
    {
      holds: 'checkOfPerson',
      query: { view: 'checked' },
      narrower: { reaches: takesPart, because: 'the checks of oneself' },
    },
    { holds: 'sealedCheck', query: { view: 'unit' }, narrower: CHECKED_UNITS },
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
  'spotCheck.removePerson': own('openCheck'),
  'spotCheck.callOffCheck': own('openCheck'),
  'spotCheck.sealCheck': own('openCheck'),
  'spotCheck.acknowledge': own('checkOfPerson'),
  'spotCheck.settleDispute': own('sealedCheck'),
  'spotCheck.listFindings': [...ofPerson('finding'), { holds: 'finding' }],

  'dutyLog.openShift': { common: OF_ONES_OWN },
  'dutyLog.currentShift': [{ holds: 'shift' }],
  'dutyLog.listShifts': ownOrOf('shift'),
  'dutyLog.listAbsences': {
    common: 'days of colleagues of the unit of whoever asks (opening.controller.test.ts)',
  },
  'dutyLog.listOfficers': {
    common: 'officers by name, of the bureau of whoever asks (opening.controller.test.ts)',
  },
  'dutyLog.listDrafts': [{ holds: 'draft', narrower: OF_ONES_UNIT }],
  'dutyLog.listHandovers': [{ holds: 'handover', narrower: OF_ONES_UNIT }],
  'dutyLog.readDay': [
    {
      holds: 'handover',
      narrower: {
        reaches: (actor, record) =>
          within(record, unitsOf(actor, 'squadron_leader', 'bureau_leader')) &&
          !takesPart(actor, record),
        because: 'nobody reads the log of a shift that they were on',
      },
    },
  ],
  'dutyLog.findShift': own('shift'),
  'dutyLog.appendEntry': own('shift'),
  'dutyLog.findEntry': [...own('entry'), ...own('namedEntry')],
  'dutyLog.amendEntry': own('entry'),
  'dutyLog.settleMatter': own('entry'),
  'dutyLog.listMatters': [{ holds: 'leavingShift', narrower: OF_ONES_UNIT }],
  'dutyLog.settleLeft': [{ of: 'shift', body: () => ({ text: '没有这件事' }) }],
  'dutyLog.takeOverDraft': own('entry'),
  'dutyLog.requestHandover': [
    { of: 'shift', body: (_, colleagueId) => ({ receiverId: colleagueId }) },
  ],
  'dutyLog.confirmHandover': own('shift'),
  'dutyLog.closeShift': own('shift'),
  'dutyLog.changeShift': own('shift'),
  'dutyLog.resubmitLog': own('shift'),
  'dutyLog.returnLog': own('shift'),
  'dutyLog.approveLog': own('shift'),
  'dutyLog.noteAbsence': own('plan'),
  'dutyLog.listMyRota': [{ holds: 'plan' }],
  'dutyLog.findNext': own('shift'),
  'dutyLog.listRota': [
    {
      of: 'plan',
      query: ({ unitPath }) => ({ unitPath, from: PLANNED_ON, to: PLANNED_ON }),
      lists: true,
    },
  ],
  'dutyLog.saveRota': [
    {
      of: 'person',
      body: ({ id: personId }) => {
        const plan = { personId, day: addDays(PLANNED_ON, 2), templateCode: 'early' };
        return { catalogueVersion: 1, plans: [plan] };
      },
      hiddenBy: 'ROTA_INVALID',
    },
  ],

  ...EXAM_ROWS,

  'review.week': [
    { of: 'person', query: ({ unitPath }) => ({ unitPath }), lists: true },
    { holds: 'unit' },
  ],
  'review.squadrons': [
    {
      holds: 'unit',
      narrower: {
        reaches: (actor, record) =>
          SQUADRONS.includes(record.id) &&
          within(record, unitsOf(actor, 'campaign_office', 'bureau_leader')),
        because: 'units that are no squadron have no stand',
      },
    },
  ],
  'review.person': own('person'),
  'review.listRecords': own('person'),

  'today.find': [
    { holds: 'correction' },
    { holds: 'checkOfPerson' },
    {
      holds: 'handover',
      narrower: {
        reaches: (actor, record) =>
          record.owners.at(-1) === actor.personId ||
          (within(record, unitsOf(actor, 'squadron_leader')) && !takesPart(actor, record)),
        because: 'it waits for the one it was meant for, and a leader is shown what is unusual',
      },
    },
  ],
};
