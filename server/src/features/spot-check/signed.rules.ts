import { createHash } from 'node:crypto';
import { foldResults, seenBy, splitSignoffs } from '@qiangji/shared-types';
import type { CheckDocument, Signoff } from './spot-check.collection';
import { savesOf } from './steps.rules';

const sha256 = (message: Uint8Array) => createHash('sha256').update(message).digest();

/**
 * What a signoff is tied to. An older phone does not say it: then to what had come when the signoff came. A phone
 * sends what it scored before what was signed on it, so that this is what the person could be shown.
 */
function tied(check: CheckDocument, signoff: Signoff): Signoff & { seen: string } {
  if (signoff.seen !== undefined) return { ...signoff, seen: signoff.seen };
  const { checklist, events } = check;
  const index = events.findIndex(
    ({ type, at }) => type === 'signoff' && at.getTime() === signoff.at.getTime(),
  );
  const results = foldResults(savesOf({ events: events.slice(0, Math.max(index, 0)) }));
  return { ...signoff, seen: seenBy(sha256, { checklist, results }, signoff.personId) };
}

/**
 * The signatures and refusals of a check that stand, and the rest. A sealed check keeps what stood at its seal;
 * before, one stands while nothing of what it was tied to has changed, in whatever order the phones were heard.
 */
export function signoffsOf(check: CheckDocument): { standing: Signoff[]; past: Signoff[] } {
  if (check.sealed) return { standing: check.signoffs, past: check.pastSignoffs ?? [] };
  const given = check.signoffs
    .map((one) => tied(check, one))
    .sort((a, b) => a.at.getTime() - b.at.getTime());
  return splitSignoffs(given, (personId) => seenBy(sha256, check, personId));
}
