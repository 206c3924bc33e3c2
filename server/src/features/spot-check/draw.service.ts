import { createHmac, randomBytes } from 'node:crypto';
import { Inject, Provide, Scope as DiScope, ScopeEnum } from '@midwayjs/core';
import {
  drawCheck,
  sortedOnce,
  type Draw,
  type DrawSummary,
  type HandlerInput,
  type Hmac,
  type Inspector,
  type Page,
  type spotCheckContract,
} from '@qiangji/shared-types';
import type { WithId } from 'mongodb';
import { isWithin } from '../../platform/actor';
import { AppError, invalid } from '../../platform/errors';
import { occurred, type Call } from '../../platform/http';
import { makeId } from '../../platform/ids';
import { findEvent, toPage, type RecordEvent } from '../../platform/mongo';
import { CheckDirectory } from './directory';
import { peopleOfDraw, presentDraw, presentDrawSummary } from './draw.presenter';
import { DrawRepository } from './draw.repository';
import type { CheckDocument, DrawDocument } from './spot-check.collection';

type Input<K extends keyof typeof spotCheckContract> = HandlerInput<(typeof spotCheckContract)[K]>;

export const nodeHmac: Hmac = (key, message) => createHmac('sha256', key).update(message).digest();

@Provide()
@DiScope(ScopeEnum.Singleton)
export class DrawService {
  @Inject()
  repository: DrawRepository;

  @Inject()
  directory: CheckDirectory;

  async make({ body }: Input<'makeDraw'>, call: Call): Promise<Draw> {
    const { actor, opHash } = call;
    const earlier = await this.repository.findOp({
      actorId: actor.personId,
      opId: body.opId,
      opHash,
    });
    if (earlier) return this.present(earlier);
    if (await this.repository.countStanding(actor.personId)) throw new AppError('DRAW_STANDS');
    const [squadrons, inspectors] = await Promise.all([
      this.eligibleSquadrons(body, actor.unitPath),
      this.directory.inspectorsOf(actor.unitPath),
    ]);
    const candidates = {
      squadrons: sortedOnce(squadrons),
      inspectors: inspectors.sort((a, b) => (a.personId < b.personId ? -1 : 1)),
    };
    const seed = randomBytes(32).toString('hex');
    const outcome = drawCheck(nodeHmac, seed, candidates);
    if (!outcome) throw new AppError('DRAW_IMPOSSIBLE');
    const draw = await this.repository.append({
      _id: makeId(),
      actorId: actor.personId,
      opId: body.opId,
      opHash,
      kind: body.kind,
      covert: body.covert,
      squadronBy: body.squadronPath === undefined ? 'drawn' : 'assigned',
      reason: body.reason ?? null,
      seed,
      candidates,
      outcome,
      checkId: null,
      cancelled: null,
      unitPath: actor.unitPath,
      ...occurred(call, body.deviceAt),
      version: 0,
      events: [],
      schemaVersion: 1,
    });
    await this.mustStandAlone(draw, body, call);
    return this.present(draw);
  }

  /**
   * Whoever asked twice at once gets one draw at most: where another stands by now, this one is
   * cancelled before its outcome is told, and kept like every cancelled draw.
   */
  private async mustStandAlone(
    draw: WithId<DrawDocument>,
    body: { opId: string; deviceAt: string },
    call: Call,
  ): Promise<void> {
    if ((await this.repository.countStanding(draw.actorId)) < 2) return;
    const event = { ...this.eventOf('cancelled', body, call), opId: makeId() };
    const cancelled = { by: draw.actorId, at: event.at, reason: '同时抽了两次，这次不算' };
    await this.repository.saveStep(draw, event, { cancelled });
    throw new AppError('DRAW_STANDS');
  }

  /** Squadrons of the bureau but the drawer's own: a draw of it would warn them. */
  private async eligibleSquadrons(body: Input<'makeDraw'>['body'], unitPath: string) {
    const all = await this.directory.squadronsOf(unitPath);
    const squadrons = all.filter((path) => !isWithin(unitPath, path));
    if (body.squadronPath === undefined) return squadrons;
    if (!squadrons.includes(body.squadronPath)) throw new AppError('NOT_FOUND');
    if (body.kind !== 'special' || body.reason === undefined) {
      throw invalid('body.squadronPath', 'not_drawn', '指定中队只限专项督察，并写明理由');
    }
    return [body.squadronPath];
  }

  async list({ query }: Input<'listDraws'>, call: Call): Promise<Page<DrawSummary>> {
    const { personId, unitPath } = call.actor;
    const mine = query.mine ? { personId } : {};
    const rows = await this.repository.list(call.scope, unitPath, { ...query, ...mine });
    const page = toPage(rows, query.limit, (row) => [row._id]);
    const people = page.items.flatMap((row) => [...row.outcome.inspectorIds, row.actorId]);
    const names = await this.directory.names(people);
    return { ...page, items: page.items.map((row) => presentDrawSummary(row, names)) };
  }

  /** Who may be named for a visit; those of the squadron that is visited are not. */
  async inspectors({ actor }: Call): Promise<Inspector[]> {
    const found = await this.directory.inspectorsOf(actor.unitPath);
    const names = await this.directory.names(found.map((one) => one.personId));
    return found
      .map(({ personId, unitPath }) => ({ ...names.person(personId), unitPath }))
      .sort((a, b) => a.name.localeCompare(b.name, 'zh') || (a.personId < b.personId ? -1 : 1));
  }

  async find(drawId: string, call: Call): Promise<Draw> {
    return this.present(await this.drawOf(drawId, call));
  }

  /** Kept with its reason; a draw that a check came of stands. */
  async cancel({ params, body }: Input<'cancelDraw'>, call: Call): Promise<Draw> {
    const draw = await this.drawOf(params.drawId, call);
    const event = this.eventOf('cancelled', body, call);
    const { reason } = body;
    if (!findEvent(draw, event) && (draw.checkId || draw.cancelled))
      throw new AppError('STATE_CONFLICT');
    const cancelled = { by: call.actor.personId, at: event.at, reason };
    return this.present(await this.repository.saveStep(draw, event, { cancelled }));
  }

  /** A draw that a check may come of: not cancelled, and not used by another check. */
  async usable(drawId: string, checkId: string, call: Call): Promise<WithId<DrawDocument>> {
    const draw = await this.drawOf(drawId, call);
    if (draw.cancelled || (draw.checkId !== null && draw.checkId !== checkId)) {
      throw new AppError('STATE_CONFLICT', { message: '这次抽签已作废或已用过，请重新抽签' });
    }
    return draw;
  }

  /**
   * Ties a draw to the check that comes of it, once; the check's own op does it, so that a repeat
   * after a crash goes on where it stopped.
   */
  async claim(
    draw: WithId<DrawDocument>,
    body: { checkId: string; opId: string; deviceAt: string },
    call: Call,
  ): Promise<void> {
    if (draw.checkId === body.checkId) return;
    const event = this.eventOf('used', body, call);
    await this.repository.saveStep(draw, event, { checkId: body.checkId });
  }

  /** The check that came of it was called off: another may. Done twice, it is done once. */
  async free({ _id: checkId, drawId, events }: CheckDocument): Promise<void> {
    const off = events.find(({ type }) => type === 'called_off');
    const draw = drawId && off ? await this.repository.findUnscoped(drawId) : null;
    if (!draw || !off || draw.checkId !== checkId) return;
    const { actorId, opId, opHash, at } = off;
    const event = { type: 'freed', actorId, opId, opHash, at };
    await this.repository.saveStep(draw, event, { checkId: null });
  }

  private eventOf(type: string, body: { opId: string; deviceAt: string }, call: Call): RecordEvent {
    const { occurredAt } = occurred(call, body.deviceAt);
    const { personId } = call.actor;
    return { type, actorId: personId, opId: body.opId, opHash: call.opHash, at: occurredAt };
  }

  private async drawOf(drawId: string, call: Call) {
    const draw = await this.repository.find(call.scope, call.actor.unitPath, drawId);
    if (!draw) throw new AppError('NOT_FOUND');
    return draw;
  }

  private async present(draw: DrawDocument): Promise<Draw> {
    return presentDraw(draw, await this.directory.names(peopleOfDraw(draw)));
  }
}
