import { device, resetDevice } from '../../../test/mocks/taro-device';
import { deviceStore, onStoragePressure, personStore, StorageError } from './index';
import { utf8Bytes } from './kv.core';

beforeEach(resetDevice);

it('keeps what one person stored from the next person on the same phone', () => {
  personStore('notes', 'a').set('n', { text: '甲' });
  expect(personStore('notes', 'b').get('n')).toBeUndefined();
  expect(personStore('notes', 'a').get('n')).toEqual({ text: '甲' });
  expect(personStore('notes', 'a').keys()).toEqual(['n']);
});

it('refuses a value over 1 MB and leaves the old one', () => {
  const store = deviceStore('big');
  store.set('k', 'old');
  expect(() => store.set('k', '汉'.repeat(400_000))).toThrow(StorageError);
  expect(store.get('k')).toBe('old');
});

it('throws copies away before it gives a write up', () => {
  const copies = deviceStore('copies');
  copies.set('a', 'x'.repeat(500));
  device.storageLimit = 900;
  onStoragePressure(() => {
    const [key] = copies.keys();
    if (key) copies.remove(key);
    return key !== undefined;
  });
  deviceStore('own').set('k', 'y'.repeat(500));
  expect(copies.keys()).toEqual([]);
  expect(() => deviceStore('own').set('k2', 'z'.repeat(900))).toThrow('full');
});

it('gives up where the phone refuses even what would give room back', () => {
  const copies = deviceStore('listed');
  copies.set('index', ['a']);
  onStoragePressure(() => {
    if (!copies.get<string[]>('index')?.length) return false;
    copies.set('index', []);
    return true;
  });
  device.storageLimit = 0;
  expect(() => deviceStore('own').set('k', 1)).toThrow(StorageError);
});

it('takes a value that a crash cut off as absent', () => {
  device.storage.set('qj/torn/k', '{"a":');
  expect(deviceStore('torn').get('k')).toBeUndefined();
});

it('clears only its own namespace', async () => {
  await deviceStore('one').setAsync('k', 1);
  deviceStore('two').set('k', 2);
  deviceStore('one').clear();
  expect(await deviceStore('one').getAsync('k')).toBeUndefined();
  expect(await deviceStore('two').getAsync('k')).toBe(2);
});

it('counts bytes as UTF-8 does', () => {
  for (const text of ['abc', '强基', 'é', '𠮷野', '👮‍♀️']) {
    expect(utf8Bytes(text)).toBe(Buffer.byteLength(text));
  }
});
