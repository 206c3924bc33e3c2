import {
  clockOf,
  dayOf,
  monthDay,
  type DutyCatalogue,
  type PageLink,
  type ReviewRecord,
  SELF_CHECK_NAMES,
} from '@qiangji/shared-types';
import type { ShiftDocument } from '../duty-log';
import type { AnswerDocument } from '../quiz';
import type { CorrectionDocument, SelfCheckDocument } from '../self-check';
import type { TallyDocument } from '../spot-check';
import type { ProgressStateDocument } from '../study';
import type { PieceName } from './list.repository';
import type { MetQuestion } from './mastery.rules';

/** The way to a record, or none where the asker may not open it. */
export type LinkTo = (feature: string, page: string, id: string) => PageLink | null;

export interface PieceRead {
  slug: string;
  /** On which it was last read in or learnt, of the days looked at. */
  day: string;
  state: ProgressStateDocument | undefined;
  /** Learnt in these days: what was learnt before and is read again counts as read. */
  learnt: boolean;
}

export function presentPiece(
  { slug, day, state, learnt }: PieceRead,
  pieces: ReadonlyMap<string, PieceName>,
  link: LinkTo,
): ReviewRecord {
  const piece = pieces.get(slug);
  const read = `读到 ${Math.floor((state?.positionBp ?? 0) / 100)}%`;
  return {
    id: slug,
    day,
    title: piece?.title ?? slug,
    meta: state?.doneAt ? `${monthDay(dayOf(state.doneAt.getTime()))}学懂` : read,
    tone: learnt ? 'ok' : 'plain',
    link: piece?.isOpen ? link('study', 'reader', slug) : null,
  };
}

/** What questions, by their code, and topics are called. */
export interface QuestionWords {
  stems: ReadonlyMap<string, string>;
  topicName: (code: string) => string;
}

/** A question once, by the last time it was answered. */
export function presentQuestion(
  { questionCode, topic, lastAt, mastered }: MetQuestion,
  { stems, topicName }: QuestionWords,
): ReviewRecord {
  return {
    id: questionCode,
    day: dayOf(lastAt.getTime()),
    title: stems.get(questionCode) ?? questionCode,
    meta: `${topicName(topic)}，${mastered ? '稳住' : '还没稳住'}`,
    tone: mastered ? 'ok' : 'plain',
    link: null,
  };
}

export function presentAnswer(
  answer: AnswerDocument,
  { stems, topicName }: QuestionWords,
): ReviewRecord {
  return {
    id: answer._id,
    day: dayOf(answer.occurredAt.getTime()),
    title: stems.get(answer.questionCode) ?? answer.questionCode,
    meta: `${topicName(answer.topic)}，${answer.right ? '答对' : '答错'}`,
    tone: answer.right ? 'ok' : 'warn',
    // An answer is all there is of it: no page lies behind.
    link: null,
  };
}

const shiftName = ({ templateCode }: ShiftDocument, { shiftTemplates }: DutyCatalogue) =>
  shiftTemplates.find((one) => one.code === templateCode)?.name ?? '一班';

/** A shift by the check before it; one without leads to the shift, where there is somebody to ask. */
export function presentReadiness(
  { shift, check }: { shift: ShiftDocument; check: SelfCheckDocument | null },
  catalogue: DutyCatalogue,
  link: LinkTo,
): ReviewRecord {
  const { _id: id, day } = shift;
  const title = shiftName(shift, catalogue);
  if (!check) {
    const meta = `没做${SELF_CHECK_NAMES.readiness}`;
    return { id, day, title, meta, tone: 'warn', link: link('duty-log', 'shift', id) };
  }
  const { itemCount, faultCount, occurredAt } = check;
  const found = faultCount === 0 ? '都合格' : `${faultCount} 条要改`;
  return {
    id,
    day,
    title,
    meta: `${clockOf(occurredAt.getTime())} 自查，${itemCount} 条，${found}`,
    tone: 'plain',
    link: link('self-check', 'record', check._id),
  };
}

export function presentShift(
  shift: ShiftDocument,
  entries: number,
  catalogue: DutyCatalogue,
  link: LinkTo,
): ReviewRecord {
  const returned = shift.log === 'returned';
  const state = shift.endedAt ? (returned ? '已退回' : '已交') : '在岗';
  return {
    id: shift._id,
    day: shift.day,
    title: shiftName(shift, catalogue),
    meta: `记 ${entries} 条，日志${state}`,
    // What the figure of logs counts is complete: with entries, and not returned.
    tone: returned || (shift.endedAt && entries === 0) ? 'warn' : 'plain',
    link: link('duty-log', 'shift', shift._id),
  };
}

export function presentTally(tally: TallyDocument, link: LinkTo): ReviewRecord {
  const { checkId, day, applicable, passed, disputed, withdrawn } = tally;
  const out = withdrawn ? '；意见成立，不计入' : '；有异议，不计入';
  return {
    id: checkId,
    day,
    title: '督察',
    meta: `查 ${applicable} 项，合格 ${passed} 项${disputed ? out : ''}`,
    tone: disputed || passed === applicable ? 'plain' : 'warn',
    link: link('spot-check', 'result', checkId),
  };
}

export function presentCorrection(
  one: CorrectionDocument,
  today: string,
  link: LinkTo,
): ReviewRecord {
  const late = one.state === 'open' && one.dueOn < today;
  const open = late ? `应于 ${monthDay(one.dueOn)}，超期` : `应于 ${monthDay(one.dueOn)}`;
  const done = one.doneAt ? `${monthDay(dayOf(one.doneAt.getTime()))}改好` : '已改好';
  return {
    id: one._id,
    day: one.foundOn,
    title: one.itemName,
    meta: one.state === 'done' ? done : open,
    tone: one.state === 'done' ? 'ok' : late ? 'bad' : 'warn',
    link: link('self-check', 'correction', one._id),
  };
}
