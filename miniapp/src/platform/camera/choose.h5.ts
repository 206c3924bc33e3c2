import { pickedUrl } from '../files/blob-store';
import { fits, fittingWidth, QUALITIES } from './fit.core';
import type { PhotoRefusal, PhotoSource } from './types';

/** What the service takes; a phone converts its own format to one of these. */
const ACCEPT = 'image/jpeg,image/png,image/webp';

function askForFile(source: PhotoSource): Promise<File | undefined> {
  return new Promise((resolve) => {
    const input = document.createElement('input');
    input.type = 'file';
    input.accept = ACCEPT;
    if (source === 'camera') input.setAttribute('capture', 'environment');
    input.style.display = 'none';
    const finish = () => {
      resolve(input.files?.[0]);
      input.remove();
    };
    input.addEventListener('change', finish);
    input.addEventListener('cancel', finish);
    // Some browsers open the chooser only for an input that is part of the page.
    document.body.append(input);
    input.click();
  });
}

function drawn(image: ImageBitmap, width: number, quality: number): Promise<Blob | null> {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = Math.round((image.height * width) / image.width);
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', quality / 100));
}

/** The picture itself where the service takes it, or else the best that fits. */
async function fitted(file: File): Promise<Blob | undefined> {
  const image = await createImageBitmap(file);
  const size = { width: image.width, height: image.height, bytes: file.size };
  if (fits(size)) return file;
  const width = fittingWidth(size);
  for (const quality of QUALITIES) {
    const blob = await drawn(image, width, quality);
    if (blob && fits({ width: 1, height: 1, bytes: blob.size })) return blob;
  }
  return undefined;
}

/** Lets the person take or choose one picture; answers an object URL, or why there is none. */
export async function choosePicture(
  source: PhotoSource,
): Promise<{ path: string } | { reason: PhotoRefusal['reason'] }> {
  const file = await askForFile(source);
  if (!file) return { reason: 'cancelled' };
  try {
    const blob = await fitted(file);
    return blob ? { path: pickedUrl(blob) } : { reason: 'too_large' };
  } catch {
    return { reason: 'unreadable' };
  }
}
