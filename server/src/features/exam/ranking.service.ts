import { Inject, Provide, Scope as DiScope, ScopeEnum } from '@midwayjs/core';
import {
  examContract,
  type HandlerInput,
  type Ranking,
  type RankingRow,
} from '@qiangji/shared-types';
import type { Actor } from '../../platform/actor';
import { now } from '../../platform/clock';
import { AppError } from '../../platform/errors';
import type { Entered } from '../../platform/http';
import { LiveHub, type Reading } from '../../platform/live';
import { OrgService } from '../org';
import { AttemptRepository, type HandedInRow } from './attempt.repository';
import { ExamCache } from './exam-cache.service';
import type { ExamDocument } from './exam.collection';
import { examPolicies } from './exam.policy';
import { ExamRepository } from './exam.repository';
import { standingOfAll } from './exam.rules';
import { MarkingRepository } from './marking.repository';
import { PaperStore } from './paper-store.service';
import { markOf, placesOf, pointsWaitOf, type Placed, type Ranked } from './ranking.rules';
import { overlaysByAttempt, scoreWith } from './result.rules';
import { SittingRepository } from './sitting.repository';
import { inSlices } from './slices';
import { WithheldService } from './withheld.service';

type Input = Pick<HandlerInput<typeof examContract.listRanking>, 'params'>;

/** Lines of a ranking; one's own comes last where it is further down. */
const RANKED = 50;

/**
 * Requests see a standing that was read at most so long ago (ms), pages ask every few seconds: the longer, the more
 * have handed in, since all of them are read. Of 50,000 that is 11 s.
 */
const TTL_MS = 1_000;
const TTL_EACH_MS = 0.2;

/** One who sits the contest or keeps it, and sees it. */
interface Guest {
  personId: string;
  name: string;
}

interface Kept {
  at: number;
  /** No second read begins while one is under way. */
  forMs: number;
  reading: Promise<Reading<Standing>>;
}

interface Standing {
  /** What those see who are not in it; the same object for all of them. */
  plain: Ranking;
  /** Of all who have handed in, by person. */
  own: ReadonlyMap<string, Placed>;
  unitNames: ReadonlyMap<string, string>;
}

/** A contest as it stands: only of those who have handed in, so that nobody can try answers on it. */
@Provide()
@DiScope(ScopeEnum.Singleton)
export class RankingService {
  @Inject()
  exams: ExamRepository;

  @Inject()
  known: ExamCache;

  @Inject()
  sittings: SittingRepository;

  @Inject()
  attempts: AttemptRepository;

  @Inject()
  markings: MarkingRepository;

  @Inject()
  papers: PaperStore;

  @Inject()
  withheld: WithheldService;

  @Inject()
  org: OrgService;

  @Inject()
  live: LiveHub;

  private readonly kept = new Map<string, Kept>();

  /** At boot: tells how the ranking is listened to. */
  start(): void {
    this.live.register<typeof examContract.listRanking, Standing, Guest>({
      contract: examContract.listRanking,
      topicOf: ({ params }) => params.examId,
      enter: (input, call) => this.enter(input, call),
      read: (examId) => this.read(examId),
      show,
    });
  }

  async list(input: Input, call: Entered): Promise<Ranking> {
    const guest = await this.enter(input, call);
    const { shared } = await this.read(input.params.examId);
    return show(shared, guest);
  }

  /** Who sits or keeps it may see it; throws `NOT_FOUND` for everybody and everything else. */
  private async enter({ params }: Input, { actor, scope }: Entered): Promise<Guest> {
    const { personId } = actor;
    const sitting = await this.sittings.find(scope, personId, params.examId);
    const exam = await (sitting
      ? this.known.get(params.examId)
      : this.keptBy(actor, params.examId));
    if (!exam || exam.state === 'draft' || exam.draft.kind !== 'contest') {
      throw new AppError('NOT_FOUND');
    }
    const people = await this.org.personsById([personId]);
    return { personId, name: people.get(personId)?.name ?? '' };
  }

  /** The exam of whoever keeps the bureau's exams; null for everybody else. */
  private async keptBy(actor: Actor, examId: string): Promise<ExamDocument | null> {
    const policy = examPolicies['exam.keep'];
    return policy.allows(actor) ? this.exams.find(policy.scope(actor), examId) : null;
  }

  /** Read once for all who ask within the same while. */
  private read(examId: string): Promise<Reading<Standing>> {
    const isFresh = ({ at, forMs }: Kept) => Math.abs(now() - at) < forMs;
    const kept = this.kept.get(examId);
    if (kept && isFresh(kept)) return kept.reading;
    for (const [id, one] of this.kept) if (!isFresh(one)) this.kept.delete(id);
    const fresh: Kept = { at: now(), forMs: Infinity, reading: this.readNow(examId) };
    this.kept.set(examId, fresh);
    fresh.reading.then(
      ({ shared }) => (fresh.forMs = TTL_MS + shared.plain.handedIn * TTL_EACH_MS),
      () => this.kept.delete(examId),
    );
    return fresh.reading;
  }

  private async readNow(examId: string): Promise<Reading<Standing>> {
    const exam = await this.exams.findUnscoped(examId);
    if (!exam) throw new AppError('NOT_FOUND');
    const [all, overlays, aside, paper, withheld] = await Promise.all([
      this.attempts.listHandedIn({ unitPaths: [exam.unitPath] }, exam._id),
      this.markings.listOverlays(exam._id),
      this.sittings.listSetAside(exam._id),
      this.papers.ofExam(exam),
      this.withheld.besides(exam),
    ]);
    const rows = standingOfAll(aside, all);
    // What people gave and what a corrected key changed lie beside the machine's points.
    const byAttempt = overlaysByAttempt(overlays);
    const scored: Ranked[] = [];
    let waiting = 0;
    await inSlices(rows, (some) => {
      for (const row of some) {
        const score = scoreWith(row, byAttempt.get(row._id) ?? [], null);
        const { personId, unitPath } = row;
        scored.push({ personId, unitPath, centi: score.centi, usedMs: usedMs(row) });
        waiting += score.waiting;
      }
    });
    const places = await placesOf(scored);
    const own = new Map<string, Placed>();
    await inSlices(places, (some) => {
      for (const one of some) own.set(one.personId, one);
    });
    const top = places.slice(0, RANKED);
    const people = await this.org.personsById(top.map((one) => one.personId));
    const units = await this.org.unitsByPath();
    const unitNames = new Map([...units].map(([path, { name }]) => [path, name]));
    const final = exam.settledAt !== null && waiting === 0;
    const pointsWait = pointsWaitOf(exam, [...paper.questions.keys()], withheld, now());
    const shown = top.map((one) =>
      rowOf(one, people.get(one.personId)?.name ?? '', { unitNames, pointsWait }),
    );
    return {
      mark: await markOf(places, `${final} ${pointsWait}`),
      over: final && pointsWait === null,
      shared: {
        plain: { rows: shown, handedIn: rows.length, final, pointsWait },
        own,
        unitNames,
      },
    };
  }
}

function usedMs({ startedAt, submittedAt, endsAt }: HandedInRow): number {
  return (submittedAt ?? endsAt).getTime() - startedAt.getTime();
}

function rowOf(
  { rank, centi, usedMs, unitPath }: Placed,
  name: string,
  { unitNames, pointsWait }: Pick<Standing, 'unitNames'> & Pick<Ranking, 'pointsWait'>,
): RankingRow {
  const unitName = unitNames.get(unitPath) ?? '';
  return { rank, name, unitName, centi: pointsWait ? null : centi, usedMs, mine: false };
}

/** The ranking with one's own line marked. */
function show({ plain, own, unitNames }: Standing, { personId, name }: Guest): Ranking {
  const mine = own.get(personId);
  if (!mine) return plain;
  const { pointsWait } = plain;
  const row = { ...rowOf(mine, name, { unitNames, pointsWait }), mine: true };
  const others = plain.rows.slice(0, mine.at);
  const rows = [...others, row, ...plain.rows.slice(mine.at + 1)];
  return { ...plain, rows };
}
