import { refillRandom } from '../ids';
import { watchNetwork } from '../network';
import { keepShellOffline } from '../offline-shell';
import { startOutbox } from '../outbox';
import { watchPrivacy } from '../privacy';
import { watchOtherTabs } from '../session/watch-tabs';

let started = false;

/** Wakes the platform; called once by the app before its first page. */
export function startPlatform(): void {
  if (started) return;
  started = true;
  void refillRandom();
  watchNetwork();
  watchPrivacy();
  watchOtherTabs();
  startOutbox();
  keepShellOffline();
}
