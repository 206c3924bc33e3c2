import { sha256 } from '@noble/hashes/sha2.js';
import { seenBy, type Scored } from '@qiangji/shared-types';

/** What one of those checked is shown when they sign on this phone; the service has it by the same rule. */
export function seenOn(scored: Scored, personId: string): string {
  return seenBy(sha256, scored, personId);
}
