/** Keeps the built pages in the browser, so that reloading works without network. */
export function keepShellOffline(): void {
  // In development the worker would show yesterday's pages.
  if (process.env.NODE_ENV !== 'production' || !('serviceWorker' in navigator)) return;
  // Where a browser refuses it (private windows), the app works online as before.
  void navigator.serviceWorker.register('/sw.js').catch(() => undefined);
}
