import { createHash } from 'node:crypto';
import { device, resetDevice } from '../../../test/mocks/taro-device';
import Taro from '../../../test/mocks/taro';
import { listFiles } from '../files';
import { fits, fittingWidth } from './fit.core';
import { dropPhoto, pickPhoto } from './index';

const bytes = Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 1, 2, 3);

beforeEach(() => {
  resetDevice();
  device.files.set('http://tmp/1', bytes);
});

it('copies the picture as it is and knows its hash', async () => {
  device.photos = ['http://tmp/1'];
  const photo = await pickPhoto({ source: 'camera' });
  if ('reason' in photo) throw new Error(photo.reason);
  expect(photo).toMatchObject({
    sha256: createHash('sha256').update(bytes).digest('hex'),
    bytes: bytes.length,
    url: `http://usr/photos/${photo.mediaId}`,
  });
  expect(await listFiles()).toEqual([photo.mediaId]);
  await dropPhoto(photo.mediaId);
  expect(await listFiles()).toEqual([]);
});

it('says nothing when the person changed their mind', async () => {
  expect(await pickPhoto()).toEqual({ reason: 'cancelled', message: '' });
});

it('compresses a picture with too many pixels, and refuses one that stays too large', async () => {
  device.photos = ['http://tmp/1'];
  device.files.set('http://tmp/small', Uint8Array.of(9));
  const size = jest.spyOn(Taro, 'getImageInfo');
  size.mockResolvedValueOnce({ width: 9000, height: 9000, path: '' });
  const compress = jest.spyOn(Taro, 'compressImage');
  compress.mockResolvedValueOnce({ tempFilePath: 'http://tmp/small' });
  expect(await pickPhoto()).toMatchObject({ bytes: 1 });
  device.photos = ['http://tmp/1'];
  size.mockResolvedValue({ width: 9000, height: 9000, path: '' });
  expect(await pickPhoto()).toMatchObject({ reason: 'too_large' });
});

it('keeps nothing when the phone has no room', async () => {
  device.photos = ['http://tmp/gone'];
  jest.spyOn(Taro.getFileSystemManager(), 'getFileInfo').mockImplementationOnce(({ success }) => {
    success?.({ size: 1 } as never);
  });
  expect(await pickPhoto()).toMatchObject({ reason: 'no_room' });
  expect(await listFiles()).toEqual([]);
});

it('finds the width that fits', () => {
  expect(fittingWidth({ width: 4000, height: 3000, bytes: 1 })).toBe(4000);
  const width = fittingWidth({ width: 12_000, height: 9_000, bytes: 1 });
  expect(fits({ width, height: (width * 9) / 12, bytes: 1 })).toBe(true);
});
