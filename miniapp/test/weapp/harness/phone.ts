import fs from 'node:fs';
import path from 'node:path';

/** What stays on the phone when the app is killed, and the phone's own state. */
export interface Phone {
  storage: Map<string, unknown>;
  files: Map<string, Buffer>;
  online: boolean;
  location: { longitude: number; latitude: number; accuracy: number } | { errMsg: string };
  /** The picture that the camera takes. */
  picture: Buffer;
  /** How far the phone's clock is ahead of this machine's (ms). */
  clockAheadMs: number;
  /** Whose WeChat it is: what a code of `wx.login` stands for. */
  openid: string;
  /** WeChat's gate: answered yes once the person agreed. */
  privacyAgreed: boolean;
  /** What the person answers when WeChat asks whether a message may be sent. */
  messages: 'accept' | 'reject';
}

/** A phone out of the box, with network, a place and a camera. */
export function newPhone(now?: number): Phone {
  return {
    storage: new Map(),
    files: new Map(),
    online: true,
    location: { longitude: 120.6519, latitude: 31.1325, accuracy: 18 },
    picture: fs.readFileSync(path.join(__dirname, 'picture.jpg')),
    clockAheadMs: now === undefined ? 0 : now - Date.now(),
    openid: 'o-newcomer',
    privacyAgreed: true,
    messages: 'accept',
  };
}

const KEY_LIMIT = 1024 * 1024;
const ALL_LIMIT = 10 * 1024 * 1024;

function bytesOf(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value) ?? '');
}

/** WeChat's storage with its limits: 1 MB a key, 10 MB in all, refusals that throw. */
export class WeChatStorage {
  constructor(private readonly phone: Phone) {}

  get(key: string): unknown {
    return this.phone.storage.has(key) ? structuredClone(this.phone.storage.get(key)) : '';
  }

  has(key: string): boolean {
    return this.phone.storage.has(key);
  }

  set(key: string, value: unknown): void {
    if (bytesOf(value) > KEY_LIMIT) {
      throw new Error('setStorageSync:fail:entry size limit reached');
    }
    const others = [...this.phone.storage].filter(([known]) => known !== key);
    const size = others.reduce((sum, [known, kept]) => sum + known.length + bytesOf(kept), 0);
    if (size + key.length + bytesOf(value) > ALL_LIMIT) {
      throw new Error('setStorageSync:fail:exceed storage max size 10Mb');
    }
    this.phone.storage.set(key, structuredClone(value));
  }

  remove(key: string): void {
    this.phone.storage.delete(key);
  }

  info(): { keys: string[]; currentSize: number; limitSize: number } {
    const size = [...this.phone.storage].reduce((sum, [, kept]) => sum + bytesOf(kept), 0);
    return {
      keys: [...this.phone.storage.keys()],
      currentSize: Math.ceil(size / 1024),
      limitSize: 10_240,
    };
  }
}
