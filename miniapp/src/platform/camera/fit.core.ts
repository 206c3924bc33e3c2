import { MEDIA_MAX_BYTES, MEDIA_MAX_PIXELS } from '@qiangji/shared-types';

export interface PictureSize {
  width: number;
  height: number;
  bytes: number;
}

/** Whether the service takes a picture as it is; the original is evidence and stays untouched then. */
export function fits({ width, height, bytes }: PictureSize): boolean {
  return bytes <= MEDIA_MAX_BYTES && width * height <= MEDIA_MAX_PIXELS;
}

/** JPEG qualities to try in turn, in percent. */
export const QUALITIES = [85, 70, 50] as const;

/** The width that brings a picture under the limit of pixels; its own if it is under. */
export function fittingWidth({ width, height }: PictureSize): number {
  const scale = Math.sqrt(MEDIA_MAX_PIXELS / (width * height));
  return scale >= 1 ? width : Math.floor(width * scale);
}
