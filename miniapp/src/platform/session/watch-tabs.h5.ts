import { reloadSession } from './session.store';

/** Signing in or out in one tab does so in all. */
export function watchOtherTabs(): void {
  window.addEventListener('storage', (event) => {
    if (event.key === null || event.key.startsWith('qj/session/')) reloadSession();
  });
}
