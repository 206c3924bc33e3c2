import { contracts, stemLine } from '@qiangji/shared-types';
import type { PersonDocument } from '../../../features/org';
import { UNVERIFIED, type QuestionDocument, type QuestionEvent } from '../../../features/quiz';
import { BUREAU } from '../../org';
import { at, workingDayBack, type World } from '../world';
import { opOf } from '../written';
import { OWN_QUESTIONS, type OwnQuestion } from './own-questions';

/** What the legal section has held against the published texts; the rest of the bank waits for it. */
const CONFIRMED_TOPICS = new Set([
  'uniform',
  'courtesy',
  'enforcement_id',
  'two_officers',
  'first_offense',
  'on_spot_penalty',
  'evidence',
  'prior_notice',
  'defense',
  'hearing',
  'legal_review',
  'service',
  'execution',
  'seizure',
  'jurisdiction',
  'scene_rules',
  'discipline',
]);
/** Working days ago: before the exams that ask them, after those that do not. */
const OWN_SINCE = 14;
const TEXT = '国家法律法规数据库公布文本';

/** The legal officer's word on a shipped question. */
export interface Confirmation {
  /** `_id` of the question. */
  questionId: string;
  verified: QuestionDocument['verified'];
  event: QuestionEvent;
}

export interface ExamBank {
  /** The bureau's own questions, as they are now. */
  own: QuestionDocument[];
  confirmed: Confirmation[];
  /** Questions that papers may be drawn from, in the versions of the time when papers were made. */
  rows: Map<string, QuestionDocument>;
}

/** The two of the legal section who write and confirm; the head comes first. */
export function legalOfficers({ people }: World): [PersonDocument, PersonDocument] {
  const [head, clerk] = people.filter((one) =>
    one.grants.some((own) => own.role === 'legal_officer'),
  );
  if (!head || !clerk) throw new Error('the demo has no legal section');
  return [head, clerk];
}

type Step = Pick<QuestionEvent, 'type' | 'text'> & { route: { id: string }; body: object };

function eventOf(
  { random }: World,
  who: PersonDocument,
  atMs: number,
  code: string,
  { type, text, route, body }: Step,
): QuestionEvent {
  const op = opOf(route, who._id, random.id(atMs), atMs, { params: { code }, body });
  return { ...op, type, text, at: new Date(atMs), who: who.name };
}

const verifyStep = (revision: number, checkedOn: string): Step => ({
  type: 'verified',
  text: `已核对：${TEXT}`,
  route: contracts.quiz.verifyQuestion,
  body: { revision, state: 'confirmed', text: TEXT, checkedOn },
});

/** Written, put into use and confirmed; the head of the section confirms what the clerk wrote. */
function ownQuestion(world: World, one: OwnQuestion, index: number): QuestionDocument {
  const [head, clerk] = legalOfficers(world);
  const day = workingDayBack(world.today, OWN_SINCE);
  const madeMs = at(day, 600 + index * 20);
  const { code, body, explanation, topic, law, difficulty, key: right, printed: key = right } = one;
  const draft = { body, key, explanation, topic, law, difficulty, author: clerk.name };
  const { createQuestion, changeState } = contracts.quiz;
  const steps: [PersonDocument, Step][] = [
    [clerk, { type: 'created', text: '新写的题', route: createQuestion, body: { draft } }],
    [
      head,
      { type: 'state', text: '启用', route: changeState, body: { revision: 1, state: 'active' } },
    ],
    [head, verifyStep(2, day)],
  ];
  const events = steps.map(([who, step], i) =>
    eventOf(world, who, madeMs + i * 300_000, code, step),
  );
  return {
    _id: `${BUREAU}:${code}`,
    bureau: BUREAU,
    code,
    source: 'written',
    state: 'active',
    content: { version: 1, stem: stemLine(body), fact: null, ...draft },
    past: [],
    verified: { state: 'confirmed', who: head.name, when: day, text: TEXT },
    reviewer: head.name,
    version: events.length,
    events,
    changedAt: new Date(world.nowMs),
    schemaVersion: 2,
  };
}

/** As `one` with another key, which nobody has confirmed yet. */
export function corrected(
  world: World,
  one: QuestionDocument,
  { key, atMs }: { key: OwnQuestion['key']; atMs: number },
): QuestionDocument {
  const [, clerk] = legalOfficers(world);
  const { version, stem, fact, ...before } = one.content;
  const body = { revision: one.version, draft: { ...before, key } };
  const route = contracts.quiz.changeQuestion;
  const step = { type: 'changed' as const, text: '改了内容', route, body };
  return {
    ...one,
    content: { ...one.content, version: version + 1, key },
    past: [...one.past, one.content],
    verified: UNVERIFIED,
    version: one.version + 1,
    events: [...one.events, eventOf(world, clerk, atMs, one.code, step)],
  };
}

/** What exams draw from: the bureau's own questions and what was confirmed of those that ship. */
export function makeExamBank(world: World): ExamBank {
  const [head] = legalOfficers(world);
  const [, day] = world.days as [string, string];
  const rows = new Map<string, QuestionDocument>();
  const confirmed: Confirmation[] = [];
  const verified = { state: 'confirmed' as const, who: head.name, when: day, text: TEXT };
  for (const { code, content } of world.content.questions) {
    if (!CONFIRMED_TOPICS.has(content.topic)) continue;
    const questionId = `${BUREAU}:${code}`;
    const atMs = at(day, 540 + confirmed.length);
    const event = eventOf(world, head, atMs, code, verifyStep(1, day));
    confirmed.push({ questionId, verified, event });
    rows.set(code, {
      _id: questionId,
      bureau: BUREAU,
      code,
      source: 'shipped',
      state: 'active',
      content: { version: 1, ...content },
      past: [],
      verified,
      reviewer: null,
      version: 2,
      events: [],
      changedAt: event.at,
      schemaVersion: 2,
    });
  }
  const own = OWN_QUESTIONS.map((one, i) => ownQuestion(world, one, i));
  for (const one of own) rows.set(one.code, one);
  return { own, confirmed, rows };
}
