import {
  addDays,
  isAwayOn,
  isWithin,
  planLock,
  ROTA_DAYS_AHEAD,
  type Grant,
  type PlanLock,
  type PlannedShift,
  type Rota,
  type RotaPerson,
  type RotaSave,
  type ShiftTemplate,
  type Unit,
} from '@qiangji/shared-types';
import type { OutboxItem } from '@/platform/outbox';
import { PLAN_WORDS } from './my-rota.view';

/** A shift as it is being planned. */
export interface Planned {
  templateCode: string;
  sections: string[];
}

/** What was changed and not saved, by person and day; null takes back. */
export type Edits = Readonly<Partial<Record<string, Planned | null>>>;

export const slotOf = (personId: string, day: string) => `${personId} ${day}`;

export const weekOf = (monday: string) => Array.from({ length: 7 }, (_, i) => addDays(monday, i));

/** One week of a unit is one record of the outbox: its writes go in order. */
export const recordKeyOf = (unitPath: string, monday: string) => `rota:${unitPath}:${monday}`;

/** The unit and week that a write was about. */
export function weekOfItem({ recordKey }: Pick<OutboxItem, 'recordKey'>) {
  const [, unitPath = '', monday = ''] = recordKey.split(':');
  return { unitPath, monday };
}

export const planOn = ({ plans }: RotaPerson, day: string): PlannedShift | undefined =>
  plans.find((plan) => plan.day === day);

/** Its beginning has passed, or it was opened before: what is planned stands. */
function hasBegun({ beginsAt, state }: PlannedShift, nowMs: number): boolean {
  return Date.parse(beginsAt) <= nowMs || !['scheduled', 'on_leave'].includes(state);
}

export interface RotaGround {
  edits: Edits;
  /** What waits on this phone to be sent. */
  waiting: Edits;
  templates: readonly ShiftTemplate[];
  nowMs: number;
}

export interface RotaCell {
  /** 早班; empty where nobody is planned. */
  text: string;
  /** What became of it, or that it is not saved. */
  note: string;
  /** Somebody is to come. */
  planned: boolean;
  tone: 'none' | 'plan' | 'edit' | 'on' | 'done' | 'ask' | 'off';
}

const TONES: Partial<Record<PlannedShift['state'], RotaCell['tone']>> = {
  on_duty: 'on',
  handed_over: 'done',
  closed: 'done',
  on_leave: 'off',
  absent: 'ask',
};

/** A person's day as its cell shows it. */
export function cellOf(person: RotaPerson, day: string, ground: RotaGround): RotaCell {
  const slot = slotOf(person.personId, day);
  const plan = planOn(person, day);
  const nameOf = (one: Planned | null) =>
    one === null ? '不排' : (ground.templates.find(({ code }) => code === one.templateCode)?.name ?? one.templateCode); // prettier-ignore
  for (const [changes, note] of [
    [ground.edits, '没存'],
    [ground.waiting, '待发送'],
  ] as const) {
    const change = changes[slot];
    if (change !== undefined)
      return { text: nameOf(change), note, planned: change !== null, tone: 'edit' };
  }
  if (!plan) {
    return isAwayOn(day, person.away)
      ? { text: '请假', note: '', planned: false, tone: 'off' }
      : { text: '', note: '', planned: false, tone: 'none' };
  }
  const { state, notes } = plan;
  const tone = TONES[state] ?? 'plan';
  if (tone === 'plan') return { text: plan.templateName, note: '', planned: true, tone };
  const asked = state === 'absent' && notes.length > 0;
  return {
    text: plan.templateName,
    planned: state !== 'on_leave',
    note: asked ? `${PLAN_WORDS.absent}，写了` : PLAN_WORDS[state],
    tone,
  };
}

/** Why a cell cannot be painted with a template; undefined where it can. */
export function lockOf(
  person: RotaPerson,
  day: string,
  template: ShiftTemplate,
  nowMs: number,
): string | undefined {
  const plan = planOn(person, day);
  if (plan && hasBegun(plan, nowMs)) return '这一班已经开始，不能再改';
  // It is only taken back.
  if (plan && (isAwayOn(day, person.away) || plan.templateCode === template.code)) return undefined;
  const lock = planLock(day, template, person.away, nowMs);
  return lock === null ? undefined : lockWords(lock, person, template);
}

function lockWords(lock: PlanLock, { name }: RotaPerson, template: ShiftTemplate): string {
  const words: Record<PlanLock, string> = {
    on_leave: `${name}那天请假，先改请假再排`,
    in_past: '日子已经过了',
    too_far: `最多排到 ${ROTA_DAYS_AHEAD} 天后`,
    begun: `${template.name}已经开始，上岗就行，不用补排`,
  };
  return words[lock];
}

const same = (a: Planned | null, b: Planned | null) =>
  a?.templateCode === b?.templateCode && a?.sections.join() === b?.sections.join();

const asPlanned = (plan: PlannedShift | undefined): Planned | null =>
  plan ? { templateCode: plan.templateCode, sections: plan.sections } : null;

/**
 * What a tap with a template leaves in a cell: that shift, or none where it stood there already.
 * Undefined: as it is saved.
 */
export function painted(
  person: RotaPerson,
  day: string,
  edits: Edits,
  brush: Planned,
): Planned | null | undefined {
  const kept = asPlanned(planOn(person, day));
  const edit = edits[slotOf(person.personId, day)];
  const shown = edit === undefined ? kept : edit;
  const off = isAwayOn(day, person.away) || shown?.templateCode === brush.templateCode;
  const next = off ? null : brush;
  return same(next, kept) ? undefined : next;
}

/** Last week's rota on this week's days, wherever nothing stands yet and nothing is in the way. */
export function copied(last: Rota, rota: Rota, ground: RotaGround): Record<string, Planned> {
  const edits: Record<string, Planned> = {};
  for (const person of rota.people) {
    const before = last.people.find(({ personId }) => personId === person.personId)?.plans ?? [];
    for (const plan of before) {
      const day = addDays(plan.day, 7);
      const slot = slotOf(person.personId, day);
      const template = ground.templates.find(({ code }) => code === plan.templateCode);
      const free = !planOn(person, day) && ground.edits[slot] === undefined;
      if (!template || !free || lockOf(person, day, template, ground.nowMs)) continue;
      edits[slot] = { templateCode: plan.templateCode, sections: plan.sections };
    }
  }
  return edits;
}

/** The changes of one week, as they are sent. */
export function changesOf(rota: Rota, edits: Edits): Pick<RotaSave, 'plans' | 'takeBack'> {
  const plans: RotaSave['plans'] = [];
  const takeBack: string[] = [];
  for (const person of rota.people) {
    for (let day = rota.from; day <= rota.to; day = addDays(day, 1)) {
      const edit = edits[slotOf(person.personId, day)];
      if (edit === undefined) continue;
      const plan = planOn(person, day);
      if (plan) takeBack.push(plan.id);
      if (edit) plans.push({ personId: person.personId, day, ...edit });
    }
  }
  return { plans, takeBack };
}

/** What a write changes: of one that waits, to show it; of one that came back, to put it right. */
export function editsOf(item: Pick<OutboxItem, 'body'>, rota: Rota | undefined): Edits {
  const { plans, takeBack } = item.body as Pick<RotaSave, 'plans' | 'takeBack'>;
  const edits: Record<string, Planned | null> = {};
  for (const person of rota?.people ?? []) {
    for (const { id, day } of person.plans) {
      if (takeBack.includes(id)) edits[slotOf(person.personId, day)] = null;
    }
  }
  for (const { personId, day, templateCode, sections } of plans) {
    edits[slotOf(personId, day)] = { templateCode, sections };
  }
  return edits;
}

/** Which cells of a unit's week are changed: those of other units and weeks wait until they are seen. */
export function changedIn(edits: Edits, { people, from }: Rota): string[] {
  const days = weekOf(from);
  return people
    .flatMap(({ personId }) => days.map((day) => slotOf(personId, day)))
    .filter((slot) => edits[slot] !== undefined);
}

/** How many did not come on a day without anybody having written why. */
export function unasked(people: readonly RotaPerson[], day: string): number {
  return people.filter((person) => {
    const plan = planOn(person, day);
    return plan?.state === 'absent' && plan.notes.length === 0;
  }).length;
}

/** Whether somebody plans for a unit, or only reads what is planned. */
export function plansFor(grants: readonly Grant[], unitPath: string): boolean {
  return grants.some(
    ({ role, unitPath: root }) => role === 'squadron_leader' && isWithin(unitPath, root),
  );
}

/** Squadrons whose rota somebody reads, their own first. */
export function unitsToRead(
  grants: readonly Grant[],
  units: readonly Unit[],
  own: string | undefined,
): Unit[] {
  const roots = grants
    .filter(({ role }) => role === 'squadron_leader' || role === 'bureau_leader')
    .map(({ unitPath }) => unitPath);
  return units
    .filter(({ kind, path }) => kind === 'squadron' && roots.some((root) => isWithin(path, root)))
    .sort((a, b) => Number(b.path === own) - Number(a.path === own));
}
