import { createHash } from 'node:crypto';
import { MEDIA_LONG_EDGE, MEDIA_MAX_PIXELS, MEDIA_THUMB_EDGE } from '@qiangji/shared-types';
import sharp from 'sharp';
import { AppError } from '../../platform/errors';
import { formatOf, type PictureFormat } from './media.rules';

export interface Picture {
  format: PictureFormat;
  /** Upright, in px. */
  width: number;
  height: number;
  copy: Buffer;
  thumbnail: Buffer;
}

export function sha256Of(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

async function headerOf(bytes: Buffer, format: PictureFormat): Promise<sharp.Metadata> {
  let header: sharp.Metadata;
  try {
    header = await sharp(bytes, { limitInputPixels: false }).metadata();
  } catch (error) {
    throw new AppError('UNSUPPORTED_MEDIA', { internal: String(error) });
  }
  if (header.format !== format) throw new AppError('UNSUPPORTED_MEDIA');
  // Judged before a single pixel is decoded: a few hundred bytes can claim gigabytes.
  if (header.width * header.height > MEDIA_MAX_PIXELS) throw new AppError('MEDIA_TOO_MANY_PIXELS');
  return header;
}

async function shrink(bytes: Buffer, edge: number, quality: number): Promise<Buffer> {
  return sharp(bytes, { limitInputPixels: MEDIA_MAX_PIXELS, failOn: 'error' })
    .rotate()
    .resize({ width: edge, height: edge, fit: 'inside', withoutEnlargement: true })
    .flatten({ background: '#fff' })
    .jpeg({ quality })
    .toBuffer();
}

/**
 * Reads a picture and makes what is shown of it. The copies are upright JPEGs without any metadata:
 * where a picture was taken stays with the untouched original. Throws `UNSUPPORTED_MEDIA` and
 * `MEDIA_TOO_MANY_PIXELS`.
 */
export async function readPicture(bytes: Buffer): Promise<Picture> {
  const format = formatOf(bytes);
  if (!format) throw new AppError('UNSUPPORTED_MEDIA');
  const { autoOrient } = await headerOf(bytes, format);
  try {
    const copy = await shrink(bytes, MEDIA_LONG_EDGE, 82);
    const thumbnail = await shrink(copy, MEDIA_THUMB_EDGE, 76);
    return { format, width: autoOrient.width, height: autoOrient.height, copy, thumbnail };
  } catch (error) {
    throw new AppError('UNSUPPORTED_MEDIA', {
      message: '照片打不开，可能拍坏了，请重拍',
      internal: String(error),
    });
  }
}
