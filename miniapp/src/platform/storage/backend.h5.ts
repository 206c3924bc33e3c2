import type { Backend } from './kv.core';

/** The browser's storage, about 5 MB; photos are kept elsewhere (platform/files). */
export const backend: Backend = {
  read: (key) => localStorage.getItem(key) ?? undefined,
  write: (key, value) => localStorage.setItem(key, value),
  remove: (key) => localStorage.removeItem(key),
  keys: () => Object.keys(localStorage),
  readAsync: (key) => Promise.resolve(localStorage.getItem(key) ?? undefined),
  writeAsync: async (key, value) => {
    await Promise.resolve();
    localStorage.setItem(key, value);
  },
};
