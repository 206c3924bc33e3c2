import 'fake-indexeddb/auto';
import { createHash, randomBytes } from 'node:crypto';
import { device, resetDevice } from '../../../test/mocks/taro-device';
import { sha256OfFile } from './hash';
import { fileBytes, fileUrl, listFiles, removeFile, saveFile } from './index';
import * as browser from './index.h5';
import { pickedUrl } from './blob-store';

const picture = Uint8Array.from(randomBytes(600_000));

beforeEach(resetDevice);

it('copies a picture into the app, hashes it in parts and lets it go', async () => {
  device.files.set('http://tmp/1', picture);
  await saveFile('m1', 'http://tmp/1');
  device.files.delete('http://tmp/1');
  expect(await sha256OfFile('m1')).toBe(createHash('sha256').update(picture).digest('hex'));
  expect(await fileUrl('m1')).toBe('http://usr/photos/m1');
  expect(await listFiles()).toEqual(['m1']);
  await removeFile('m1');
  await removeFile('m1');
  await expect(fileBytes('m1')).rejects.toBeDefined();
});

it('does the same in a browser', async () => {
  Object.assign(globalThis, { structuredClone: <T>(value: T) => value });
  let made = 0;
  URL.createObjectURL = () => `blob:${(made += 1)}`;
  URL.revokeObjectURL = () => undefined;
  await browser.saveFile('m1', pickedUrl(blobOf(picture)));
  expect(await browser.fileBytes('m1')).toBe(picture.length);
  expect(await browser.readFile('m1', 10, 5)).toEqual(picture.slice(10, 15));
  expect(await browser.fileUrl('m1')).toBe(await browser.fileUrl('m1'));
  expect(made).toBe(2);
  await browser.removeFile('m1');
  expect(await browser.listFiles()).toEqual([]);
  await expect(browser.fileUrl('m1')).rejects.toThrow('no file');
  await expect(browser.saveFile('m2', 'blob:1')).rejects.toThrow('nothing was picked');
});

/** jsdom's Blob cannot be read; this one can. */
function blobOf(bytes: Uint8Array): Blob {
  return {
    size: bytes.length,
    slice: (from: number, to: number) => blobOf(bytes.slice(from, to)),
    arrayBuffer: () => Promise.resolve(bytes.slice().buffer),
  } as unknown as Blob;
}
