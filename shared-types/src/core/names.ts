/**
 * What screens and messages call a thing: one thing has one name. Words that a screen alone uses stay
 * with that screen.
 */

/**
 * How far a citation was checked: not at all, against a third party's archive of the law, or by the
 * bureau's own legal officer. Only the last is anybody's word.
 */
export const VERIFIED_NAMES = {
  unverified: '未核对',
  archive_checked: '已对存档文本',
  confirmed: '法制员已核对',
} as const;

export const SELF_CHECK_NAMES = {
  readiness: '岗前自查',
  conduct: '执法后自查',
  periodic: '月度自查',
} as const;

/** Something found by oneself that is to be put right; 整改 is only what a spot check calls for. */
export const CORRECTION_OVERDUE = '改正超期';
