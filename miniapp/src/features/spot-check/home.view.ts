import type { CheckSummary, Profile } from '@qiangji/shared-types';
import { hasEnded, type LocalCheck } from './local-check';
import { planDayText } from './plan.view';
import { dayWords, kindWords, personsWords, stateWords } from './spot-check.view';

export interface CheckRoles {
  /** Makes checks. */
  inspects: boolean;
  /** Sees those of units one answers for. */
  leads: boolean;
  /** May draw. */
  draws: boolean;
  /** Watches over draws: all of the bureau, cancelled ones too. */
  watches: boolean;
}

export function rolesOf(me: Profile | undefined): CheckRoles {
  const has = (...roles: string[]) => (me?.grants ?? []).some(({ role }) => roles.includes(role));
  return {
    inspects: has('inspector'),
    leads: has('squadron_leader', 'campaign_office', 'bureau_leader'),
    draws: has('inspector', 'campaign_office'),
    watches: has('campaign_office', 'bureau_leader'),
  };
}

export interface OpenRow {
  id: string;
  title: string;
  meta: string[];
  /** Scoring has begun; otherwise it waits for its visit. */
  begun: boolean;
  /** Last operation on this phone, for its sent mark; empty where there is none. */
  opId: string;
}

/**
 * Checks under way: those on this phone, then those that the service knows of. What ended on this phone is over,
 * whatever the service has heard.
 */
export function openRows(
  local: readonly LocalCheck[],
  listed: readonly CheckSummary[],
  today: string,
): OpenRow[] {
  const known = new Set(local.map((one) => one.id));
  const open = local.filter((one) => !hasEnded(one));
  const mine = open.map((one) => ({
    id: one.id,
    title: `${one.squadron.name} ${personsWords(one.persons)}`,
    meta: [kindWords(one.kind, one.covert), `已打分 ${one.results.length} 项`],
    begun: one.startedAt !== null,
    opId: one.ops[one.ops.length - 1] ?? '',
  }));
  const others = listed
    .filter((one) => !known.has(one.id) && one.state !== 'planned')
    .map((one) => ({
      id: one.id,
      title: `${one.squadron.name} ${personsWords(one.persons)}`,
      meta: [
        kindWords(one.kind, one.covert),
        stateWords(one.state),
        ...(one.startedAt === null ? [planDayText(one.plannedOn, today) ?? ''] : []),
      ].filter((text) => text !== ''),
      begun: one.state === 'in_progress',
      opId: '',
    }));
  return [...mine, ...others];
}

/** A sealed check in a list: when, how, how it ended. */
export function sealedMeta(check: CheckSummary): string[] {
  return [
    check.sealedAt ? dayWords(check.sealedAt) : '',
    kindWords(check.kind, check.covert),
    `合格 ${check.applicable - check.faults}/${check.applicable} 项`,
  ];
}
