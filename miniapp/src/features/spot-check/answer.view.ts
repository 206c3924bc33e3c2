import { isWithin, type Profile, type SpotCheck } from '@qiangji/shared-types';

export interface AnswerLine {
  personId: string;
  name: string;
  /** What they wrote. */
  words: string;
  /** Whose it is, where it stands and who knows of it. */
  meta: string[];
  /** Nobody has settled it yet. */
  open: boolean;
}

const TOLD = '已告诉督察员、中队长和行动办，处理之前不进统计';
const UNSENT = '送到后告诉督察员、中队长和行动办';

/** What those checked wrote, each with what became of it; `unsentOf` whose words wait on this phone. */
export function answerLines(
  check: Pick<SpotCheck, 'acknowledgements' | 'persons' | 'settlements'>,
  unsentOf?: string,
): AnswerLine[] {
  return check.acknowledgements.flatMap(({ personId, answer, disagree }): AnswerLine[] => {
    if (answer === null) return [];
    const name = check.persons.find((one) => one.personId === personId)?.name ?? '';
    const settled = check.settlements?.find((one) => one.personId === personId);
    const base = { personId, name, words: answer };
    if (!disagree) return [{ ...base, meta: [name, '已阅'], open: false }];
    if (!settled) {
      const known = personId === unsentOf ? UNSENT : TOLD;
      return [{ ...base, meta: [name, '有不同意见', known], open: true }];
    }
    const outcome =
      settled.outcome === 'kept' ? '结果不变，计入统计' : '意见成立，收回了，不计入统计';
    return [
      { ...base, meta: [name, outcome, `${settled.by.name}：${settled.reason}`], open: false },
    ];
  });
}

/** Its inspectors and the office settle what is held against it; nobody of the squadron, as on the service. */
export function maySettle(
  check: Pick<SpotCheck, 'inspectors' | 'squadron'>,
  me: Pick<Profile, 'personId' | 'grants' | 'unitPath'> | undefined,
): boolean {
  if (!me || isWithin(me.unitPath, check.squadron.path)) return false;
  if (check.inspectors.some((one) => one.personId === me.personId)) return true;
  return me.grants.some(
    ({ role, unitPath }) => role === 'campaign_office' && isWithin(check.squadron.path, unitPath),
  );
}
