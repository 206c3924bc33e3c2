/** Where strings are put; both platforms throw when they have no room left. */
export interface Backend {
  read(key: string): string | undefined;
  write(key: string, value: string): void;
  remove(key: string): void;
  keys(): string[];
  readAsync(key: string): Promise<string | undefined>;
  writeAsync(key: string, value: string): Promise<void>;
}

/** `value_too_large`: over the limit of one key. `full`: no room left even after clearing copies. */
export class StorageError extends Error {
  constructor(
    readonly reason: 'value_too_large' | 'full',
    readonly key: string,
  ) {
    super(`${reason}: ${key}`);
    this.name = 'StorageError';
  }
}

/** WeChat keeps at most 1 MB under one key; the rest is room for its own accounting. */
export const VALUE_MAX_BYTES = 1_000_000;

/** Bytes of a string in UTF-8, counted without a TextEncoder, which a mini-program lacks. */
export function utf8Bytes(text: string): number {
  let bytes = 0;
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i);
    if (unit < 0x80) bytes += 1;
    else if (unit < 0x800) bytes += 2;
    else if (unit >= 0xd800 && unit < 0xdc00) {
      bytes += 4;
      i += 1;
    } else bytes += 3;
  }
  return bytes;
}

/** A namespace of keys. Values are JSON; `get` of a key that holds nothing is `undefined`. */
export interface Kv {
  get<T>(key: string): T | undefined;
  getAsync<T>(key: string): Promise<T | undefined>;
  /** Throws `StorageError`; what was under the key before is then still there. */
  set(key: string, value: unknown): void;
  setAsync(key: string, value: unknown): Promise<void>;
  remove(key: string): void;
  /** Keys inside the namespace. */
  keys(): string[];
  clear(): void;
}

/** Gives back room when storage is full; answers whether it freed anything. */
export type PressureHandler = () => boolean;

function parse<T>(text: string | undefined): T | undefined {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text) as T;
  } catch {
    // A value cut off by a crash is worth nothing; treat it as absent.
    return undefined;
  }
}

export class KvRoot {
  private readonly pressure: PressureHandler[] = [];
  private relieving = false;

  constructor(private readonly backend: Backend) {}

  /** Called when storage is full, before a write is given up. */
  onPressure(handler: PressureHandler): void {
    this.pressure.push(handler);
  }

  namespace(name: string): Kv {
    const prefix = `qj/${name}/`;
    const full = (key: string) => prefix + key;
    const keys = () =>
      this.backend
        .keys()
        .filter((key) => key.startsWith(prefix))
        .map((key) => key.slice(prefix.length));
    return {
      get: (key) => parse(this.backend.read(full(key))),
      getAsync: async (key) => parse(await this.backend.readAsync(full(key))),
      set: (key, value) => this.write(full(key), encode(full(key), value)),
      setAsync: (key, value) => this.writeAsync(full(key), encode(full(key), value)),
      remove: (key) => this.backend.remove(full(key)),
      keys,
      clear: () => keys().forEach((key) => this.backend.remove(full(key))),
    };
  }

  /** A phone whose disk is full refuses even what is shorter: what a handler writes does not ask again. */
  private relieve(): boolean {
    if (this.relieving) return false;
    this.relieving = true;
    try {
      return this.pressure.some((handler) => handler());
    } finally {
      this.relieving = false;
    }
  }

  private write(key: string, text: string): void {
    for (;;) {
      try {
        this.backend.write(key, text);
        return;
      } catch {
        if (!this.relieve()) throw new StorageError('full', key);
      }
    }
  }

  private async writeAsync(key: string, text: string): Promise<void> {
    for (;;) {
      try {
        await this.backend.writeAsync(key, text);
        return;
      } catch {
        if (!this.relieve()) throw new StorageError('full', key);
      }
    }
  }
}

function encode(key: string, value: unknown): string {
  const text = JSON.stringify(value);
  if (text === undefined) throw new TypeError(`nothing to keep under ${key}`);
  if (utf8Bytes(text) > VALUE_MAX_BYTES) throw new StorageError('value_too_large', key);
  return text;
}
