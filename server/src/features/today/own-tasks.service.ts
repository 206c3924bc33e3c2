import { Inject, Provide, Scope as DiScope, ScopeEnum } from '@midwayjs/core';
import {
  addDays,
  choosePiece,
  clockOf,
  DAY_MS,
  dayOf,
  heldOn,
  monthDay,
  type Today,
  SELF_CHECK_NAMES,
} from '@qiangji/shared-types';
import { bureauOf, hasRole, type Actor } from '../../platform/actor';
import { now } from '../../platform/clock';
import type { Scope } from '../../platform/policy';
import { addWorkingDays } from '../../platform/workdays';
import { dutyLogPolicies, EntryRepository } from '../duty-log';
import { feedbackPolicies } from '../feedback';
import { OrgService } from '../org';
import { QuizSettingsService, withoutTakenBack, type PracticeDocument } from '../quiz';
import { isOf, upheld } from '../spot-check';
import { TopicNeedService, TopicPieceService, TopicService } from '../standard';
import type { SelfChecks } from './duty-plate.service';
import { ExamTasks } from './exam-tasks.service';
import { TodayTermsService } from './terms.service';
import { isAbout, type Task } from './today.rules';
import { TodayRepository } from './today.repository';

type Done = Today['done'][number];
export interface Found {
  tasks: Task[];
  done: Done[];
}

/** Results of spot checks and needs of findings are shown so long. */
const RECENT_DAYS = 30;
/** Pieces that are put forward at once; more would be a heap. */
const MAX_PIECES = 2;

const at = (ms: number) => new Date(ms).toISOString();

/** Tasks that follow from one's own records. Each group is one or two queries. */
@Provide()
@DiScope(ScopeEnum.Singleton)
export class OwnTasks {
  @Inject()
  repository: TodayRepository;

  @Inject()
  entries: EntryRepository;

  @Inject()
  needs: TopicNeedService;

  @Inject()
  topics: TopicService;

  @Inject()
  topicPieces: TopicPieceService;

  @Inject()
  org: OrgService;

  @Inject()
  exams: ExamTasks;

  @Inject()
  settings: QuizSettingsService;

  @Inject()
  terms: TodayTermsService;

  /** Everything but the steps of the shift itself. */
  async list(
    actor: Actor,
    scope: Scope,
    known: { dutyDay: Promise<boolean>; checks: Promise<SelfChecks> },
  ): Promise<Found> {
    const [exams, ...found] = await Promise.all([
      this.exams.list(actor),
      this.corrections(scope),
      this.conduct(actor, scope, known.checks),
      known.dutyDay.then((dutyDay) => (dutyDay ? this.dailyTen(scope) : NONE)),
      this.pieces(actor, scope),
      this.results(scope),
      this.openChecks(actor, scope),
      this.drafts(actor),
      this.feedback(actor),
    ]);
    return {
      tasks: [...exams, ...found.flatMap((one) => one.tasks)],
      done: found.flatMap((one) => one.done),
    };
  }

  private async corrections(scope: Scope): Promise<Found> {
    const rows = await this.repository.listCorrections(scope, dayOf(now()));
    const link = (id: string) => ({ feature: 'self-check', page: 'correction', id });
    const tasks = rows
      .filter((row) => row.state === 'open')
      .map(({ _id, itemName, look, dueOn }) => ({
        ...task('correction', `改正：${itemName}`, look),
        dueOn,
        link: link(_id),
      }));
    const done = rows.flatMap(({ _id, itemName, state, doneAt }) =>
      state === 'done' && doneAt
        ? [{ title: `改好：${itemName}`, at: doneAt.toISOString(), link: link(_id) }]
        : [],
    );
    return { tasks, done };
  }

  /** An act of enforcement asks for a look back at it, and nothing else does. */
  private async conduct(
    { unitPath, kind }: Actor,
    scope: Scope,
    asked: Promise<SelfChecks>,
  ): Promise<Found> {
    const terms = await this.terms.history();
    const { conductDays } = heldOn(terms, dayOf(now()));
    const since = addDays(dayOf(now()), -conductDays);
    const [acts, checks] = await Promise.all([
      kind === 'officer' ? this.repository.listEnforcement(scope, unitPath, since) : [],
      asked,
    ]);
    const tasks = acts
      .filter((act) => !checks.some((check) => isAbout(check, act)))
      .map((act) => ({
        ...task(
          'conduct',
          SELF_CHECK_NAMES.conduct,
          `${clockOf(act.at.getTime())} 那次执法${act.section ? `，${act.section}` : ''}`,
        ),
        dueOn: addWorkingDays(act.day, heldOn(terms, act.day).conductDueDays),
        // What is asked depends on the handling, and the phone may be offline by then.
        link: { feature: 'self-check', page: 'conduct', id: `${act._id}/${act.handlingCode}` },
      }));
    const today = dayOf(now());
    const done = checks
      .filter((check) => check.day === today)
      .map((check) => ({
        title: SELF_CHECK_NAMES[check.kind],
        at: check.occurredAt.toISOString(),
        link: { feature: 'self-check', page: 'record', id: check._id },
      }));
    return { tasks, done };
  }

  /** Offered, never chased: it has no deadline, and what is left of it is gone tomorrow. */
  private async dailyTen(scope: Scope): Promise<Found> {
    const today = dayOf(now());
    const answers = await this.repository.listAnswers(scope, today);
    // Nobody who has not begun needs to be told which ten they are.
    const practice = answers.length > 0 ? await this.repository.findPractice(scope, today) : null;
    const asked = practice ? await this.askedIn(practice, answers) : [];
    // Before its practice is made, as many as there will be.
    const of = asked.length || (await this.settings.now()).dailySize;
    if (of === 0) return NONE;
    const given = answers.filter((one) => asked.includes(one.questionCode));
    const have = new Set(given.map((one) => one.questionCode)).size;
    const link = { feature: 'quiz', page: 'daily', id: null };
    if (have >= of) {
      const last = Math.max(...given.map((one) => one.occurredAt.getTime()));
      return { tasks: [], done: [{ title: `每日十题 ${have}/${of}`, at: at(last), link }] };
    }
    const left = `还差 ${of - have} 题，有空再答`;
    const ten = { ...task('daily_ten', '每日十题', left), progress: { have, of }, link };
    return { tasks: [ten], done: [] };
  }

  /** Without what a finding asked that was taken back since. */
  private async askedIn(
    practice: Pick<PracticeDocument, 'questions' | 'needs'>,
    answers: readonly { questionCode: string }[],
  ): Promise<string[]> {
    const reasons = await this.needs.reasonsOf(practice.needs.map((one) => one.needId));
    const given = new Set(answers.map((one) => one.questionCode));
    const standing = withoutTakenBack(practice, reasons, (code) => given.has(code));
    return standing.questions.map((one) => one.code);
  }

  /** Pieces that a finding put forward, then those half read. */
  private async pieces({ personId, unitPath }: Actor, scope: Scope): Promise<Found> {
    const [needs, states] = await Promise.all([
      this.needs.listLatest(personId),
      this.repository.listReading(scope),
    ]);
    const since = now() - RECENT_DAYS * DAY_MS;
    const recent = needs.filter((need) => need.createdAt.getTime() >= since);
    const half = states.filter((one) => one.doneAt === null && one.positionBp > 0);
    const today = dayOf(now());
    const learnt = states.filter((one) => one.doneAt && dayOf(one.doneAt.getTime()) === today);
    const topics = [...new Set(recent.map((need) => need.topic))];
    const pieces = await this.topicPieces.titles(bureauOf(unitPath));
    const names = await this.topics.byCode();
    const link = (slug: string) => ({ feature: 'study', page: 'reader', id: slug });
    const done = new Set(states.filter((one) => one.doneAt).map((one) => one.slug));
    const needed = topics.flatMap((topic) => {
      const piece = choosePiece(pieces, topic);
      if (!piece || done.has(piece.slug)) return [];
      const why = `督察查到“${names.get(topic)?.name ?? topic}”，先看这篇`;
      return [{ ...task('need_piece', `学懂一篇：${piece.title}`, why), link: link(piece.slug) }];
    });
    const shown = new Set(needed.map((one) => one.link.id));
    const begun = half.flatMap(({ slug, positionBp }) => {
      const title = pieces.find((one) => one.slug === slug)?.title;
      if (title === undefined || shown.has(slug)) return [];
      const meta = positionBp >= 9_800 ? '读完了，再答几道小题' : '读到一半，接着读';
      return [{ ...task('half_piece', `学懂一篇：${title}`, meta), link: link(slug) }];
    });
    return {
      tasks: [...needed.slice(0, MAX_PIECES), ...begun.slice(0, MAX_PIECES)],
      done: learnt.flatMap(({ slug, doneAt }) => {
        const title = pieces.find((one) => one.slug === slug)?.title;
        return title !== undefined && doneAt
          ? [{ title: `学懂：${title}`, at: doneAt.toISOString(), link: link(slug) }]
          : [];
      }),
    };
  }

  /** Results of spot checks that I have not noted having seen. */
  private async results(scope: Scope): Promise<Found> {
    const me = scope.personId;
    const since = new Date(now() - RECENT_DAYS * DAY_MS);
    const rows = await this.repository.listResults(scope, since);
    const link = (id: string) => ({ feature: 'spot-check', page: 'result', id });
    const today = dayOf(now());
    const tasks = rows.flatMap(({ _id, day, acknowledgements, faults, settlements }) => {
      if (acknowledgements.some((one) => one.personId === me)) return [];
      const taken = upheld({ settlements });
      const mine = faults.filter(
        ({ personId }) => (personId === me || personId === null) && !isOf(taken, personId),
      ).length;
      const meta = `${monthDay(day)}查的，${mine === 0 ? '都合格' : `${mine} 处要改`}`;
      return [{ ...task('spot_result', '看督察结果', meta), link: link(_id) }];
    });
    const done = rows.flatMap(({ _id, acknowledgements }) =>
      acknowledgements
        .filter((one) => one.personId === me && dayOf(one.at.getTime()) === today)
        .map((one) => ({ title: '看过督察结果', at: one.at.toISOString(), link: link(_id) })),
    );
    return { tasks, done };
  }

  private async openChecks(actor: Actor, scope: Scope): Promise<Found> {
    if (!hasRole(actor, 'inspector')) return NONE;
    const [rows, units] = await Promise.all([
      this.repository.listOpenChecks(scope),
      this.org.unitsByPath(),
    ]);
    const tasks = rows.map(({ _id, day, plannedOn = null, state, squadronPath }) => {
      const begun = state === 'in_progress';
      const name = units.get(squadronPath)?.name ?? squadronPath;
      return {
        ...task('open_check', `督察：${name}`, begun ? '还没封存，接着打分' : '到现场开始'),
        dueOn: begun ? day : plannedOn,
        link: { feature: 'spot-check', page: begun ? 'score' : 'start', id: _id },
      };
    });
    return { tasks, done: [] };
  }

  private async drafts(actor: Actor): Promise<Found> {
    if (actor.kind !== 'officer') return NONE;
    const scope = dutyLogPolicies['duty-log.squad'].scope(actor);
    const count = await this.entries.countDrafts(scope, actor.unitPath);
    if (count === 0) return NONE;
    const one = task('draft', `接手协管员草稿 ${count} 条`, '要执法员来办');
    return {
      tasks: [{ ...one, link: { feature: 'duty-log', page: 'drafts', id: null } }],
      done: [],
    };
  }

  private async feedback(actor: Actor): Promise<Found> {
    const policy = feedbackPolicies['feedback.answer'];
    if (!policy.allows(actor)) return NONE;
    const count = await this.repository.countFeedback(policy.scope(actor));
    if (count === 0) return NONE;
    const one = task('feedback', `投诉建议 ${count} 条没答复`, '答复后本人会收到');
    return {
      tasks: [{ ...one, link: { feature: 'feedback', page: 'office', id: null } }],
      done: [],
    };
  }
}

const NONE: Found = { tasks: [], done: [] };

function task(kind: Task['kind'], title: string, meta: string): Omit<Task, 'link'> {
  return { kind, title, meta, dueAt: null, dueOn: null, progress: null };
}
