import type { Db, Filter } from 'mongodb';
import { addDays, dayOf, type DemoAccount } from '@qiangji/shared-types';

/** One page as somebody comes to it. */
export interface Stop {
  /** Name in the report and of the picture, `feature-page`. */
  name: string;
  /** Address after the `#`. */
  path: string;
  /** Nothing to show is an answer here. */
  mayBeEmpty?: boolean;
  /** Shows what it showed before when it is opened without a network. */
  offline?: boolean;
  /** Also worth a picture on a desk screen. */
  desk?: boolean;
  /** What opens a drawer at a desk, which is looked over, too. */
  opens?: RegExp;
  /** What is pressed before one looks. */
  presses?: RegExp[];
}

interface Row {
  _id: string;
  [field: string]: unknown;
}

async function idOf(
  db: Db,
  collection: string,
  filter: Filter<Row>,
  field = '_id',
): Promise<string> {
  // Ids begin with their time: the newest is the one that people look at.
  const [row] = await db
    .collection<Row>(collection)
    .find(filter)
    .sort({ _id: -1 })
    .limit(1)
    .toArray();
  if (!row) throw new Error(`the demo has no ${collection} of ${JSON.stringify(filter)}`);
  return String(row[field]);
}

const feature = (name: string, page: string, query = '') =>
  `/features/${name}/pages/${page}/index${query}`;

function stop(name: string, page: string, query = '', more: Partial<Stop> = {}): Stop {
  return { name: `${name}-${page}`, path: feature(name, page, query), ...more };
}

const tab = (name: string, more: Partial<Stop> = {}): Stop => ({
  name,
  path: `/tabs/${name}/index`,
  ...more,
});

/** Where everybody comes, each to their own words. */
const tabs = (more: Partial<Stop> = {}) => [
  tab('today', more),
  tab('study'),
  tab('duty', more),
  tab('checks', more),
  tab('me'),
];

/** The exam that was marked, released and appealed. */
const monthlyExam = (db: Db) => idOf(db, 'exam_exams', { 'draft.kind': 'open_window' });

/** What the office wrote itself; it shows a picture. */
const ownPiece = (db: Db) => idOf(db, 'study_own_pieces', { state: 'published' });

async function officerStops(db: Db, own: string): Promise<Stop[]> {
  const shift = await idOf(db, 'duty_shifts', { memberIds: own });
  const entry = await idOf(db, 'duty_entries', { actorId: own });
  const draft = await idOf(db, 'duty_entries', {
    state: 'draft_for_officer',
    unitPath: '/wh/brigade/hutang',
  });
  const handover = await idOf(db, 'duty_shifts', {
    'handover.receiverId': own,
    state: 'handover_requested',
  });
  const acted = { officerIds: own, enforcement: true };
  const act = await idOf(db, 'duty_entries', acted);
  const handling = await idOf(db, 'duty_entries', acted, 'handlingCode');
  const check = await idOf(db, 'self_checks', { actorId: own });
  const correction = await idOf(db, 'self_check_corrections', { actorId: own, state: 'open' });
  const result = await idOf(db, 'spot_checks', { 'persons.personId': own, sealed: true });
  const ended = await idOf(db, 'duty_shifts', { memberIds: own, log: 'submitted' });
  const coming = await idOf(db, 'exam_exams', { settledAt: null });
  const month = await monthlyExam(db);
  const piece = await ownPiece(db);
  return [
    ...tabs({ offline: true }),
    stop('account', 'consent'),
    stop('account', 'holdings'),
    stop('account', 'desk'),
    stop('account', 'privacy'),
    stop('duty-log', 'my-rota', '', { offline: true }),
    stop('duty-log', 'open'),
    stop('duty-log', 'draft', `?id=${draft}`),
    stop('duty-log', 'note', `?id=${entry}`),
    // One whose days are over takes no more, and says so.
    {
      ...stop('duty-log', 'entry', `?shift=${ended}`, { mayBeEmpty: true }),
      name: 'duty-log-entry-later',
    },
    stop('duty-log', 'shift', `?id=${shift}`),
    stop('duty-log', 'shifts'),
    stop('duty-log', 'takeover', `?id=${handover}`),
    stop('feedback', 'mine'),
    stop('feedback', 'write'),
    stop('gallery', 'index'),
    stop('leave', 'mine', '', { mayBeEmpty: true }),
    stop('notice', 'inbox'),
    stop('outbox', 'list', '', { mayBeEmpty: true }),
    // What a sitting looks like in its states is seen in exam-pages.e2e.ts.
    stop('exam', 'mine'),
    stop('exam', 'before', `?id=${coming}`),
    stop('exam', 'result', `?id=${month}`),
    stop('quiz', 'daily', '', { offline: true }),
    stop('quiz', 'mock'),
    stop('quiz', 'topic', '?topic=recorder'),
    stop('quiz', 'topics'),
    stop('quiz', 'wrong', '', { mayBeEmpty: true }),
    stop('self-check', 'check', '?kind=readiness'),
    {
      ...stop('self-check', 'check', `?kind=conduct&entryId=${act}&handling=${handling}`),
      name: 'self-check-conduct',
    },
    stop('self-check', 'correction', `?id=${correction}`),
    stop('self-check', 'corrections'),
    stop('self-check', 'history'),
    stop('self-check', 'record', `?id=${check}`),
    stop('spot-check', 'result', `?id=${result}`),
    stop('study', 'handbook'),
    stop('study', 'reader', '?slug=two-officers', { offline: true }),
    {
      ...stop('study', 'reader', `?slug=${piece}&section=2`, { offline: true }),
      name: 'study-reader-own',
    },
  ];
}

/** The auxiliary is on duty: what needs a shift is seen here. */
async function auxiliaryStops(db: Db, own: string): Promise<Stop[]> {
  const entry = await idOf(db, 'duty_entries', { actorId: own, state: 'recorded' });
  const shift = await idOf(db, 'duty_shifts', { memberIds: own, state: 'on_duty' });
  return [
    ...tabs(),
    stop('duty-log', 'entry'),
    { ...stop('duty-log', 'entry', '?incident=1'), name: 'duty-log-incident' },
    { ...stop('duty-log', 'entry', `?amend=${entry}`), name: 'duty-log-entry-amend' },
    {
      ...stop('duty-log', 'shift', `?id=${shift}`, { presses: [/^改这班/] }),
      name: 'duty-log-shift-change',
    },
    stop('duty-log', 'drafts'),
    stop('duty-log', 'handover'),
    stop('self-check', 'check', '?kind=periodic'),
  ];
}

async function inspectorStops(db: Db, own: string): Promise<Stop[]> {
  const open = await idOf(db, 'spot_checks', { inspectorIds: own, sealed: false });
  const sealed = await idOf(db, 'spot_checks', { inspectorIds: own, state: 'notice_issued' });
  const draw = await idOf(db, 'spot_check_draws', { 'outcome.inspectorIds': own });
  const waiting = await idOf(db, 'spot_check_draws', { checkId: null, cancelled: null });
  return [
    ...tabs({ desk: true }),
    stop('spot-check', 'draw'),
    { ...stop('spot-check', 'draw', `?drawId=${draw}`), name: 'spot-check-drawn' },
    stop('spot-check', 'start'),
    stop('spot-check', 'plan', `?drawId=${waiting}`),
    { ...stop('spot-check', 'plan', `?checkId=${open}`), name: 'spot-check-planned' },
    {
      ...stop('spot-check', 'score', `?id=${open}`, { presses: [/^作废这次督察/] }),
      name: 'spot-check-call-off',
    },
    stop('spot-check', 'score', `?id=${open}`, { desk: true }),
    stop('spot-check', 'sign', `?id=${open}`),
    stop('spot-check', 'sealed', `?id=${sealed}`),
    stop('spot-check', 'result', `?id=${sealed}`, { desk: true }),
  ];
}

async function leaderStops(db: Db): Promise<Stop[]> {
  const person = await idOf(db, 'org_persons', { staffNumber: 'D0001' });
  const month = await monthlyExam(db);
  const today = dayOf(Date.now());
  const span = `&from=${addDays(today, -13)}&to=${today}`;
  const name = encodeURIComponent('陈立');
  const unit = encodeURIComponent('/wh/brigade/hutang');
  const squadron = encodeURIComponent('湖塘中队');
  const weeksAgo = addDays(today, -55);
  // On a Monday nothing of the week that has begun has been worked yet.
  const worked = `&day=${addDays(today, -1)}`;
  return [
    ...tabs({ desk: true }),
    stop('duty-log', 'rota', '', {
      desk: true,
      offline: true,
      opens: /^陈立，.*(早|中|夜)班/,
    }),
    stop('duty-log', 'reading', `?day=${addDays(today, -1)}`, { desk: true }),
    stop('duty-log', 'shifts', `?unit=${unit}`),
    stop('exam', 'result', `?id=${month}`),
    stop('exam', 'results', `?id=${month}`, { desk: true }),
    stop('exam', 'watch', '', { desk: true }),
    stop('leave', 'unit', '', { desk: true, offline: true }),
    stop('leave', 'record'),
    stop('org', 'manage'),
    stop('review', 'person', `?id=${person}&day=${today}`, { desk: true }),
    stop('review', 'records', `?id=${person}&name=${name}&kind=logs${span}`),
    stop('review', 'off-duty', `?unit=${unit}`, { mayBeEmpty: true }),
    stop('review', 'week', `?unit=${unit}${worked}`, { desk: true, opens: / 日志 \d+\/\d+/ }),
    stop('self-check', 'corrections', `?unit=${unit}`),
    stop('self-check', 'history', `?unit=${unit}`),
    stop('spot-check', 'list', `?unit=${unit}&name=${squadron}&from=${weeksAgo}&to=${today}`),
  ];
}

async function officeStops(db: Db): Promise<Stop[]> {
  const desk = { desk: true };
  const month = await monthlyExam(db);
  const written = await idOf(db, 'exam_markings', { scoreBp: null }, 'examId');
  const appealed = await idOf(db, 'exam_appeals', { state: 'open' }, 'examId');
  const draft = await idOf(db, 'exam_papers', { state: 'draft' });
  const piece = await ownPiece(db);
  return [
    // The office has no post on the road: 执勤 says so instead of showing a shift.
    ...tabs(desk).map((one) => ({ ...one, mayBeEmpty: one.name === 'duty' })),
    stop('feedback', 'office', '', desk),
    stop('leave', 'unit', '', desk),
    stop('leave', 'record', '', desk),
    stop('org', 'import', '', desk),
    stop('org', 'manage', '', desk),
    stop('org', 'roster', '', { desk: true, opens: /^打开 / }),
    stop('exam', 'desk', '', desk),
    stop('exam', 'paper', '', desk),
    // What a whole brigade makes of a page; its states are seen in exam-pages.e2e.ts.
    { ...stop('exam', 'paper', `?id=${draft}`, desk), name: 'exam-paper-draft' },
    { ...stop('exam', 'console', `?id=${month}`, desk), name: 'exam-console-month' },
    { ...stop('exam', 'results', `?id=${month}`, desk), name: 'exam-results-month' },
    { ...stop('exam', 'statistics', `?id=${month}`, desk), name: 'exam-statistics-month' },
    { ...stop('exam', 'marking', `?id=${written}`, desk), name: 'exam-marking-waiting' },
    { ...stop('exam', 'appeals', `?id=${appealed}`, desk), name: 'exam-appeals-open' },
    stop('exam', 'plan', '', desk),
    stop('study', 'desk', '', { desk: true, opens: /^打开《示例：这一期/ }),
    stop('study', 'write', '', desk),
    { ...stop('study', 'write', `?slug=${piece}`, desk), name: 'study-write-change' },
    stop('quiz', 'bank', '', desk),
    stop('quiz', 'edit', '', desk),
    stop('quiz', 'import', '', desk),
    stop('review', 'squadrons', '', desk),
    stop('spot-check', 'plan', '', desk),
    stop('review', 'week', `?unit=${encodeURIComponent('/wh/brigade')}`, desk),
  ];
}

/** The pages that an account uses, with records of its own. */
export async function stopsOf(db: Db, account: DemoAccount, own: string): Promise<Stop[]> {
  switch (account) {
    case 'officer':
      return officerStops(db, own);
    case 'auxiliary':
      return auxiliaryStops(db, own);
    case 'inspector':
      return inspectorStops(db, own);
    case 'leader':
      return leaderStops(db);
    default:
      return officeStops(db);
  }
}
