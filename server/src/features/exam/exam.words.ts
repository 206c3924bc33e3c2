import { clockOf, dayOf, monthDay } from '@qiangji/shared-types';
import type { ExamDocument, SittingDocument } from './exam.collection';
import { timesOf, type TimedExam } from './exam.rules';
import type { AppealDocument, CorrectionDocument } from './marking.collection';

/** A notice's words with the key that makes a second telling harmless. */
export interface ExamWords {
  title: string;
  text: string;
  key: string;
}

const MINUTE_MS = 60_000;

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

/** To all who were to sit, once it is called off. */
export function cancelledWords({
  _id,
  draft,
  cancelledReason,
}: Drafted & Pick<ExamDocument, 'cancelledReason'>): ExamWords {
  return {
    title: `考试取消：${draft.title}`,
    text: cancelledReason ?? '',
    key: `exam:${_id}:cancelled`,
  };
}

interface Window {
  opensAt: Date;
  closesAt: Date;
}

/** `11月3日 09:00 到 10:00`; the day again where it is another. */
function windowWords({ opensAt, closesAt }: Window): string {
  const [from, to] = [opensAt.getTime(), closesAt.getTime()];
  const [first, last] = [dayOf(from), dayOf(to)];
  const end = first === last ? clockOf(to) : `${monthDay(last)} ${clockOf(to)}`;
  return `${monthDay(first)} ${clockOf(from)} 到 ${end}`;
}

/** To whom gets another window; `opId` is that of the make-up. */
export function makeUpWords({ _id, draft }: Drafted, opId: string, window: Window): ExamWords {
  return {
    title: `补考通知：${draft.title}`,
    text: `${windowWords(window)} 之间开考，限时 ${draft.times.durationMin} 分钟。`,
    key: `exam:${_id}:make-up:${opId}`,
  };
}

/** To the one person whose times were changed, or who is not to sit this time. */
export function changedWords(exam: TimedExam & Drafted, sitting: SittingDocument): ExamWords {
  const { opensAtMs, closesAtMs, durationMs } = timesOf(exam, sitting.times);
  const window = { opensAt: new Date(opensAtMs), closesAt: new Date(closesAtMs) };
  const minutes = durationMs / MINUTE_MS;
  return {
    title: `考试时间有变：${exam.draft.title}`,
    text:
      sitting.deferred === null
        ? `你的时间是 ${windowWords(window)}，限时 ${minutes} 分钟。`
        : `${sitting.setAside ? '你没写完的这份不算' : '这次先不用考'}，要补考会另外通知。`,
    key: `exam:${exam._id}:changed:${sitting.version}`,
  };
}

/** To whose paper nobody can grade, once the exam is settled without it; `opId` is that of the step. */
export function unmadeWords({ _id, draft }: Drafted, opId: string): ExamWords {
  return {
    title: `答卷批不出来：${draft.title}`,
    text: '系统没能批出你的答卷，不是你的原因。这份先不算，也不算缺考，要补考会另外通知。',
    key: `exam:${_id}:unmade:${opId}`,
  };
}

/** To those who sat, once what waited for a release may be seen. */
export function releasedWords({ _id, draft }: Drafted): ExamWords {
  return {
    title: `成绩公布：${draft.title}`,
    text: '可以到成绩里看了。',
    key: `exam:${_id}:released`,
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

/** To those who may have seen a key before it was corrected, and whose points it does not change. */
export function newKeyWords(
  { draft }: Drafted,
  { _id, reason }: Pick<CorrectionDocument, '_id' | 'reason'>,
  attemptId: string,
): ExamWords {
  return {
    title: `有一道题的答案更正了：${draft.title}`,
    text: `${reason}。更正后的答案可以到成绩里看。`,
    key: `exam-corrected:${_id}:${attemptId}`,
  };
}

/** To who keeps exams: the law that some of its questions cite ends before it does, or does not after all. */
export function leftOutWords(
  { _id, draft, leftOut = [], held }: Drafted & Pick<ExamDocument, 'leftOut' | 'held'>,
  opId: string,
): ExamWords {
  const count = leftOut.length;
  const key = `exam:${_id}:left-out:${opId}`;
  if (held) {
    return {
      title: `考试先不开：${draft.title}`,
      text: '卷里的题依据的法规到考试时都失效了，没有题可考，谁也开不了考。请中止这场，换一张卷另发。',
      key,
    };
  }
  return {
    title: `卷子有变：${draft.title}`,
    text:
      count > 0
        ? `有 ${count} 道题依据的法规到考试时已经失效，自动不考了。到考试里看还够不够，不够就中止另发。`
        : '原来不考的题又考了：依据的法规没有失效。',
    key,
  };
}

/** To who keeps exams: some questions stay on the paper though their law ends, since it may have been begun. */
export function outdatedWords(
  { _id, draft }: Drafted,
  { count, mark }: { count: number; mark: string },
): ExamWords {
  return {
    title: `卷子要看一下：${draft.title}`,
    text: `有 ${count} 道题依据的法规到考试时已经失效，已经开考或者马上开考，撤不下来了。考完在成绩里把这几题改为人人得分，或者中止换卷。`,
    key: `exam:${_id}:outdated:${mark}`,
  };
}

/** To who answers appeals; what the key says before its last part is alike of one exam. */
export function appealedWords({ _id, draft }: Drafted, appealId: string): ExamWords {
  return {
    title: `有申诉等答复：${draft.title}`,
    text: '到这场考试的申诉里看，写明理由答复。',
    key: `exam:${_id}:appealed:${appealId}`,
  };
}

/** To who marks; what the key says before its last part is alike of one exam. */
export function toMarkWords({ _id, draft }: Drafted, since: string): ExamWords {
  return {
    title: `有答案等人阅：${draft.title}`,
    text: '机器判不了的题等着人阅，一个答案一个人阅。',
    key: `exam:${_id}:to-mark:${since}`,
  };
}

/** To whom appealed, once it is decided. */
export function appealWords({ draft }: Drafted, appeal: AppealDocument): ExamWords {
  const { _id, state, upheldBy } = appeal;
  const reason = appeal.reason ?? '';
  const key = `exam-appeal:${_id}`;
  if (upheldBy === 'explanation') {
    // An appeal that is upheld is taken for more points; here there are none.
    const text = `${reason.replace(/。+$/, '')}。答案没有错，分不变；改过的解析和标准答案一起看。`;
    return { title: `申诉采纳，改了解析：${draft.title}`, text, key };
  }
  const head = state === 'upheld' ? '申诉成立' : '申诉有答复';
  return { title: `${head}：${draft.title}`, text: reason, key };
}
