/** Tells when another tab changed the outbox, and when this one comes to the front. */
export function onOtherTab(handler: () => void): void {
  window.addEventListener('storage', (event) => {
    if (event.key === null || event.key.startsWith('qj/outbox/')) handler();
  });
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') handler();
  });
}
