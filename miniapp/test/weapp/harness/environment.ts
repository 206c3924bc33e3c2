import JSDOMEnvironment from 'jest-environment-jsdom';

/** Node's own network and bytes, which the fake phone and the tests' client need and jsdom lacks or wraps. */
const FROM_NODE = [
  'AbortController',
  'AbortSignal',
  'Blob',
  'FormData',
  'Headers',
  'Request',
  'Response',
  'TextDecoder',
  'TextEncoder',
  'ReadableStream',
  'TransformStream',
  'WritableStream',
  'fetch',
  'structuredClone',
] as const;

/** A DOM to render the mini-program's markup in, around an app and a client that talk to a real service. */
export default class WeappEnvironment extends JSDOMEnvironment {
  override async setup(): Promise<void> {
    await super.setup();
    for (const name of FROM_NODE) Object.assign(this.global, { [name]: globalThis[name] });
  }

  /** Packages in their builds for Node: nothing here runs in a browser. */
  override exportConditions(): string[] {
    return ['node', 'node-addons'];
  }
}
