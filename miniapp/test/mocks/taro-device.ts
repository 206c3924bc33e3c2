import { randomBytes } from 'node:crypto';

/** What the fake phone knows; tests set it and look at it. */
export interface Device {
  storage: Map<string, unknown>;
  /** Room in characters; writing beyond it throws as WeChat does. */
  storageLimit: number;
  files: Map<string, Uint8Array>;
  networkType: 'wifi' | '4g' | '2g' | 'none';
  /** Every navigation, for example `navigateTo /features/study/pages/piece/index?slug=a`. */
  navigations: string[];
  /** Texts of toasts shown. */
  toasts: string[];
  haptics: number;
  location: { longitude: number; latitude: number; accuracy: number } | { errMsg: string };
  /** Paths that the camera or album hands over next; empty means the person cancelled. */
  photos: string[];
  routerParams: Record<string, string>;
  /** Answers each request; throw to be without network. */
  answer: (request: FakeRequest) => FakeAnswer | Promise<FakeAnswer>;
  requests: FakeRequest[];
  /** Every line that was opened; a test plays the service on it. */
  sockets: FakeSocket[];
}

/** A WeChat `SocketTask` with its other end in the test's hands. */
export class FakeSocket {
  readonly sent: unknown[] = [];
  open = true;
  private readonly on: Record<string, (event: object) => void> = {};

  constructor(readonly url: string) {}

  onOpen = (heard: () => void) => (this.on.open = heard);
  onMessage = (heard: (event: { data: string }) => void) =>
    (this.on.message = heard as (event: object) => void);
  onError = (heard: () => void) => (this.on.error = heard);
  onClose = (heard: () => void) => (this.on.close = heard);
  send = ({ data }: { data: string }) => this.sent.push(JSON.parse(data));
  close = () => (this.open = false);

  /** The service takes the line. */
  accept(): void {
    this.on.open?.({});
  }

  say(word: object): void {
    this.on.message?.({ data: JSON.stringify(word) });
  }

  drop(): void {
    this.open = false;
    this.on.close?.({});
  }
}

export interface FakeRequest {
  url: string;
  method: string;
  header: Record<string, string>;
  data?: string;
  filePath?: string;
}

export interface FakeAnswer {
  statusCode: number;
  data: unknown;
  header?: Record<string, string>;
}

function fresh(): Device {
  return {
    storage: new Map(),
    storageLimit: 10_000_000,
    files: new Map(),
    networkType: 'wifi',
    navigations: [],
    toasts: [],
    haptics: 0,
    location: { longitude: 120.15, latitude: 30.28, accuracy: 25 },
    photos: [],
    routerParams: {},
    answer: () => {
      throw new Error('no network in this test');
    },
    requests: [],
    sockets: [],
  };
}

export const device: Device = fresh();

export const networkListeners = new Set<
  (state: { isConnected: boolean; networkType: string }) => void
>();

export const hideListeners = new Set<() => void>();

/** Another page comes over the open ones, or the app goes to the background. */
export function hidePage(): void {
  for (const listener of [...hideListeners]) listener();
}

/** A phone as it comes out of the box; called before each test. */
export function resetDevice(): void {
  Object.assign(device, fresh());
}

/** Switches the connection and tells those who listen. */
export function setNetwork(networkType: Device['networkType']): void {
  device.networkType = networkType;
  for (const listener of networkListeners) {
    listener({ isConnected: networkType !== 'none', networkType });
  }
}

export function fakeRandom(length: number): ArrayBuffer {
  return Uint8Array.from(randomBytes(length)).buffer;
}
