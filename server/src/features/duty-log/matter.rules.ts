import type { HandoverPart } from './duty-log.collection';
import type { LeavingShift } from './shift.repository';

/** What was only said when a shift ended, and nobody has settled: its words, each once. */
export function unsettledTexts({ handover, leftOpen, settledTexts }: LeavingShift): string[] {
  const said = [...(handover?.matters ?? []), ...(leftOpen ?? [])];
  const texts = said.filter((one) => one.entryId === null).map((one) => one.text);
  const settled = new Set(settledTexts);
  return [...new Set(texts)].filter((text) => !settled.has(text));
}

/** Who goes on with a shift: whoever took it over, until then the one it is meant for. */
export function heirOf({ confirmedBy, receiverId }: HandoverPart): string {
  return confirmedBy ?? receiverId;
}
