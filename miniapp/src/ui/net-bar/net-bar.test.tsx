import { fireEvent, render, screen } from '@testing-library/react';
import { NetBar } from './index';

it('says what waits and leads there', () => {
  const open = jest.fn();
  render(<NetBar state="offline" waiting={3} onOpen={open} />);
  expect(screen.getByRole('status').textContent).toBe('离线，照常可用3 条待发送');
  fireEvent.click(screen.getByRole('button', { name: '3 条待发送' }));
  expect(open).toHaveBeenCalledTimes(1);
});

it('asks to mend what came back', () => {
  render(<NetBar state="rejected" waiting={1} onOpen={() => undefined} />);
  expect(screen.getByRole('button', { name: '1 条去改' })).toBeTruthy();
});

it('is not there when there is nothing to tell', () => {
  render(<NetBar state="ready" waiting={0} />);
  expect(screen.queryByRole('status')).toBeNull();
});
