import type { BankRow } from './bank.repository';

/**
 * Whether it was ever in use, as far as its record tells: a draft that nobody put into use was shown to
 * nobody. What schema 1 kept does not say who put it into use.
 */
export function wasAsked({ state, source, reviewer, changedAt }: BankRow): boolean {
  const isOld = changedAt.getTime() === 0;
  return state !== 'draft' || source === 'shipped' || reviewer !== null || isOld;
}
