import {
  itemsByCode,
  type Checklist,
  type CheckSummary,
  type Finding,
  type SpotCheck,
} from '@qiangji/shared-types';
import { isWithin, type Actor } from '../../platform/actor';
import type { Scope } from '../../platform/policy';
import type { Names } from './directory';
import { disputers } from './dispute.rules';
import { cameLate, presentLate } from './late.rules';
import { signoffsOf } from './signed.rules';
import type {
  CheckDocument,
  CheckRow,
  FindingDocument,
  Signoff,
  SubjectCount,
} from './spot-check.collection';
import { countsOf, findingsOf } from './spot-check.rules';

export interface Viewer {
  actor: Pick<Actor, 'personId'>;
  scope: Scope;
}

/** Everybody whom a check names. */
export function peopleOfCheck(check: CheckRow): string[] {
  return [...check.inspectorIds, ...check.persons.map((one) => one.personId)];
}

/** Everybody who changed who goes or what of the check stands, and whom it concerned. */
export function peopleOfChanges(check: CheckDocument): string[] {
  const { calledOff, reassigned = [], settlements = [] } = check;
  const named = [
    ...reassigned.flatMap(({ by, before }) => [by, ...before]),
    ...settlements.map((one) => one.by),
  ];
  return calledOff ? [...named, calledOff.by] : named;
}

function presentSignoff({ at, ...signoff }: Signoff) {
  return { ...signoff, at: at.toISOString() };
}

function presentChanges({ calledOff, reassigned = [] }: CheckDocument, names: Names) {
  return {
    calledOff: calledOff
      ? {
          by: names.person(calledOff.by),
          at: calledOff.at.toISOString(),
          reason: calledOff.reason,
        }
      : null,
    reassignments: reassigned.map(({ by, at, before, reason }) => ({
      by: names.person(by),
      at: at.toISOString(),
      before: before.map(names.person),
      reason,
    })),
  };
}

/** A whole check has its events, and tells of one who was replaced and whose phone was heard after the end. */
type RelatedCheck = CheckRow & Partial<Pick<CheckDocument, 'events'>>;

export function relationOf(check: RelatedCheck, { actor, scope }: Viewer) {
  const { personId } = actor;
  if (check.inspectorIds.includes(personId) || check.actorId === personId) return 'inspector';
  if (check.events && cameLate({ events: check.events }, personId)) return 'inspector';
  const leads = (scope.unitPaths ?? []).some((path) => isWithin(check.squadronPath, path));
  return leads ? 'leader' : 'checked';
}

/** Those checked see their own items and the team's, never a colleague's. */
function sees(check: RelatedCheck, viewer: Viewer): (personId: string | null) => boolean {
  if (relationOf(check, viewer) !== 'checked') return () => true;
  return (personId) => personId === null || personId === viewer.actor.personId;
}

export function presentSummary(
  check: RelatedCheck,
  counts: readonly SubjectCount[],
  listName: string,
  names: Names,
  viewer: Viewer,
): CheckSummary {
  const me = viewer.actor.personId;
  const relation = relationOf(check, viewer);
  const visible = sees(check, viewer);
  const shown = counts.filter((one) => visible(one.personId));
  const own = check.personScores.find((one) => one.personId === me)?.score ?? null;
  const mine = check.acknowledgements.find((one) => one.personId === me);
  const disputes = [...disputers(check)].filter(visible);
  return {
    id: check._id,
    kind: check.kind,
    covert: check.covert,
    state: check.state,
    relation,
    squadron: names.unit(check.squadronPath),
    persons: check.persons
      .map((one) => one.personId)
      .filter(visible)
      .map(names.person),
    checklist: { ...check.checklist, name: listName },
    plannedOn: check.plannedOn ?? null,
    startedAt: check.startedAt?.toISOString() ?? null,
    sealedAt: check.sealedAt?.toISOString() ?? null,
    applicable: shown.reduce((sum, one) => sum + one.applicable, 0),
    faults: shown.reduce((sum, one) => sum + one.faults, 0),
    score: relation === 'checked' ? own : check.whole,
    acknowledgedAt: mine?.at.toISOString() ?? null,
    disputed: disputes.length > 0,
    missingPictures: relation === 'checked' ? [] : (check.missingPictures ?? []),
  };
}

export function presentCheck(
  check: CheckDocument,
  list: Checklist,
  names: Names,
  topicName: (topic: string) => string,
  viewer: Viewer,
): SpotCheck {
  const items = itemsByCode(list);
  const visible = sees(check, viewer);
  const summary = presentSummary(check, countsOf(check.results), list.name, names, viewer);
  const { standing, past } = signoffsOf(check);
  const { calledOff, reassignments } = presentChanges(check, names);
  return {
    ...summary,
    drawId: summary.relation === 'checked' ? null : check.drawId,
    reason: summary.relation === 'checked' ? null : (check.reason ?? null),
    place: check.place,
    inspectors: check.inspectorIds.map(names.person),
    persons: summary.persons.map((one) => ({ ...one, kind: names.kind(one.personId) })),
    results: check.results
      .filter((one) => visible(one.personId))
      .map((one) => ({
        ...one,
        deduction: one.verdict === 'fault' ? (items.get(one.itemCode)?.deduction ?? 0) : 0,
      })),
    signoffs: standing.filter((one) => visible(one.personId)).map(presentSignoff),
    pastSignoffs: past.filter((one) => visible(one.personId)).map(presentSignoff),
    personScores: check.personScores.filter((one) => visible(one.personId)),
    acknowledgements: check.acknowledgements
      .filter((one) => visible(one.personId))
      .map(({ receivedAt: _, ...one }) => ({ ...one, at: one.at.toISOString() })),
    settlements: (check.settlements ?? [])
      .filter((one) => visible(one.personId))
      .map((one) => ({ ...one, by: names.person(one.by), at: one.at.toISOString() })),
    findings: findingsOf(check, list)
      .filter((one) => visible(one.subject === 'team' ? null : (one.personIds[0] ?? null)))
      .map((one) => presentFinding(one, names, topicName(one.topic), viewer)),
    late: presentLate(check, names, visible),
    clockDoubt: check.clockDoubt,
    calledOff,
    reassignments: summary.relation === 'checked' ? [] : reassignments,
  };
}

/** Of a team's finding, one of those checked is told of themselves only. */
export function presentFinding(
  finding: FindingDocument,
  names: Names,
  topicName: string,
  { actor, scope }: Viewer,
): Finding {
  const { personId } = actor;
  const leads = (scope.unitPaths ?? []).some((path) => isWithin(finding.squadronPath, path));
  const all = leads || finding.inspectorIds.includes(personId);
  const shown = (ids: string[]) => (all ? ids : ids.filter((one) => one === personId));
  return {
    id: finding._id,
    checkId: finding.checkId,
    kind: finding.kind,
    itemCode: finding.itemCode,
    itemName: finding.itemName,
    topic: finding.topic,
    topicName,
    severity: finding.severity,
    subject: finding.subject,
    deduction: finding.deduction,
    note: finding.note,
    evidence: finding.evidence,
    fixedOnSite: finding.fixedOnSite,
    needsNotice: !finding.fixedOnSite && !finding.withdrawn,
    squadron: names.unit(finding.squadronPath),
    persons: shown(finding.personIds).map(names.person),
    disputed: shown(finding.disputedBy).length > 0,
    withdrawn: finding.withdrawn ?? false,
    foundAt: finding.foundAt.toISOString(),
  };
}
