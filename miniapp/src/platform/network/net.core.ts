/** `weak`: connected by the phone's word, but requests fail or crawl. */
export type NetState = 'online' | 'offline' | 'weak';

export interface NetFacts {
  /** By the phone's own word. */
  connected: boolean;
  /** The phone says the connection is poor (2G, or WeChat's weak-network notice). */
  poor: boolean;
  /** Requests that got no answer since the last that did. */
  failures: number;
}

/** So many unanswered requests in a row make a connection weak. */
const WEAK_AFTER = 2;

export function netStateOf({ connected, poor, failures }: NetFacts): NetState {
  if (!connected) return 'offline';
  return poor || failures >= WEAK_AFTER ? 'weak' : 'online';
}
