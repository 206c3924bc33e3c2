import { Inject, Provide, Scope as DiScope, ScopeEnum } from '@midwayjs/core';
import { addDays, clockOf, dayOf, dayStart, monthDay } from '@qiangji/shared-types';
import type { Actor } from '../../platform/actor';
import { now } from '../../platform/clock';
import { DeskTasksService, DueExamService, type DeskTask, type DueExam } from '../exam';
import { TodayTermsService } from './terms.service';
import type { Task } from './today.rules';

/** Exams to sit, and what waits for those who keep them. */
@Provide()
@DiScope(ScopeEnum.Singleton)
export class ExamTasks {
  @Inject()
  exams: DueExamService;

  @Inject()
  desk: DeskTasksService;

  @Inject()
  terms: TodayTermsService;

  async list(actor: Actor): Promise<Task[]> {
    const { examBeforeMin } = await this.terms.now();
    // Those of today, and one that opens soon, also where midnight comes in between.
    const midnight = dayStart(addDays(dayOf(now()), 1)) - 1;
    const until = Math.max(midnight, now() + examBeforeMin * 60_000);
    const [due, kept] = await Promise.all([this.exams.list(actor, until), this.desk.find(actor)]);
    return [
      ...due.map((exam) => examTask(exam, dayOf(now()))),
      ...deskTask('marking', kept?.marking, (count) => `考试答案 ${count} 份等着评`),
      ...deskTask('appeal', kept?.appeals, (count) => `考试申诉 ${count} 条没答复`),
    ];
  }
}

/** 14:20; with its date on another day. */
function momentWords(ms: number, today: string): string {
  const day = dayOf(ms);
  return day === today ? clockOf(ms) : `${monthDay(day)} ${clockOf(ms)}`;
}

function examTask(exam: DueExam, today: string): Task {
  const { examId, attemptId, kind, durationMin, state, opensAtMs, untilMs } = exam;
  const name = { writing: '接着答', open: '考试', coming: '考试' }[state];
  const until = momentWords(untilMs, today);
  const meta = {
    writing: `正在答，${until} 前交卷`,
    open: `${durationMin} 分钟，${until} 前开考`,
    coming: `${durationMin} 分钟，${momentWords(opensAtMs, today)} 开考`,
  }[state];
  return {
    kind: 'exam',
    title: `${state !== 'writing' && kind === 'surprise' ? '飞行考试' : name}：${exam.title}`,
    meta,
    dueAt: new Date(untilMs).toISOString(),
    dueOn: null,
    opensAt: new Date(opensAtMs).toISOString(),
    ...(attemptId === null ? {} : { attemptId }),
    progress: null,
    link: { feature: 'exam', page: 'before', id: examId },
  };
}

/** One line for all of it, and the way to the exam to begin with. */
function deskTask(
  kind: 'marking' | 'appeal',
  waiting: DeskTask | null | undefined,
  words: (count: number) => string,
): Task[] {
  if (!waiting) return [];
  const { count, exams, first } = waiting;
  return [
    {
      kind,
      title: words(count),
      meta: exams > 1 ? `${exams} 场考试，先看“${first.title}”` : first.title,
      dueAt: null,
      dueOn: null,
      progress: null,
      link: { feature: 'exam', page: kind === 'marking' ? 'marking' : 'appeals', id: first.examId },
    },
  ];
}
