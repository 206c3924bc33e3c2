import { act, render, screen } from '@testing-library/react';
import { toast, ToastHost } from '@/ui/toast';
import { startMissingPageNotice } from './missing-page.h5';

function reject(reason: unknown): void {
  act(() => {
    window.dispatchEvent(Object.assign(new Event('unhandledrejection'), { reason }));
  });
}

it('says why a page does not open, and nothing of other failures', () => {
  startMissingPageNotice();
  render(<ToastHost />);
  reject(new Error('something else'));
  reject('no error at all');
  expect(screen.queryByText(/还没存下来/)).toBeNull();
  reject(Object.assign(new Error('css'), { code: 'CSS_CHUNK_LOAD_FAILED' }));
  expect(screen.getByText('这一页还没存下来，有网了再打开')).toBeTruthy();
});

it('knows a missing script by its name', () => {
  render(<ToastHost />);
  act(() => toast('别的事'));
  expect(screen.queryByText(/还没存下来/)).toBeNull();
  reject(Object.assign(new Error('script'), { name: 'ChunkLoadError' }));
  expect(screen.getByText('这一页还没存下来，有网了再打开')).toBeTruthy();
});
