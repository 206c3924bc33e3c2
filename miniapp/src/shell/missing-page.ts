/** In WeChat the whole program is on the phone: no page can be missing. */
export function startMissingPageNotice(): void {
  // Nothing to watch for.
}
