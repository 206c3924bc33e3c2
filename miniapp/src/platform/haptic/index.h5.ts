/** A short tap that can be felt, where the browser has one. */
export function hapticTap(): void {
  if ('vibrate' in navigator) navigator.vibrate(15);
}
