import {
  contracts,
  foldResults,
  outcomeOf,
  scoreChecklist,
  type CheckResult,
  type ScoringSave,
} from '@qiangji/shared-types';
import type { PersonDocument } from '../../features/org';
import {
  countsOf,
  faultsOf,
  findingsOf,
  needsOf,
  talliesOf,
  type CheckDocument,
  type CheckEvent,
  type DrawDocument,
  type FindingDocument,
  type TallyDocument,
} from '../../features/spot-check';
import type { TopicNeedDocument } from '../../features/standard';
import type { PlannedShift } from './roster';
import { resultsByGroup, type Visit } from './spot-results';
import { listOf, showPhoto, type World } from './world';
import { opOf, writtenAt } from './written';

export interface SpotChecks {
  draws: DrawDocument[];
  checks: CheckDocument[];
  findings: FindingDocument[];
  tallies: TallyDocument[];
  needs: TopicNeedDocument[];
}

export interface CheckAsk {
  draw: DrawDocument;
  planned: PlannedShift;
  startMs: number;
  weight: number;
  wanted: Visit['wanted'];
  /** Only some groups are scored yet. */
  unfinished?: true;
  /** Nobody has acknowledged it yet. */
  unseen?: true;
  disputedBy?: (check: CheckDocument) => string | undefined;
}

function push(check: CheckDocument, event: CheckEvent): void {
  check.events.push(event);
  check.version++;
}

function begin(world: World, { draw, planned, startMs }: CheckAsk): CheckDocument {
  const { random, content, nowMs } = world;
  const list = listOf(content, draw.kind === 'daily' ? 'spot_daily' : 'spot_special');
  const checkId = random.id(startMs);
  const opId = random.id(startMs);
  const actorId = draw.outcome.inspectorIds[0]!;
  const persons = planned.members.map(({ _id, unitPath }) => ({ personId: _id, unitPath }));
  const label = random.pick(['巡查路段上', '岗亭', '菜场口', '执法车旁']);
  const checklist = { code: list.code, version: list.version };
  const body = {
    checkId,
    drawId: draw._id,
    kind: draw.kind,
    covert: draw.covert,
    squadronPath: planned.squad.path,
    personIds: persons.map((one) => one.personId),
    checklist,
    place: { label },
  };
  const op = opOf(contracts.spotCheck.createCheck, actorId, opId, startMs, { body });
  draw.checkId = checkId;
  draw.events.push({ ...op, type: 'used', at: new Date(startMs) });
  draw.version++;
  return {
    _id: checkId,
    ...op,
    squadronPath: planned.squad.path,
    kind: draw.kind,
    covert: draw.covert,
    state: 'in_progress',
    sealed: false,
    drawId: draw._id,
    reason: draw.reason,
    inspectorIds: draw.outcome.inspectorIds,
    persons,
    checklist,
    place: { label, point: null },
    results: [],
    signoffs: [],
    whole: null,
    personScores: [],
    faults: [],
    acknowledgements: [],
    day: planned.day,
    startedAt: new Date(startMs),
    sealedAt: null,
    derivedAt: null,
    ...writtenAt(random, startMs, nowMs),
    version: 0,
    events: [],
    schemaVersion: 1,
  };
}

/** Saves group by group, the two inspectors by turns. */
function score(
  world: World,
  check: CheckDocument,
  groups: CheckResult[][],
  fromMs: number,
): number {
  const { random } = world;
  const saves: ScoringSave[] = [];
  let atMs = fromMs;
  groups.forEach((results, index) => {
    if (results.length === 0) return;
    atMs += random.between(60, 260) * 1000;
    const opId = random.id(atMs);
    const who = check.inspectorIds[index % 2]!;
    const asked = { params: { checkId: check._id }, body: { results } };
    const op = opOf(contracts.spotCheck.appendResults, who, opId, atMs, asked);
    const deviceAt = new Date(atMs).toISOString();
    push(check, { ...op, type: 'results', at: new Date(atMs), deviceAt, results });
    saves.push({ opId, deviceAt, results });
  });
  check.results = foldResults(saves);
  return atMs;
}

function signAll(world: World, check: CheckDocument, fromMs: number, always: string[]): number {
  const { random } = world;
  let atMs = fromMs;
  for (const { personId } of check.covert ? [] : check.persons) {
    atMs += random.between(30, 120) * 1000;
    const refuses = random.chance(0.02);
    const signed = showPhoto(world, 'signed-notice', [...always, personId]);
    const signatureId = refuses ? null : signed.mediaId;
    const refusalReason = refuses ? '说要先看录像，现在不签' : null;
    const answer = random.chance(0.15) ? '情况属实，马上改' : null;
    const at = new Date(atMs);
    const body = { personId, answer, signatureId, refusalReason };
    const asked = { params: { checkId: check._id }, body };
    const who = check.inspectorIds[0]!;
    const op = opOf(contracts.spotCheck.appendSignoff, who, random.id(atMs), atMs, asked);
    push(check, { ...op, type: 'signoff', at, deviceAt: at.toISOString() });
    check.signoffs.push({ ...body, at });
  }
  return atMs;
}

function seal(world: World, check: CheckDocument, atMs: number): void {
  const { random, content } = world;
  const at = new Date(atMs);
  const asked = { params: { checkId: check._id } };
  const who = check.inspectorIds[0]!;
  const op = opOf(contracts.spotCheck.sealCheck, who, random.id(atMs), atMs, asked);
  push(check, { ...op, type: 'sealed', at, deviceAt: at.toISOString() });
  const scored = scoreChecklist(listOf(content, check.checklist.code), check.results);
  check.sealed = true;
  check.sealedAt = at;
  check.whole = scored.whole;
  check.personScores = Object.entries(scored.persons).map(([personId, own]) => ({
    personId,
    score: own,
  }));
  check.faults = faultsOf(check.results, () => random.id(atMs));
  check.counts = countsOf(check.results);
  check.derivedAt = new Date(atMs + 1_200);
}

function acknowledge(world: World, check: CheckDocument, disputer: string | undefined): void {
  const { random, nowMs, demo } = world;
  for (const { personId } of check.persons) {
    const prompt = personId === demo.officer._id;
    const disagree = personId === disputer;
    const atMs = check.sealedAt!.getTime() + random.between(10, prompt ? 90 : 2400) * 60_000;
    if (atMs > nowMs || (!disagree && !prompt && random.chance(0.1))) continue;
    const answer = disagree ? '当时在处理另一件事，记录仪是开着的，请看录像' : null;
    const at = new Date(atMs);
    const asked = { params: { checkId: check._id }, body: { disagree, answer } };
    const op = opOf(contracts.spotCheck.acknowledge, personId, random.id(atMs), atMs, asked);
    push(check, { ...op, type: 'acknowledged', at, deviceAt: at.toISOString() });
    check.acknowledgements.push({ personId, at, disagree, answer });
    check.derivedAt = new Date(Math.max(check.derivedAt!.getTime(), atMs + 900));
  }
  check.events.sort((a, b) => a.at.getTime() - b.at.getTime());
}

function tell(
  world: World,
  check: CheckDocument,
  findings: FindingDocument[],
  leader: PersonDocument,
) {
  const { units, notices, byId } = world;
  const link = { feature: 'spot-check', id: check._id };
  const key = `spot-check:${check._id}`;
  const atMs = check.sealedAt!.getTime() + 1_100;
  for (const { personId, unitPath } of check.persons) {
    const n = findings.filter((one) => one.personIds.includes(personId)).length;
    const text = n === 0 ? '查到的都合格，看过点一下已阅' : `有 ${n} 处要改，看过点一下已阅`;
    notices.push({
      personId,
      unitPath,
      kind: 'result',
      title: '督察结果出来了',
      text,
      link,
      key,
      atMs,
    });
  }
  const { length } = findings;
  const name = units.find((unit) => unit._id === check.squadronPath)?.name ?? check.squadronPath;
  const text = length === 0 ? '没有发现问题' : `发现 ${length} 处问题，去看看怎么改`;
  const { _id: personId, unitPath } = byId.get(leader._id)!;
  notices.push({
    personId,
    unitPath,
    kind: 'result',
    title: `${name}的督察结果`,
    text,
    link,
    key,
    atMs,
  });
}

/** What follows from a sealed check, by the feature's own rules. */
function derive(world: World, check: CheckDocument, planned: PlannedShift, out: SpotChecks): void {
  const { random } = world;
  const list = listOf(world.content, check.checklist.code);
  const findings = findingsOf(check, list);
  const atMs = check.sealedAt!.getTime() + 1_000;
  check.state = outcomeOf(findings);
  out.findings.push(...findings);
  out.tallies.push(...talliesOf(check));
  const units = new Map(check.persons.map((one) => [one.personId, one.unitPath]));
  for (const need of needsOf(findings)) {
    out.needs.push({
      _id: random.id(atMs),
      ...need,
      unitPath: units.get(need.personId) ?? check.squadronPath,
      pieceSlug: null,
      createdAt: new Date(atMs),
      practice: null,
      schemaVersion: 1,
    });
  }
  tell(world, check, findings, planned.squad.leader);
}

export function makeCheck(world: World, ask: CheckAsk, out: SpotChecks): CheckDocument {
  const { planned, startMs, weight, wanted } = ask;
  const check = begin(world, ask);
  out.checks.push(check);
  const always = [...check.inspectorIds, planned.squad.leader._id];
  const list = listOf(world.content, check.checklist.code);
  const visit = { list, persons: planned.members, always, weight, wanted };
  const groups = resultsByGroup(world, visit);
  const scored = score(world, check, ask.unfinished ? groups.slice(0, 2) : groups, startMs);
  if (ask.unfinished) return check;
  const signed = signAll(world, check, scored, always);
  seal(world, check, signed + world.random.between(40, 200) * 1000);
  if (!ask.unseen) acknowledge(world, check, ask.disputedBy?.(check));
  derive(world, check, planned, out);
  return check;
}
