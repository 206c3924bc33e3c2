import { backend } from './backend';
import { KvRoot, type Kv, type PressureHandler } from './kv.core';

export { StorageError, VALUE_MAX_BYTES, type Kv } from './kv.core';

const root = new KvRoot(backend);

/** Keys of the device, whoever is signed in. */
export function deviceStore(name: string): Kv {
  return root.namespace(name);
}

/** Keys of one person; another person on the same phone never sees them. */
export function personStore(name: string, personId: string): Kv {
  return root.namespace(`${name}@${personId}`);
}

/** Registers what may be thrown away when storage is full; called before a write is given up. */
export function onStoragePressure(handler: PressureHandler): void {
  root.onPressure(handler);
}
