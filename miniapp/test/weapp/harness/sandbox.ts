import fs from 'node:fs';
import path from 'node:path';
import vm from 'node:vm';

/** What Node puts into a fresh context and WeChat does not have. */
const ABSENT = ['WebAssembly', 'SharedArrayBuffer', 'Atomics', 'escape', 'unescape'];

export interface Sandbox {
  /** Runs a file of the build once, as WeChat's `require` does. */
  require(file: string): void;
  /** Sets the app's clock ahead of this machine's (ms). */
  shiftClock(aheadMs: number): void;
}

const SHIFT_CLOCK = `(aheadMs) => {
  const Real = Date;
  globalThis.Date = class extends Real {
    constructor(...parts) {
      if (parts.length === 0) super(Real.now() + aheadMs);
      else super(...parts);
    }
    static now() {
      return Real.now() + aheadMs;
    }
  };
}`;

/**
 * The JavaScript of a mini-program: the language's own objects, timers, and what is passed in. No
 * window, document, fetch, crypto, URL or TextEncoder; `eval` and `new Function` throw.
 */
export function sandbox(distDir: string, globals: Record<string, unknown>): Sandbox {
  const context = vm.createContext(
    { ...globals },
    { codeGeneration: { strings: false, wasm: false } },
  );
  for (const name of ABSENT) vm.runInContext(`delete globalThis.${name}`, context);
  const loaded = new Map<string, { exports: unknown }>();

  const requireFrom = (folder: string) => (request: string) => {
    const file = path.resolve(folder, request.endsWith('.js') ? request : `${request}.js`);
    const known = loaded.get(file);
    if (known) return known.exports;
    const module = { exports: {} };
    loaded.set(file, module);
    const source = fs.readFileSync(file, 'utf8');
    const wrapped = `(function (require, module, exports) {${source}\n})`;
    const run = vm.runInContext(wrapped, context, { filename: file }) as (
      require: (request: string) => unknown,
      module: { exports: unknown },
      exports: unknown,
    ) => void;
    run(requireFrom(path.dirname(file)), module, module.exports);
    return module.exports;
  };
  const shiftClock = vm.runInContext(SHIFT_CLOCK, context) as (aheadMs: number) => void;
  return { require: requireFrom(distDir), shiftClock };
}
