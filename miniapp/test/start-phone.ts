import { startOutbox } from '@/platform/outbox';
import { watchNetwork } from '@/platform/network';

/** What a page test needs before its first page: a browser's media queries, the network, the outbox. */
export function startPhone(): void {
  process.env.TARO_ENV = 'h5';
  window.matchMedia = (query: string) =>
    ({
      matches: false,
      media: query,
      addEventListener: () => undefined,
      removeEventListener: () => undefined,
    }) as unknown as MediaQueryList;
  watchNetwork();
  startOutbox();
}
