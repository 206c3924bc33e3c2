import { pickedUrl } from '@/platform/files/blob-store';

/** A signature as platform/files takes it: the page's policy forbids fetching a data URL. */
export function inkSource(ink: string): string {
  const [head = '', body = ''] = ink.split(',');
  const bytes = Uint8Array.from(atob(body), (char) => char.charCodeAt(0));
  const type = /^data:([^;]+)/.exec(head)?.[1] ?? 'image/png';
  return pickedUrl(new Blob([bytes], { type }));
}
