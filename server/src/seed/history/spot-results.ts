import type { Checklist, ChecklistItem, CheckResult } from '@qiangji/shared-types';
import type { PersonDocument } from '../../features/org';
import { FAULT_NOTES, TOPIC_PHOTOS } from './words';
import { showPhoto, type World } from './world';

export interface Visit {
  list: Checklist;
  persons: PersonDocument[];
  /** Everybody who gets to see evidence whomever it concerns. */
  always: string[];
  /** How strictly this week and squadron went: 1 is usual. */
  weight: number;
  /** Faults that the demo wants: item and person. Nothing else is found about that person. */
  wanted: { itemCode: string; personId: string }[];
}

function applies(world: World, groupCode: string, item: ChecklistItem): boolean {
  const { random } = world;
  // Procedure shows only where an act of enforcement was seen; files are looked at now and then.
  if (groupCode === 'C') return random.chance(item.severity === 'veto' ? 0.12 : 0.3);
  if (groupCode === 'F' || groupCode === 'G') return random.chance(0.35);
  return true;
}

function faultOf(world: World, visit: Visit, item: ChecklistItem, personId: string | null) {
  const { random } = world;
  const notes = FAULT_NOTES[`spot_check ${item.code}`];
  const picture = TOPIC_PHOTOS[item.topic];
  const viewers = personId === null ? visit.persons.map((one) => one._id) : [personId];
  const evidence =
    picture !== undefined && random.chance(0.6)
      ? [showPhoto(world, picture, [...visit.always, ...viewers]).mediaId]
      : [];
  return {
    itemCode: item.code,
    personId,
    verdict: 'fault' as const,
    evidence,
    note: notes ? random.pick(notes) : null,
    fixedOnSite: random.chance(item.severity === 'minor' ? 0.8 : 0.3),
  };
}

/** What was found, by group, in the order in which a checklist is gone through. */
export function resultsByGroup(world: World, visit: Visit): CheckResult[][] {
  const { random, traits } = world;
  const plain = { evidence: [], note: null, fixedOnSite: false };
  const result = (item: ChecklistItem, person: PersonDocument | null): CheckResult => {
    const personId = person?._id ?? null;
    const trait = person && traits.get(person._id);
    const often = trait?.weakTopics.includes(item.topic) ? 2.5 : 1;
    const chance = (trait?.slips ?? 0.02) * often * visit.weight * 1.3;
    const wanted = visit.wanted.some(
      (one) => one.itemCode === item.code && one.personId === personId,
    );
    const spared = visit.wanted.some((one) => one.personId === personId);
    const found = !spared && item.severity !== 'veto' && random.chance(chance);
    if (wanted || found) return faultOf(world, visit, item, personId);
    return { itemCode: item.code, personId, verdict: 'ok', ...plain };
  };
  return visit.list.groups.map((group) =>
    group.items.flatMap((item): CheckResult[] => {
      const wanted = visit.wanted.some((one) => one.itemCode === item.code);
      if (!wanted && !applies(world, group.code, item)) return [];
      if (item.subject === 'team') return [result(item, null)];
      return visit.persons.map((person) => result(item, person));
    }),
  );
}
