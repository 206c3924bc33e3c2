import {
  addDays,
  daysWords,
  isWithin,
  LEAVE_NAMES,
  leaveProblem,
  type Away,
  type Grant,
  type Leave,
  type LeaveChange,
  type LeaveKind,
  type LeaveState,
  type Unit,
} from '@qiangji/shared-types';
import { dateText } from '@/shell/when';
import type { OutboxItem } from '@/platform/outbox';

const page = (name: string, query = '') => `/features/leave/pages/${name}/index${query}`;
export const unitUrl = () => page('unit');
export const myLeaveUrl = () => page('mine');
export const recordUrl = (unitPath?: string) =>
  page('record', unitPath ? `?unit=${encodeURIComponent(unitPath)}` : '');
/** The same form, holding a leave that came back. */
export const mendUrl = (opId: string) => page('record', `?mend=${opId}`);

/** 年休假，7月6日到7月12日. */
export function awayWords(away: Away): string {
  return `${LEAVE_NAMES[away.kind]}，${daysWords(away)}`;
}

/** 7月13日回来: the first day back. */
export function awayUntil({ to }: Pick<Away, 'to'>): string {
  return `${dateText(addDays(to, 1))}回来`;
}

export const STATE_LOOK: Record<LeaveState, { text: string; tone: 'brand' | 'line' | 'plain' }> = {
  away: { text: '在假', tone: 'brand' },
  upcoming: { text: '还没到', tone: 'line' },
  over: { text: '回来了', tone: 'plain' },
  withdrawn: { text: '撤了', tone: 'plain' },
};

const CHANGE_WORDS: Record<LeaveChange['what'], string> = {
  recorded: '记的',
  changed: '改的',
  withdrawn: '撤的',
};

/** 马骏 改的. */
export function changeWords({ what, who }: Pick<LeaveChange, 'what' | 'who'>): string {
  return `${who} ${CHANGE_WORDS[what]}`;
}

export interface LeaveForm {
  personId: string;
  kind: LeaveKind | undefined;
  from: string;
  to: string;
}

/** What is still missing before it can be saved; undefined where nothing is. */
export function lacksInLeave({ personId, kind, from, to }: LeaveForm): string | undefined {
  if (personId === '') return '还没选人';
  if (kind === undefined) return '还没选哪一种';
  if (from === '' || to === '') return '还没选日子';
  return leaveProblem({ from, to });
}

/** Units in which one may record, squadrons first. */
export function unitsToKeep(grants: readonly Grant[], units: readonly Unit[]): Unit[] {
  const kept = grants
    .filter(({ role }) => role === 'squadron_leader' || role === 'campaign_office')
    .map(({ unitPath }) => unitPath);
  const own = units.filter(({ path }) => kept.some((root) => isWithin(path, root)));
  const order = ({ kind }: Unit) => (kind === 'squadron' ? 0 : 1);
  return [...own].sort((a, b) => order(a) - order(b));
}

type Waiting = Pick<OutboxItem, 'routeId' | 'params'>;

/** Whether a change of this leave waits on the phone. */
export function isWaiting({ id }: Pick<Leave, 'id'>, items: readonly Waiting[]): boolean {
  return items.some(
    ({ routeId, params }) =>
      routeId.startsWith('leave.') && (params as { leaveId?: string } | undefined)?.leaveId === id,
  );
}

export const titleOf = (name: string) => `${name}的请假`;

/** Leaves recorded on this phone that the service does not have yet. */
export function pendingOf(
  items: readonly OutboxItem[],
): { item: OutboxItem; name: string; away: Away }[] {
  return items
    .filter(({ routeId }) => routeId === 'leave.record')
    .map((item) => ({
      item,
      name: item.title.replace(/的请假$/, ''),
      away: item.body as Away,
    }));
}
