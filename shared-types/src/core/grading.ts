/**
 * Whether the chosen options are the right ones, all and no others. Options count by identity, never
 * by letter or place, so both sides judge alike whatever order a screen shows.
 */
export function isRight(chosen: readonly string[], answer: readonly string[]): boolean {
  const given = new Set(chosen);
  return given.size === answer.length && answer.every((option) => given.has(option));
}
