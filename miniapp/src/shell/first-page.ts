/** WeChat opens the first page by itself: answers that the gate has to lead on from there. */
export function openFirst(_url: string): boolean {
  return false;
}
