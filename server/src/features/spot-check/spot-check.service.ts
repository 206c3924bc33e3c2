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
import { AccessLog } from '../../platform/access-log';
import { now } from '../../platform/clock';
import { AppError, invalid } from '../../platform/errors';
import { occurred, type Call } from '../../platform/http';
import { makeId } from '../../platform/ids';
import { toPage } from '../../platform/mongo';
import { MediaService } from '../media';
import { ChecklistService, TopicService } from '../standard';
import { withReturnedInspector } from './changes.rules';
import { CheckPeople } from './check-people';
import { CheckDerivation } from './derivation.service';
import { CheckDirectory } from './directory';
import { settlementOf } from './dispute.rules';
import { DrawService } from './draw.service';
import {
  mustBeAsDrawn,
  mustBeComplete,
  mustBeOpen,
  mustBePlannable,
  mustInspect,
  mustSayWhy,
} from './guards';
import { checkedWithLate, isLate, peopleAbout, withLatePersons } from './late.rules';
import { LateService } from './late.service';
import { signoffsOf } from './signed.rules';
import type { CheckDocument, CheckRow, SubjectCount } from './spot-check.collection';
import {
  peopleOfChanges,
  peopleOfCheck,
  presentCheck,
  presentSummary,
} from './spot-check.presenter';
import { SpotCheckRepository } from './spot-check.repository';
import { countsOf, faultsOf, withAcknowledgement } from './spot-check.rules';
import { joined, placeOf, savesOf, withReturned, type Saved } from './steps.rules';
import { CheckSteps, type Finder, type Step } from './steps.service';

type Input<K extends keyof typeof spotCheckContract> = HandlerInput<(typeof spotCheckContract)[K]>;

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

  @Inject()
  steps: CheckSteps;

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

  async start({ params, body }: Input<'startCheck'>, call: Call): Promise<SpotCheck> {
    const { personIds } = body;
    const me = call.actor.personId;
    const step = this.writing('started', params.checkId, body, { late: { personIds } });
    const check = await this.steps.take(step, call, async (found, at) => {
      const persons = await this.people.checked(personIds, found.squadronPath);
      if (isLate(found, me)) return withLatePersons(found, personIds);
      const inspectorIds = withReturnedInspector(found, me, at);
      if (!inspectorIds) mustInspect(found, me);
      const who = inspectorIds ? { inspectorIds } : {};
      // Two inspectors of one visit, one of them without a network: the later phone joins.
      if (found.state === 'in_progress') {
        return { persons: joined(found.persons, persons), ...who };
      }
      if (found.state !== 'assigned') throw new AppError('STATE_CONFLICT');
      const place = placeOf(body.place);
      const day = dayOf(at.getTime());
      return { persons, place, day, startedAt: at, state: 'in_progress', ...who };
    });
    return this.present(check, call);
  }

  private writing(type: string, checkId: string, body: Step['body'], saved: Saved = {}): Step {
    return { type, checkId, body, find: this.steps.inspected, saved };
  }

  /** Results fold in any order of arrival; the phone may send them long after they were given. */
  async appendResults({ params, body }: Input<'appendResults'>, call: Call): Promise<SpotCheck> {
    const { opId, deviceAt, results, rest } = body;
    const me = call.actor.personId;
    const saved = { results, rest, late: { results } };
    const step = this.writing('results', params.checkId, body, saved);
    const named = results.map((one) => one.personId);
    const check = await this.steps.take(step, call, async (found) => {
      if (isLate(found, me)) {
        await this.mustFit(found, checkedWithLate(found, me), results);
        return withLatePersons(
          found,
          named.flatMap((personId) => personId ?? []),
        );
      }
      mustInspect(found, me);
      mustBeOpen(found);
      const persons = withReturned(found, named);
      const personIds = persons.map((one) => one.personId);
      await this.mustFit(found, personIds, results);
      const save = { opId, deviceAt, results, rest };
      return { persons, results: foldResults([...savesOf(found), save]) };
    });
    await this.late.follow(check, call);
    const pictures = results.flatMap((one) => one.evidence);
    await this.media.grantTo(me, pictures, check.inspectorIds);
    return this.present(check, call);
  }

  /** What one of those checked says and signs, or that they would not, of what they were shown. */
  async appendSignoff({ params, body }: Input<'appendSignoff'>, call: Call): Promise<SpotCheck> {
    const { opId: _opId, deviceAt: _deviceAt, ...signoff } = body;
    const { personId, signatureId, refusalReason } = signoff;
    if ((signatureId === null) === (refusalReason === null)) {
      throw invalid('body.signatureId', 'one_of_two', '请签名，或者注明为什么没签');
    }
    const me = call.actor.personId;
    const step = this.writing('signoff', params.checkId, body, { late: { signoff } });
    const check = await this.steps.take(step, call, async (found, at) => {
      const late = isLate(found, me);
      if (!late) {
        mustInspect(found, me);
        mustBeOpen(found);
      }
      const persons = withReturned(found, [personId]);
      const known = late ? checkedWithLate(found, me) : persons.map((one) => one.personId);
      if (!known.includes(personId)) {
        throw invalid('body.personId', 'unknown_person', '这个人不在这次督察里');
      }
      if (late) return withLatePersons(found, [personId]);
      return { persons, signoffs: [...found.signoffs, { ...signoff, at }] };
    });
    await this.late.follow(check, call);
    return this.present(check, call);
  }

  /** The seal is one write; what follows from it is derived after it, and again by the job. */
  async seal({ params, body }: Input<'sealCheck'>, call: Call): Promise<SpotCheck> {
    const me = call.actor.personId;
    const step = this.writing('sealed', params.checkId, body);
    const check = await this.steps.take(step, call, async (found, at) => {
      if (isLate(found, me)) return {};
      mustInspect(found, me);
      if (!canMove(found.state, 'recorded')) throw new AppError('STATE_CONFLICT');
      const signed = signoffsOf(found);
      const names = await this.directory.names(found.persons.map((one) => one.personId));
      mustBeComplete(found, signed, (personId) => names.person(personId).name);
      const list = await this.checklists.at(found.checklist.code, found.checklist.version);
      const score = scoreChecklist(list, found.results);
      const faults = faultsOf(found.results, makeId);
      const byTeam = faults.some((one) => one.personId === null);
      return {
        state: 'recorded',
        sealed: true,
        sealedAt: at,
        signoffs: signed.standing,
        pastSignoffs: signed.past,
        whole: score.whole,
        personScores: Object.entries(score.persons).map(([personId, own]) => ({
          personId,
          score: own,
        })),
        faults,
        ...(byTeam ? { team: await this.people.team(found.squadronPath) } : {}),
        counts: countsOf(found.results),
        // By the service's own clock: a seal from offline may be hours old when it comes.
        picturesDueAt: new Date(now() + PICTURE_GRACE_MS),
      };
    });
    await this.derivation.attempt(check._id);
    // As it stands after what followed; one who was replaced is answered, too.
    return this.present((await step.find(call, check._id)) ?? check, call);
  }

  /** Seen, or disagreed with; the findings and sums then say so, and it is told. What was settled stays so. */
  async acknowledge({ params, body }: Input<'acknowledge'>, call: Call): Promise<SpotCheck> {
    const { personId } = call.actor;
    const { disagree, answer } = body;
    if (disagree && answer === null) throw invalid('body.answer', 'missing', '请写下你的不同意见');
    const find: Finder = (given, id) => this.repository.findOfPerson(given.scope, id);
    const step = { type: 'acknowledged', checkId: params.checkId, body, find };
    const check = await this.steps.take(step, call, async (found, at, receivedAt) => {
      if (settlementOf(found, personId)) {
        if (!disagree) return {};
        const message = '你的意见已经处理过，还不同意就写在“投诉建议”里';
        throw new AppError('STATE_CONFLICT', { message });
      }
      const added = { personId, at, receivedAt, disagree, answer };
      const acknowledgements = withAcknowledgement(found.acknowledgements, added);
      return { acknowledgements, derivedAt: null };
    });
    await this.derivation.attempt(check._id);
    return this.present(check, call);
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

  async present(check: CheckDocument, call: Call): Promise<SpotCheck> {
    const [list, names, topics] = await Promise.all([
      this.checklists.at(check.checklist.code, check.checklist.version),
      this.directory.names([
        ...peopleOfCheck(check),
        ...peopleAbout(check),
        ...peopleOfChanges(check),
      ]),
      this.topics.byCode(),
    ]);
    const topicName = (topic: string) => topics.get(topic)?.name ?? topic;
    return presentCheck(check, list, names, topicName, call);
  }
}
