import { errors, type ErrorInfo } from '@qiangji/shared-types';
import type { OutboxItem } from '@/platform/outbox';

export type Refused = Pick<OutboxItem, 'routeId' | 'params' | 'body' | 'error'> &
  Partial<Pick<OutboxItem, 'photo'>>;

/** The record of a picture, as far as this phone still knows it. */
export type PictureOf = Pick<OutboxItem, 'routeId' | 'recordKey'>;

/** Where it goes on: the record that was meant, or the list that it stood in. */
export interface Place {
  label: string;
  url: string;
}

interface Ids {
  shiftId: string;
  entryId: string;
  checkId: string;
  examId: string;
  slug: string;
}

/** A page of another feature, by its address: the outbox knows no feature. */
export const page = (feature: string, name: string, query = '') =>
  `/features/${feature}/pages/${name}/index${query}`;

const shift = ({ shiftId }: Ids) => ({
  label: '看这一班',
  url: page('duty-log', 'shift', `?id=${shiftId}`),
});
// Whoever was not on its shift may open neither the shift nor its entries: the list is everybody's.
const matters = () => ({ label: '看接着办的', url: '/tabs/duty/index' });
/** Says by itself where the check has ended, and leads on from there. */
const scoring = ({ checkId }: Ids) => ({
  label: '看这次督察',
  url: page('spot-check', 'score', `?id=${checkId}`),
});
const result = ({ checkId }: Ids) => ({
  label: '看督察结果',
  url: page('spot-check', 'result', `?id=${checkId}`),
});
const exams = () => ({ label: '看我的考试', url: page('exam', 'mine') });

interface Meaning {
  /** Said instead of the words that the code has everywhere; the service's own about the record stand. */
  words?: string;
  /** Where this code leads elsewhere than the others of the route. */
  place?: (ids: Ids) => Place;
  /** Somebody else has done it, or nobody needs it: nothing is left to do. */
  over?: true;
}

interface Kind {
  place: (ids: Ids) => Place;
  /** The field of the body that tells the person which one it was: their own words, or what they said is done. */
  said?: string;
  /** What giving it up loses, in plain words. */
  lost?: string;
  codes?: Record<string, Meaning>;
}

const SIGNOFF = 'spotCheck.appendSignoff';
const ENDED = '这次督察不在打分了：还没开始，或者已经封存、作废';

/** Writes that no form puts right, by the route that they were sent to. */
export const REFUSED_KINDS: Record<string, Kind> = {
  'dutyLog.settleMatter': {
    said: 'note',
    place: matters,
    codes: {
      STATE_CONFLICT: { words: '这件事已有人说办完了，或者记录改过，不用再办', over: true },
      NOT_FOUND: { words: '没找到这件事的记录：它没有送到，或者已不归你们中队' },
    },
  },
  'dutyLog.settleLeft': {
    said: 'text',
    place: matters,
    lost: '不要了，这件事还留在“接着办的”里',
    codes: {
      STATE_CONFLICT: { words: '交班时留的事里已经没有这一件，不用再办', over: true },
      NOT_FOUND: { words: '没找到留下这件事的那一班，可能已不归你们中队' },
    },
  },
  'dutyLog.takeOverDraft': {
    place: ({ entryId }) => ({
      label: '看这条草稿',
      url: page('duty-log', 'draft', `?id=${entryId}`),
    }),
    codes: {
      DRAFT_TAKEN: { over: true },
      STATE_CONFLICT: { words: '这一条已经不是等人接手的草稿' },
      AUXILIARY_NOT_ALLOWED: { over: true },
      NOT_FOUND: { words: '没找到这条草稿：别人接手了，或者已不归你们中队' },
    },
  },
  'dutyLog.confirmHandover': {
    place: () => ({ label: '看等着接的班', url: page('duty-log', 'takeover') }),
    lost: '不要了，这一班还等着人接',
    codes: {
      HANDOVER_TAKEN: { over: true },
      FORBIDDEN: { over: true },
      NOT_FOUND: { words: '没找到这一班，可能已不归你们中队' },
    },
  },
  'dutyLog.changeShift': {
    place: shift,
    lost: '不要了，这一班照原来的样子记着',
    codes: { NOT_FOUND: { words: '没找到这一班，或者你已不在这一班里' } },
  },
  'dutyLog.noteAbsence': {
    said: 'text',
    place: () => ({ label: '看排班', url: page('duty-log', 'rota') }),
    codes: {
      STATE_CONFLICT: { over: true },
      NOT_FOUND: { words: '没找到这一班的排班，可能已经撤了' },
    },
  },
  'spotCheck.createCheck': { place: scoring },
  'spotCheck.startCheck': {
    place: scoring,
    codes: { STATE_CONFLICT: { words: '这次督察现在不能开始：还没派人，或者已经封存、作废' } },
  },
  'spotCheck.appendResults': { place: scoring, codes: { STATE_CONFLICT: { words: ENDED } } },
  [SIGNOFF]: {
    said: 'answer',
    place: scoring,
    codes: { STATE_CONFLICT: { words: `${ENDED}，签字没收进去` } },
  },
  'spotCheck.acknowledge': {
    said: 'answer',
    place: result,
    codes: {
      STATE_CONFLICT: {
        place: () => ({ label: '写投诉建议', url: page('feedback', 'write') }),
      },
      NOT_FOUND: { words: '没找到这次督察，或者你已不在被查的人里' },
    },
  },
  'spotCheck.settleDispute': {
    said: 'reason',
    place: result,
    codes: { STATE_CONFLICT: { over: true } },
  },
  'exam-result.appealQuestion': {
    said: 'text',
    place: ({ examId }) => ({ label: '看答卷', url: page('exam', 'result', `?id=${examId}`) }),
  },
  'exam.appendAnswer': { place: exams },
  'exam.appendLeave': {
    place: exams,
    codes: { EXAM_OVER: { over: true }, EXAM_HANDED_IN: { over: true } },
  },
  'exam.submitAttempt': { place: exams },
  'quiz.appendAnswers': {
    place: () => ({ label: '看今天的题', url: page('quiz', 'daily') }),
    lost: '不要了，这几题算没答过，题以后还会再出',
  },
  'study.appendProgress': {
    place: ({ slug }) => ({ label: '看这一篇', url: page('study', 'reader', `?slug=${slug}`) }),
    codes: { NOT_FOUND: { words: '这一篇已经撤下，进度不用送了', over: true } },
  },
  'notice.answerReminder': {
    // The line to ask for it once more stands there.
    place: exams,
    lost: '不要了，下次突击考试微信不一定提醒，“通知”里照样有；要提醒就到“我的考试”再点一次',
  },
  'notice.markRead': {
    place: () => ({ label: '看通知', url: page('notice', 'inbox') }),
    codes: { NOT_FOUND: { words: '这几条通知已经不在了', over: true } },
  },
};

const amend = (entryId: string) => ({
  label: '去补拍',
  url: page('duty-log', 'entry', `?amend=${entryId}`),
});
const scoringOf = (checkId: string) => scoring({ checkId } as Ids);

/** Where a picture can be taken once more, or looked for, by the route of its record and the record's key. */
export const PICTURE_KINDS: Record<string, (recordKey: string) => Place> = {
  'dutyLog.appendEntry': amend,
  'dutyLog.amendEntry': amend,
  'spotCheck.appendResults': scoringOf,
  'selfCheck.submit': () => ({ label: '看自查记录', url: page('self-check', 'history') }),
  'selfCheck.closeCorrection': (id) => ({
    label: '看这条要改的',
    url: page('self-check', 'correction', `?id=${id}`),
  }),
  'feedback.send': () => ({ label: '看我写的', url: page('feedback', 'mine') }),
};

// Most are sealed by the time it is known: no page would take another one then.
const SIGNATURE_LOST =
  '签字已经送到，只差手写的这张图：还没封存就到督察里请他再签一次，封存了就补不了；不要了，签字照样算，只是没有这张图';

const PICTURE_LOST =
  '记录已经送到，只差这张照片：能补拍就补拍；不要了，记录照样算，只是没有这张作证';

/** Sent again these bytes come back again. */
const HOPELESS: readonly string[] = [
  'FILE_MISSING',
  'UNSUPPORTED_MEDIA',
  'MEDIA_TOO_LARGE',
  'MEDIA_TOO_MANY_PIXELS',
];

/** Whether sending it as it is may help. */
export function mayResend({ error }: Refused): boolean {
  return !error || !HOPELESS.includes(error.code);
}

/** What giving it up loses; undefined where it is the record itself. */
export function lossOf({ routeId, photo }: Refused, record?: PictureOf): string | undefined {
  if (!photo) return REFUSED_KINDS[routeId]?.lost;
  return record?.routeId === SIGNOFF ? SIGNATURE_LOST : PICTURE_LOST;
}

/** Asked before it is given up: what that loses, and that it cannot be had back. */
export function givenUp(item: Refused, record?: PictureOf): string {
  const loss = lossOf(item, record);
  if (loss === undefined) return '这条和它的照片从手机里删掉，找不回来。';
  const there = item.photo && item.error?.code !== 'FILE_MISSING';
  return there ? `${loss}。这张从手机里删掉，找不回来。` : loss;
}

function meaningOf({ routeId, error }: Refused): Meaning | undefined {
  return error && REFUSED_KINDS[routeId]?.codes?.[error.code];
}

/** Why it came back, in the words of the record: the rule, then each field that it named. */
export function reasonsOf(item: Refused): string[] {
  const { error } = item;
  if (!error) return [];
  const { code, message, details = [] } = error;
  const general = message === (errors as Partial<Record<string, ErrorInfo>>)[code]?.message;
  const said = (general ? meaningOf(item)?.words : undefined) ?? message;
  return [said, ...details.map((detail) => detail.message)].filter(
    (text, index, all) => all.indexOf(text) === index,
  );
}

/** Whether nothing is left to do about it but to put it away. */
export function isOver(item: Refused): boolean {
  return meaningOf(item)?.over ?? false;
}

/** Where the record or the list is that it belongs to; undefined where the write has none to open. */
export function placeOf(item: Refused, record?: PictureOf): Place | undefined {
  if (item.photo) return record && PICTURE_KINDS[record.routeId]?.(record.recordKey);
  const kind = REFUSED_KINDS[item.routeId];
  const { checkId } = (item.body ?? {}) as Partial<Ids>;
  const ids = { checkId, ...(item.params as object | undefined) } as Ids;
  return (meaningOf(item)?.place ?? kind?.place)?.(ids);
}

/** What was said with it, to be read once more before it is put away. */
export function saidOf({ routeId, body }: Refused): string | undefined {
  const field = REFUSED_KINDS[routeId]?.said;
  const said = field && (body as Record<string, unknown> | undefined)?.[field];
  return typeof said === 'string' && said !== '' ? said : undefined;
}
