export interface PlaceRefusal {
  reason: 'denied' | 'switched_off' | 'timeout' | 'unavailable';
  /** Chinese, safe to show. */
  message: string;
}
