export { LiveHub } from './live.hub.service';
export type { LiveSource, Reading } from './live.source';
export { takeLive } from './live.upgrade';
