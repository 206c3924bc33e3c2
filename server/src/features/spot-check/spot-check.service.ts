import { Inject, Provide, Scope as DiScope, ScopeEnum } from '@midwayjs/core';
import {
  canMove,
  dayOf,
  foldResults,
  PICTURE_GRACE_MS,
  resultProblem,
  scoreChecklist,
  stateAtStart,
  type CheckResult,
  type CheckSummary,
  type HandlerInput,
  type Page,
  type SpotCheck,
  type spotCheckContract,
} from '@qiangji/shared-types';
import type { WithId } from 'mongodb';
import { AccessLog } from '../../platform/access-log';
import { now } from '../../platform/clock';
import { AppError, invalid } from '../../platform/errors';
import { occurred, type Call } from '../../platform/http';
import { makeId } from '../../platform/ids';
import { findEvent, toPage } from '../../platform/mongo';
import { MediaService } from '../media';
import { ChecklistService, TopicService } from '../standard';
import { CheckPeople } from './check-people';
import { CheckDerivation } from './derivation.service';
import { CheckDirectory } from './directory';
import { DrawService } from './draw.service';
import { mustBeAsDrawn, mustBeComplete, mustBeOpen, mustBePlannable, mustSayWhy } from './guards';
import { checkedWithLate, isLate, peopleAbout, withLatePersons } from './late.rules';
import { LateService } from './late.service';
import type { CheckDocument, CheckRow, SubjectCount } from './spot-check.collection';
import { peopleOfCheck, presentCheck, presentSummary } from './spot-check.presenter';
import { SpotCheckRepository } from './spot-check.repository';
import { countsOf, faultsOf, withAcknowledgement } from './spot-check.rules';
import { eventOf, joined, placeOf, savesOf, type Saved } from './steps.rules';

type Input<K extends keyof typeof spotCheckContract> = HandlerInput<(typeof spotCheckContract)[K]>;

/** Two inspectors' phones may write at once; each tries again on what the other left. */
const ATTEMPTS = 6;

type Finder = (call: Call, checkId: string) => Promise<WithId<CheckDocument> | null>;

@Provide()
@DiScope(ScopeEnum.Singleton)
export class SpotCheckService {
  @Inject()
  accessLog: AccessLog;

  @Inject()
  repository: SpotCheckRepository;

  @Inject()
  checklists: ChecklistService;

  @Inject()
  topics: TopicService;

  @Inject()
  draws: DrawService;

  @Inject()
  people: CheckPeople;

  @Inject()
  directory: CheckDirectory;

  @Inject()
  derivation: CheckDerivation;

  @Inject()
  media: MediaService;

  @Inject()
  late: LateService;

  /** Plans, assigns or begins a check, by what is known of it. */
  async create({ body }: Input<'createCheck'>, call: Call): Promise<SpotCheck> {
    const { actor, opHash } = call;
    const earlier = await this.repository.findOp({
      actorId: actor.personId,
      opId: body.opId,
      opHash,
    });
    if (earlier) return this.present(earlier, call);
    const time = occurred(call, body.deviceAt);
    const list = await this.checklists.at(body.checklist.code, body.checklist.version);
    if (list.kind !== 'spot_check') throw new AppError('NOT_FOUND');
    await this.people.checkSquadron(body.squadronPath, actor);
    const { drawId, checkId } = body;
    const draw = drawId ? await this.draws.usable(drawId, checkId, call) : null;
    const inspectorIds = body.inspectorIds ?? draw?.outcome.inspectorIds ?? [];
    if (draw) mustBeAsDrawn({ ...body, inspectorIds }, draw);
    else {
      mustSayWhy(body);
      await this.people.checkInspectors(inspectorIds, body.squadronPath);
    }
    const persons = await this.people.checked(body.personIds ?? [], body.squadronPath);
    const state = stateAtStart(inspectorIds.length, persons.length);
    mustBePlannable(body.plannedOn, state, time.occurredAt);
    if (state === 'in_progress') this.people.mustTakePart(inspectorIds, actor);
    if (persons.length > 0 && inspectorIds.length === 0) throw new AppError('STATE_CONFLICT');
    if (draw) await this.draws.claim(draw, body, call);
    const check = await this.repository.append({
      _id: checkId,
      actorId: actor.personId,
      opId: body.opId,
      opHash,
      squadronPath: body.squadronPath,
      kind: body.kind,
      covert: body.covert,
      state,
      sealed: false,
      drawId: drawId ?? null,
      reason: (draw ? draw.reason : body.reason) ?? null,
      inspectorIds,
      persons,
      checklist: body.checklist,
      place: placeOf(body.place),
      results: [],
      signoffs: [],
      whole: null,
      personScores: [],
      faults: [],
      acknowledgements: [],
      day: dayOf(time.occurredAt.getTime()),
      plannedOn: body.plannedOn ?? null,
      startedAt: state === 'in_progress' ? time.occurredAt : null,
      sealedAt: null,
      derivedAt: null,
      ...time,
      version: 0,
      events: [],
      schemaVersion: 1,
    });
    return this.present(check, call);
  }

  async list({ query }: Input<'listChecks'>, call: Call): Promise<Page<CheckSummary>> {
    const rows = await this.repository.list(call.scope, query);
    const page = toPage(rows, query.limit, (row) => [row._id]);
    const [names, counts] = await Promise.all([
      this.directory.names(page.items.flatMap(peopleOfCheck)),
      this.countsOf(page.items),
    ]);
    const items = await Promise.all(
      page.items.map(async (row) => {
        const list = await this.checklists.at(row.checklist.code, row.checklist.version);
        return presentSummary(row, counts.get(row._id) ?? [], list.name, names, call);
      }),
    );
    return { items, nextCursor: page.nextCursor };
  }

  /** Kept at the seal; of others the results are counted. */
  private async countsOf(rows: readonly CheckRow[]): Promise<Map<string, SubjectCount[]>> {
    const uncounted = rows.filter((row) => !row.counts).map((row) => row._id);
    const results = await this.repository.listResultsUnscoped(uncounted);
    return new Map([
      ...rows.map((row) => [row._id, row.counts ?? []] as const),
      ...results.map((one) => [one._id, countsOf(one.results)] as const),
    ]);
  }

  async find(checkId: string, call: Call): Promise<SpotCheck> {
    const check = await this.repository.find(call.scope, checkId);
    if (!check) throw new AppError('NOT_FOUND');
    const me = call.actor.personId;
    if (!check.inspectorIds.includes(me)) {
      await this.accessLog.opened(me, peopleAbout(check), 'spot_check', checkId);
    }
    return this.present(check, call);
  }

  async assign({ params, body }: Input<'assignCheck'>, call: Call): Promise<SpotCheck> {
    const planned: Finder = (given, id) => this.repository.findPlanned(given.scope, id);
    const check = await this.step(
      'assigned',
      params.checkId,
      body,
      call,
      planned,
      async (found, at) => {
        if (!canMove(found.state, 'assigned')) throw new AppError('STATE_CONFLICT');
        await this.people.checkInspectors(body.inspectorIds, found.squadronPath);
        const { inspectorIds, plannedOn } = body;
        mustBePlannable(plannedOn, 'assigned', at);
        const given = plannedOn === undefined ? {} : { plannedOn };
        return { inspectorIds, state: 'assigned', ...given };
      },
    );
    return this.present(check, call);
  }

  async start({ params, body }: Input<'startCheck'>, call: Call): Promise<SpotCheck> {
    const check = await this.step(
      'started',
      params.checkId,
      body,
      call,
      this.inspected,
      async (found, at) => {
        const persons = await this.people.checked(body.personIds, found.squadronPath);
        // Two inspectors of one visit, one of them without a network: the later phone joins.
        if (found.state === 'in_progress') return { persons: joined(found.persons, persons) };
        if (isLate(found, call.actor.personId)) return withLatePersons(found, body.personIds);
        if (found.state !== 'assigned') throw new AppError('STATE_CONFLICT');
        const place = placeOf(body.place);
        const day = dayOf(at.getTime());
        return { persons, place, day, startedAt: at, state: 'in_progress' };
      },
      { late: { personIds: body.personIds } },
    );
    return this.present(check, call);
  }

  /** Results fold in any order of arrival; the phone may send them long after they were given. */
  async appendResults({ params, body }: Input<'appendResults'>, call: Call): Promise<SpotCheck> {
    const { opId, deviceAt, results } = body;
    const check = await this.step(
      'results',
      params.checkId,
      body,
      call,
      this.inspected,
      async (found) => {
        if (isLate(found, call.actor.personId)) {
          await this.mustFit(found, checkedWithLate(found, call.actor.personId), results);
          return {};
        }
        mustBeOpen(found);
        const personIds = found.persons.map((one) => one.personId);
        await this.mustFit(found, personIds, results);
        return { results: foldResults([...savesOf(found), { opId, deviceAt, results }]) };
      },
      { results, late: { results } },
    );
    await this.late.follow(check, call);
    const pictures = results.flatMap((one) => one.evidence);
    await this.media.grantTo(call.actor.personId, pictures, check.inspectorIds);
    return this.present(check, call);
  }

  /** What one of those checked says and signs, or that they would not; the last one counts. */
  async appendSignoff({ params, body }: Input<'appendSignoff'>, call: Call): Promise<SpotCheck> {
    const { personId, answer, signatureId, refusalReason } = body;
    if ((signatureId === null) === (refusalReason === null)) {
      throw invalid('body.signatureId', 'one_of_two', '请签名，或者注明为什么没签');
    }
    const check = await this.step(
      'signoff',
      params.checkId,
      body,
      call,
      this.inspected,
      async (found, at) => {
        const late = isLate(found, call.actor.personId);
        if (!late) mustBeOpen(found);
        if (!checkedWithLate(found, call.actor.personId).includes(personId)) {
          throw invalid('body.personId', 'unknown_person', '这个人不在这次督察里');
        }
        if (late) return {};
        const others = found.signoffs.filter((one) => one.personId !== personId);
        return { signoffs: [...others, { personId, answer, signatureId, refusalReason, at }] };
      },
      { late: { signoff: { personId, answer, signatureId, refusalReason } } },
    );
    await this.late.follow(check, call);
    return this.present(check, call);
  }

  /** The seal is one write; what follows from it is derived after it, and again by the job. */
  async seal({ params, body }: Input<'sealCheck'>, call: Call): Promise<SpotCheck> {
    const check = await this.step(
      'sealed',
      params.checkId,
      body,
      call,
      this.inspected,
      async (found, at) => {
        if (isLate(found, call.actor.personId)) return {};
        if (!canMove(found.state, 'recorded')) throw new AppError('STATE_CONFLICT');
        mustBeComplete(found);
        const list = await this.checklists.at(found.checklist.code, found.checklist.version);
        const score = scoreChecklist(list, found.results);
        return {
          state: 'recorded',
          sealed: true,
          sealedAt: at,
          whole: score.whole,
          personScores: Object.entries(score.persons).map(([personId, own]) => ({
            personId,
            score: own,
          })),
          faults: faultsOf(found.results, makeId),
          counts: countsOf(found.results),
          // By the service's own clock: a seal from offline may be hours old when it comes.
          picturesDueAt: new Date(now() + PICTURE_GRACE_MS),
        };
      },
    );
    await this.derivation.attempt(check._id);
    return this.find(check._id, call);
  }

  /** Seen, or disagreed with; the findings and sums then say so. */
  async acknowledge({ params, body }: Input<'acknowledge'>, call: Call): Promise<SpotCheck> {
    const { personId } = call.actor;
    const { disagree, answer } = body;
    if (disagree && answer === null) throw invalid('body.answer', 'missing', '请写下你的不同意见');
    const own: Finder = (given, id) => this.repository.findOfPerson(given.scope, id);
    const check = await this.step(
      'acknowledged',
      params.checkId,
      body,
      call,
      own,
      async (found, at) => {
        const added = { personId, at, disagree, answer };
        const acknowledgements = withAcknowledgement(found.acknowledgements, added);
        return { acknowledgements, derivedAt: null };
      },
    );
    await this.derivation.attempt(check._id);
    return this.present(check, call);
  }

  private readonly inspected: Finder = (call, checkId) =>
    this.repository.findInspected(call.scope, checkId);

  /** One step, once, tried again where another phone was first; out of reach answers `NOT_FOUND`. */
  private async step(
    type: string,
    checkId: string,
    body: { opId: string; deviceAt: string },
    call: Call,
    find: Finder,
    change: (found: CheckDocument, at: Date) => Promise<Partial<CheckDocument>>,
    saved: Saved = {},
  ): Promise<WithId<CheckDocument>> {
    const { opId, deviceAt } = body;
    const time = occurred(call, deviceAt);
    const actorId = call.actor.personId;
    const at = time.occurredAt;
    const op = { actorId, opId, opHash: call.opHash, at, deviceAt };
    for (let attempt = 1; ; attempt++) {
      const found = await find(call, checkId);
      if (!found) throw new AppError('NOT_FOUND');
      if (findEvent(found, op)) return found;
      const set = await change(found, at);
      const event = eventOf(found, type, op, saved, time.receivedAt);
      // What comes late changes nothing of what was sealed.
      if (!event.late) set.clockDoubt = found.clockDoubt || time.clockDoubt;
      try {
        return await this.repository.saveStep(found, event, set);
      } catch (error) {
        const beaten = error instanceof AppError && error.code === 'VERSION_CONFLICT';
        if (!beaten || attempt >= ATTEMPTS) throw error;
      }
    }
  }

  private async mustFit(
    check: CheckDocument,
    personIds: readonly string[],
    results: readonly CheckResult[],
  ): Promise<void> {
    const list = await this.checklists.at(check.checklist.code, check.checklist.version);
    results.forEach((result, index) => {
      const problem = resultProblem(list, personIds, result);
      if (problem)
        throw invalid(`body.results.${index}`, problem, '这一条和检查表或被查人员对不上');
    });
  }

  private async present(check: CheckDocument, call: Call): Promise<SpotCheck> {
    const [list, names, topics] = await Promise.all([
      this.checklists.at(check.checklist.code, check.checklist.version),
      this.directory.names([...peopleOfCheck(check), ...peopleAbout(check)]),
      this.topics.byCode(),
    ]);
    const topicName = (topic: string) => topics.get(topic)?.name ?? topic;
    return presentCheck(check, list, names, topicName, call);
  }
}
