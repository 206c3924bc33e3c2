/** So many fit beside 更多 without pushing the rest of a form away. */
const FEW = 8;

/** The first few, and whoever is chosen; everybody where there is hardly one more. */
export function someOf<T extends { personId: string }>(
  people: readonly T[],
  chosen: readonly string[],
): T[] {
  if (people.length <= FEW + 1) return [...people];
  const first = people.slice(0, FEW);
  const others = people.slice(FEW).filter((one) => chosen.includes(one.personId));
  return [...first, ...others];
}
