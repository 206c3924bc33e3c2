import Taro from '@tarojs/taro';
import { ask } from '../ask';
import { fits, fittingWidth, QUALITIES, type PictureSize } from './fit.core';
import type { PhotoRefusal, PhotoSource } from './types';

async function sizeOf(path: string): Promise<PictureSize> {
  const { width, height } = await Taro.getImageInfo({ src: path });
  const { size } = await ask<{ size: number }>((callbacks) =>
    Taro.getFileSystemManager().getFileInfo({ filePath: path, ...callbacks }),
  );
  return { width, height, bytes: size };
}

/** The path of a picture that the service takes: the original, or else the best that fits. */
async function fitted(path: string): Promise<string | PhotoRefusal['reason']> {
  const size = await sizeOf(path);
  if (fits(size)) return path;
  for (const quality of QUALITIES) {
    const { tempFilePath } = await Taro.compressImage({
      src: path,
      quality,
      compressedWidth: fittingWidth(size),
    });
    if (fits(await sizeOf(tempFilePath))) return tempFilePath;
  }
  return 'too_large';
}

function reasonOf(thrown: unknown): PhotoRefusal['reason'] {
  const { errMsg = '' } = (thrown ?? {}) as { errMsg?: string };
  return /cancel/i.test(errMsg) ? 'cancelled' : 'denied';
}

/** Lets the person take or choose one picture; answers its temporary path, or why there is none. */
export async function choosePicture(
  source: PhotoSource,
): Promise<{ path: string } | { reason: PhotoRefusal['reason'] }> {
  try {
    const { tempFiles } = await ask<Taro.chooseMedia.SuccessCallbackResult>((callbacks) =>
      Taro.chooseMedia({
        count: 1,
        mediaType: ['image'],
        sourceType: source === 'either' ? ['camera', 'album'] : [source],
        sizeType: ['original'],
        ...callbacks,
      }),
    );
    const [file] = tempFiles;
    if (!file) return { reason: 'cancelled' };
    const path = await fitted(file.tempFilePath);
    return path === 'too_large' ? { reason: 'too_large' } : { path };
  } catch (thrown) {
    return { reason: reasonOf(thrown) };
  }
}
