import { clockOf, dayOf, monthDay } from '@qiangji/shared-types';
import type { ExamDocument } from './exam.collection';
import type { AppealDocument, CorrectionDocument } from './marking.collection';

/** A notice's words with the key that makes a second telling harmless. */
export interface ExamWords {
  title: string;
  text: string;
  key: string;
}

type Drafted = Pick<ExamDocument, '_id' | 'draft' | 'opensAt'>;

/** To whom is to sit, when an exam is sent out. */
export function publishedWords({ _id, draft, opensAt }: Drafted): ExamWords {
  const { title, kind, times } = draft;
  const ms = opensAt.getTime();
  const surprise = kind === 'surprise';
  const text = surprise
    ? `请在 ${times.startWithinMin} 分钟内开考，限时 ${times.durationMin} 分钟。正在执勤、处置、请假的不用考。`
    : `${monthDay(dayOf(ms))} ${clockOf(ms)} 开考，限时 ${times.durationMin} 分钟。`;
  const head = surprise ? '飞行考试' : '考试通知';
  return { title: `${head}：${title}`, text, key: `exam:${_id}:published` };
}

/** To whom gets another window; `opId` is that of the make-up. */
export function makeUpWords({ _id, draft }: Drafted, opId: string): ExamWords {
  return {
    title: `补考通知：${draft.title}`,
    text: `限时 ${draft.times.durationMin} 分钟，请在补考时间内开考。`,
    key: `exam:${_id}:make-up:${opId}`,
  };
}

/** To those whose points a corrected key changed. */
export function correctedWords(
  { draft }: Drafted,
  { _id, reason }: Pick<CorrectionDocument, '_id' | 'reason'>,
  attemptId: string,
): ExamWords {
  return {
    title: `有一道题重新评了分：${draft.title}`,
    text: `${reason}。原来的得分和现在的得分都留着，可以到成绩里看。`,
    key: `exam-corrected:${_id}:${attemptId}`,
  };
}

/** To whom appealed, once it is decided. */
export function appealWords({ draft }: Drafted, appeal: AppealDocument): ExamWords {
  const upheld = appeal.state === 'upheld';
  return {
    title: upheld ? `申诉成立：${draft.title}` : `申诉有答复：${draft.title}`,
    text: appeal.reason ?? '',
    key: `exam-appeal:${appeal._id}`,
  };
}
