import type { Colleague, ShiftChange, ShiftChanged } from '@qiangji/shared-types';
import { splitWords } from './open.view';
import type { ShiftView } from './shift.view';

export interface ChangeForm {
  /** Everybody who came, without oneself and those who came for certain. */
  partnerIds: string[];
  sections: string;
  recorders: string;
  vehicle: string;
}

type Change = Pick<ShiftChange, 'joinedIds' | 'absentIds' | 'sections' | 'vehicle' | 'recorders'>;

const came = ({ cameIds = [] }: ShiftView, own: string) => new Set([...cameIds, own]);

/** The shift as it stands, to be put right. */
export function changeForm(shift: ShiftView, own: string): ChangeForm {
  const certain = came(shift, own);
  return {
    partnerIds: shift.members.map(({ personId }) => personId).filter((id) => !certain.has(id)),
    sections: shift.sections.join('、'),
    recorders: shift.recorders.join('、'),
    vehicle: shift.vehicle ?? '',
  };
}

/** Who may be added or taken off: its people first; not those who came for certain. */
export function changeable(
  shift: ShiftView,
  colleagues: readonly Colleague[],
  own: string,
): { personId: string; name: string }[] {
  const certain = came(shift, own);
  const on = new Set(shift.members.map(({ personId }) => personId));
  const others = colleagues.filter((one) => !on.has(one.personId) && one.kind !== 'office_staff');
  return [...shift.members, ...others].filter(({ personId }) => !certain.has(personId));
}

/** Partners who cannot be taken off, by name. */
export function certainNames(shift: ShiftView, own: string): string[] {
  const certain = came(shift, own);
  return shift.members
    .filter(({ personId }) => personId !== own && certain.has(personId))
    .map(({ name }) => name);
}

/** Whether somebody on it may say that they did not come: not who opened it, nor who wrote in it. */
export function mayBeAbsent({ members, cameIds = [] }: ShiftView, own: string): boolean {
  return members.some(({ personId }) => personId === own) && !cameIds.includes(own);
}

/** What was put right, and nothing that stayed as it was; undefined where all did. */
export function changeOf(shift: ShiftView, form: ChangeForm, own: string): Change | undefined {
  const before = changeForm(shift, own);
  const vehicle = form.vehicle.trim();
  const change: Change = {
    joinedIds: form.partnerIds.filter((id) => !before.partnerIds.includes(id)),
    absentIds: before.partnerIds.filter((id) => !form.partnerIds.includes(id)),
    ...(form.sections === before.sections ? {} : { sections: splitWords(form.sections) }),
    ...(form.recorders === before.recorders ? {} : { recorders: splitWords(form.recorders) }),
    ...(vehicle === before.vehicle ? {} : { vehicle: vehicle || null }),
  };
  const { joinedIds, absentIds, ...things } = change;
  const same = joinedIds.length + absentIds.length + Object.keys(things).length === 0;
  return same ? undefined : change;
}

/** What is missing before it can be sent, in the words of the button; undefined: nothing. */
export function lackingToChange(form: ChangeForm, change: Change | undefined): string | undefined {
  if (splitWords(form.sections).length === 0) return '还没写路段';
  return change ? undefined : '还没改';
}

const names = (people: readonly { name: string }[]) => people.map(({ name }) => name).join('、');

/** One line of a shift's history: who said what, and what stood there. */
export function changedText({ kind, by, joined, absent, before }: ShiftChanged): string[] {
  const others = joined.filter(({ personId }) => personId !== by.personId);
  const { sections, recorders, vehicle } = before;
  return [
    kind === 'opened_too' ? `${by.name}也上了岗` : undefined,
    kind === 'came' ? `${by.name}有记录，算在班` : undefined,
    others.length > 0 ? `加上${names(others)}` : undefined,
    absent.length > 0
      ? kind === 'elsewhere'
        ? `${names(absent)}上了另一班`
        : `${names(absent)}没来`
      : undefined,
    sections && `路段原来是${sections.join('、')}`,
    recorders && (recorders.length > 0 ? `记录仪原来是${recorders.join('、')}` : '原来没写记录仪'),
    vehicle === undefined ? undefined : vehicle === null ? '原来没有车' : `车原来是${vehicle}`,
  ].filter((part) => part !== undefined);
}
