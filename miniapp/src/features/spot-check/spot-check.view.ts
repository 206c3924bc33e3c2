import {
  clockOf,
  dayOf,
  itemsByCode,
  scoreChecklist,
  weekdayOf,
  type Checklist,
  type ChecklistGroup,
  type ChecklistItem,
  type CheckKind,
  type CheckPicture,
  type CheckResult,
  type Draw,
  type DrawRecord,
  type Finding,
  type Score,
  type SpotCheckState,
  type LateRecord,
} from '@qiangji/shared-types';

/** What the scoring buttons say; the kit's word for a fault is `fail`. */
export type Tap = 'pass' | 'fail' | 'na';

const TO_TAP = { ok: 'pass', fault: 'fail', na: 'na' } as const;
const TO_VERDICT = { pass: 'ok', fail: 'fault', na: 'na' } as const;

export function kindWords(kind: CheckKind, covert: boolean): string {
  return `${kind === 'daily' ? '日常' : '专项'}${covert ? '暗访' : '明察'}`;
}

const STATES: Record<SpotCheckState, string> = {
  planned: '待派人',
  assigned: '待上门',
  in_progress: '正在查',
  recorded: '已封存',
  clean_closed: '没有问题',
  fixed_on_site: '当场改正',
  notice_issued: '有问题要改',
  called_off: '已作废',
};

export function stateWords(state: SpotCheckState): string {
  return STATES[state];
}

const DRAW_STATES = { made: '等着去查', used: '已用于督察', cancelled: '已作废' } as const;

export function drawStateWords(state: Draw['state']): string {
  return DRAW_STATES[state];
}

export function personsWords(persons: readonly { name: string }[]): string {
  const [first, second] = persons;
  if (!first) return '到现场再定人';
  if (persons.length === 1) return first.name;
  return persons.length === 2 && second
    ? `${first.name}、${second.name}`
    : `${first.name} 等 ${persons.length} 人`;
}

const PICTURES: Record<CheckPicture, string> = { signature: '签字', evidence: '证据' };

/** What has not come of a sealed check; undefined where all has, and in what was kept from before. */
export function missingWords(missing: readonly CheckPicture[] | undefined): string | undefined {
  if (!missing || missing.length === 0) return undefined;
  return `${missing.map((one) => PICTURES[one]).join('、')}照片还没到`;
}

const WEEKDAYS = ['一', '二', '三', '四', '五', '六', '日'];

/** 11月24日 周二 09:20. */
export function timeWords(at: string): string {
  const ms = Date.parse(at);
  const day = dayOf(ms);
  const [, month, date] = day.split('-').map(Number);
  return `${month}月${date}日 周${WEEKDAYS[weekdayOf(day) - 1]} ${clockOf(ms)}`;
}

/** 11月24日: in a list, where the hour does not matter. */
export function dayWords(at: string): string {
  const [, month, date] = dayOf(Date.parse(at)).split('-').map(Number);
  return `${month}月${date}日`;
}

export function clockWords(at: string): string {
  return clockOf(Date.parse(at));
}

/** Whom an item's result is about, while `personId` is the one on the screen. */
export function subjectOf(item: ChecklistItem, personId: string): string | null {
  return item.subject === 'team' ? null : personId;
}

export function resultFor(
  results: readonly CheckResult[],
  item: ChecklistItem,
  personId: string,
): CheckResult | undefined {
  const subject = subjectOf(item, personId);
  return results.find((one) => one.itemCode === item.code && one.personId === subject);
}

export function tapOf(result: CheckResult | undefined): Tap | undefined {
  return result && TO_TAP[result.verdict];
}

/** The result after a tap; evidence and words stay, so that a slip of the thumb loses nothing. */
export function tapped(
  item: ChecklistItem,
  personId: string,
  tap: Tap,
  before: CheckResult | undefined,
): CheckResult {
  const blank = { evidence: [], note: null, fixedOnSite: false };
  const base = { ...blank, ...before };
  return {
    ...base,
    itemCode: item.code,
    personId: subjectOf(item, personId),
    verdict: TO_VERDICT[tap],
    fixedOnSite: tap === 'fail' && base.fixedOnSite,
  };
}

/** How many items of a group are decided for the person on the screen. */
export function groupCount(
  group: ChecklistGroup,
  results: readonly CheckResult[],
  personId: string,
) {
  const done = group.items.filter((item) => resultFor(results, item, personId)).length;
  return { done, of: group.items.length };
}

/** The items of a group that nobody has decided yet, as passed; what was decided stays as it is. */
export function restPassed(
  group: ChecklistGroup,
  results: readonly CheckResult[],
  personId: string,
): CheckResult[] {
  return group.items
    .filter((item) => !resultFor(results, item, personId))
    .map((item) => tapped(item, personId, 'pass', undefined));
}

/** 其余 13 项都合格，含 6 项否决项: nobody passes what fails a whole check without being told. */
export function restWords(group: ChecklistGroup, rest: readonly CheckResult[]): string {
  const codes = new Set(rest.map((one) => one.itemCode));
  const vetoes = splitVeto(group).veto.filter((item) => codes.has(item.code)).length;
  const whole = rest.length === group.items.length ? '' : '其余 ';
  return `${whole}${rest.length} 项都合格${vetoes > 0 ? `，含 ${vetoes} 项否决项` : ''}`;
}

export function groupChips(list: Checklist, results: readonly CheckResult[], personId: string) {
  return list.groups.map((group) => {
    const { done, of } = groupCount(group, results, personId);
    return { value: group.code, text: `${group.name} ${done}/${of}` };
  });
}

/** Veto items stand in a block of their own: nobody should fail a check by a slip. */
export function splitVeto(group: ChecklistGroup) {
  return {
    usual: group.items.filter((item) => item.severity !== 'veto'),
    veto: group.items.filter((item) => item.severity === 'veto'),
  };
}

const SEVERITIES = { minor: '轻微', moderate: '一般', veto: '一票否决' } as const;

export function itemMeta(item: ChecklistItem): string[] {
  return [item.code, SEVERITIES[item.severity], ...(item.subject === 'team' ? ['队伍项'] : [])];
}

export function nextGroup(list: Checklist, groupCode: string): ChecklistGroup | undefined {
  const index = list.groups.findIndex((group) => group.code === groupCode);
  return list.groups[index + 1];
}

export interface ScoreWords {
  /** `95`, `不合格`, or `无` while too little was found to apply. */
  figure: string;
  unit: string;
  /** 2 项，共扣 5. */
  note: string;
}

/** A score in words, the same on every page. */
export function scoreWords(score: Score | undefined, minApplicable: number): ScoreWords {
  if (!score || score.applicable === 0) return { figure: '无', unit: '', note: '还没查' };
  const lost = score.deductions.reduce((sum, group) => sum + group.points, 0);
  const faults = score.faults === 0 ? '没有扣分' : `${score.faults} 项，共扣 ${lost}`;
  if (score.vetoed) return { figure: '不合格', unit: '', note: `有否决项，${faults}` };
  if (score.score === null) {
    const more = minApplicable - score.applicable;
    return { figure: '无', unit: '', note: `再查 ${more} 项才计分` };
  }
  return { figure: String(score.score), unit: '分', note: faults };
}

/** The running score of the person on the screen, by the rules that the service seals with. */
export function runningScore(
  list: Checklist,
  results: readonly CheckResult[],
  personId: string,
): ScoreWords {
  const known = results.map(({ itemCode, personId: subject, verdict }) => ({
    itemCode,
    personId: subject,
    verdict,
  }));
  return scoreWords(scoreChecklist(list, known).persons[personId], list.minApplicable);
}

export interface FaultLine {
  key: string;
  name: string;
  meta: string[];
  deduction: number | 'veto';
}

/** The faults that one of those checked signs for: their own, then the team's. */
export function faultLines(
  list: Checklist,
  results: readonly CheckResult[],
  personId: string,
): FaultLine[] {
  const items = itemsByCode(list);
  return results
    .filter((one) => one.verdict === 'fault')
    .filter((one) => one.personId === personId || one.personId === null)
    .sort((a, b) => Number(a.personId === null) - Number(b.personId === null))
    .flatMap((one) => {
      const item = items.get(one.itemCode);
      if (!item) return [];
      const fixed = one.fixedOnSite ? ['已当场改正'] : [];
      const words = one.note ? [one.note] : [];
      const team = one.personId === null ? ['队伍项，不扣个人分'] : [];
      return [
        {
          key: `${one.itemCode} ${one.personId ?? ''}`,
          name: item.name,
          meta: [item.code, ...team, ...words, ...fixed],
          deduction: item.severity === 'veto' ? ('veto' as const) : item.deduction,
        },
      ];
    });
}

export interface LateLine {
  key: string;
  name: string;
  meta: string[];
  verdict: CheckResult['verdict'];
  evidence: string[];
}

/** What was found and does not count, faults first; an item that no checklist knows any more is called by its code. */
export function lateLines(
  list: Checklist,
  { results, persons }: Pick<LateRecord, 'results' | 'persons'>,
): LateLine[] {
  const items = itemsByCode(list);
  const names = new Map(persons.map((one) => [one.personId, one.name]));
  return [...results]
    .sort((a, b) => Number(b.verdict === 'fault') - Number(a.verdict === 'fault'))
    .map(({ itemCode, personId, verdict, note, fixedOnSite, evidence }) => {
      const who = personId === null ? '队伍项' : (names.get(personId) ?? '');
      const more = [note ?? '', fixedOnSite ? '已当场改正' : ''].filter(Boolean);
      const key = `${itemCode} ${personId ?? ''}`;
      const name = items.get(itemCode)?.name ?? itemCode;
      return { key, name, meta: [itemCode, who, ...more], verdict, evidence };
    });
}

/** What those checked said and signed, each in a line. */
export function signoffLines({ signoffs, persons }: Pick<LateRecord, 'signoffs' | 'persons'>) {
  const names = new Map(persons.map((one) => [one.personId, one.name]));
  return signoffs.map(({ personId, answer, signatureId, refusalReason }, index) => ({
    key: `${personId} ${index}`,
    name: names.get(personId) ?? '',
    words: refusalReason === null ? '签了字' : `没签字：${refusalReason}`,
    answer,
    signatureId,
  }));
}

export interface GroupBar {
  code: string;
  name: string;
  /** Part that is left, 0 to 1, of what the group can cost at most. */
  left: number;
  points: number;
}

/** What came off by group, for the groups in which something did. */
export function groupBars(list: Checklist, score: Score | null): GroupBar[] {
  return (score?.deductions ?? []).flatMap(({ groupCode, points }) => {
    const group = list.groups.find((one) => one.code === groupCode);
    if (!group) return [];
    const most = group.cap ?? group.items.reduce((sum, item) => sum + item.deduction, 0);
    return [{ code: groupCode, name: group.name, points, left: most > 0 ? 1 - points / most : 0 }];
  });
}

/** What one does about a finding, in plain words. */
export function todoWords(finding: Pick<Finding, 'subject' | 'fixedOnSite' | 'withdrawn'>): string {
  if (finding.withdrawn) return '意见成立，收回了，不用改';
  if (finding.fixedOnSite) return '已当场改正，不用再交';
  return finding.subject === 'team' ? '中队来改，不扣个人分' : '记下了，先改好';
}

/** When it was found, what it is about, whose it is where the reader answers for several, and what to do. */
export function findingMeta(finding: Finding, named = false): string[] {
  const { subject, persons, foundAt, topicName, itemCode, note } = finding;
  const who = subject === 'team' ? '队伍项' : (persons[0]?.name ?? '');
  return [
    dayWords(foundAt),
    topicName,
    itemCode,
    named ? who : '',
    note ?? '',
    todoWords(finding),
  ].filter((text) => text !== '');
}

/** One finding for each topic: the loop gives one piece and three questions a topic. */
export function byTopic(findings: readonly Finding[]): Finding[] {
  const seen = new Set<string>();
  return findings.filter(({ topic }) => !seen.has(topic) && Boolean(seen.add(topic)));
}

/** A draw as the rule of drawing takes it. */
export function drawRecord({ seed, candidates, outcome }: Draw): DrawRecord {
  return {
    seed,
    candidates: {
      squadrons: candidates.squadrons.map((one) => one.path),
      inspectors: candidates.inspectors.map(({ personId, unitPath }) => ({ personId, unitPath })),
    },
    outcome: {
      squadronPath: outcome.squadron.path,
      inspectorIds: outcome.inspectors.map((one) => one.personId),
    },
  };
}

/** How anybody does the first step again without this app. */
export function drawCommand(seed: string): string {
  return `printf 'squadron:0' | openssl dgst -sha256 -mac HMAC -macopt hexkey:${seed}`;
}
