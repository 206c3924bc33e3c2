/** A pattern that finds a text as it stands, for `RegExp` and `$regex`. */
export function asItStands(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
