import {
  MIN_OFFICERS,
  MIN_RECORDERS,
  type Colleague,
  type DutyCatalogue,
  type DutyHandling,
  type Entry,
  type Ladder,
  type Officer,
  type PersonKind,
} from '@qiangji/shared-types';

/** So many categories as buttons; the rest behind 更多. */
const FIRST_CATEGORIES = 5;

const NO_PARTY = 'none';

export const DEFAULT_HANDLING = 'persuasion';

export const LADDER_NAMES: Record<Ladder, string> = {
  service: '服务',
  manage: '管理',
  enforce: '执法',
};

type Category = DutyCatalogue['categories'][number];

/** Categories by how often this person writes them, the catalogue's own order among equals. */
export function byHabit(
  categories: readonly Category[],
  counts: Readonly<Record<string, number>>,
): Category[] {
  const count = ({ code }: Category) => counts[code] ?? 0;
  return [...categories].sort((a, b) => count(b) - count(a));
}

/** The few that show at first; the chosen one is always among them. */
export function firstOf(ordered: readonly Category[], chosen: string | undefined): Category[] {
  const first = ordered.slice(0, FIRST_CATEGORIES);
  const picked = ordered.find((one) => one.code === chosen);
  if (!picked || first.includes(picked)) return first;
  return [picked, ...first.slice(0, FIRST_CATEGORIES - 1)];
}

/** Handlings that a category allows, by step of the ladder. */
export function ladderOf(
  catalogue: DutyCatalogue,
  category: Category | undefined,
): { ladder: Ladder; handlings: DutyHandling[] }[] {
  const allowed = (handling: DutyHandling) =>
    category?.onlyHandlings === undefined || category.onlyHandlings.includes(handling.code);
  return (['service', 'manage', 'enforce'] as const)
    .map((ladder) => ({
      ladder,
      handlings: catalogue.handlings.filter((one) => one.ladder === ladder && allowed(one)),
    }))
    .filter((step) => step.handlings.length > 0);
}

/** Whether this can only be kept for an officer: an auxiliary never handles it. */
export function needsOfficer(handling: DutyHandling | undefined, kind: PersonKind): boolean {
  return kind === 'auxiliary' && handling !== undefined && !handling.auxiliaryAllowed;
}

export interface Act {
  categoryCode: string | undefined;
  handling: DutyHandling | undefined;
  /** The one who writes. */
  me: { kind: PersonKind };
  /** Officers beside the one who writes. */
  officerIds: readonly string[];
  recorders: readonly string[];
  skipReason: string | undefined;
}

/** What is missing before it can be saved, in the words of the button; undefined: nothing. */
export function lacking(act: Act): string | undefined {
  if (act.categoryCode === undefined) return '还没选类别';
  if (act.handling === undefined) return '还没选处置';
  if (needsOfficer(act.handling, act.me.kind)) return undefined;
  return act.handling.enforcement ? lackingEnforcement(act) : undefined;
}

/** What an act of enforcement still lacks. */
export function lackingEnforcement({
  me,
  officerIds,
  recorders,
  skipReason,
}: Pick<Act, 'me' | 'officerIds' | 'recorders' | 'skipReason'>): string | undefined {
  const officers = officerIds.length + (me.kind === 'officer' ? 1 : 0);
  if (officers < MIN_OFFICERS) return `还差 ${MIN_OFFICERS - officers} 名执法员`;
  if (new Set(recorders).size < MIN_RECORDERS && skipReason === undefined) {
    return '记录仪不够两部，选个原因';
  }
  return undefined;
}

/** Officers who may be named beside oneself: of the shift first, those without a valid ID left out. */
export function officersToName(
  colleagues: readonly Colleague[],
  memberIds: readonly string[],
  own: string,
): Colleague[] {
  const onShift = (one: Colleague) => Number(memberIds.includes(one.personId));
  return colleagues
    .filter((one) => one.kind === 'officer' && one.enforcementIdValid && one.personId !== own)
    .sort((a, b) => onShift(b) - onShift(a));
}

/**
 * Those of one's own unit with officers of others who were named lately. Whoever is chosen stands first among
 * these; their unit goes along with the name, since people of one name are in more than one.
 */
export function withOthers(
  officers: readonly Colleague[],
  recent: readonly Officer[],
  chosen: readonly string[],
): { personId: string; name: string }[] {
  const own = new Set(officers.map(({ personId }) => personId));
  const isChosen = ({ personId }: Officer) => Number(chosen.includes(personId));
  const others = recent
    .filter(({ personId }) => !own.has(personId))
    .sort((a, b) => isChosen(b) - isChosen(a))
    .map(({ personId, name, unitName }) => ({ personId, name: `${name}（${unitName}）` }));
  return [...officers, ...others];
}

/** Who it was about, in words; nobody where there was no party. */
export function partyWords({ code, name }: Entry['partyType']): string | undefined {
  return code === NO_PARTY ? undefined : name;
}

/** What stands above a step of the ladder for those who may not take all of it: what to leave to whom. */
export function ladderNote(
  handlings: readonly DutyHandling[],
  kind: PersonKind,
): string | undefined {
  const forOfficer = handlings.filter((one) => needsOfficer(one, kind));
  if (forOfficer.length === 0) return undefined;
  const which = forOfficer.length === handlings.length ? [] : forOfficer.map(({ name }) => name);
  return `${which.join('、')}请执法员办，存成草稿`;
}
