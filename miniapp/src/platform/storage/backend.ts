import Taro from '@tarojs/taro';
import type { Backend } from './kv.core';

function asText(value: unknown): string | undefined {
  // WeChat answers '' for a key that holds nothing.
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** WeChat's storage: 1 MB a key, 10 MB in all, separate for each WeChat account. */
export const backend: Backend = {
  read: (key) => asText(Taro.getStorageSync<unknown>(key)),
  write: (key, value) => Taro.setStorageSync(key, value),
  remove: (key) => Taro.removeStorageSync(key),
  keys: () => Taro.getStorageInfoSync().keys,
  readAsync: (key) =>
    Taro.getStorage<unknown>({ key }).then(
      ({ data }) => asText(data),
      () => undefined,
    ),
  writeAsync: async (key, value) => {
    await Taro.setStorage({ key, data: value });
  },
};
