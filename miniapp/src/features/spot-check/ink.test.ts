import { pickedBlob } from '@/platform/files/blob-store';
import { inkSource } from './ink';
import { inkSource as inkInBrowser } from './ink.h5';

it('takes a signature in the browser without fetching its data URL', () => {
  URL.createObjectURL = () => 'blob:ink';
  URL.revokeObjectURL = () => undefined;
  const url = inkInBrowser(`data:image/png;base64,${Buffer.from('ink').toString('base64')}`);
  const blob = pickedBlob(url);
  expect([blob.type, blob.size]).toEqual(['image/png', 3]);
});

it('takes the file that the mini-program wrote', () => {
  expect(inkSource('wxfile://tmp/ink.png')).toBe('wxfile://tmp/ink.png');
});
