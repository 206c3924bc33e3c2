import { fireEvent, render, screen } from '@testing-library/react';
import { AnswerSheet } from './index';

const marks = Array.from({ length: 25 }, (_, index) => ({
  answered: index < 3,
  flagged: index === 1,
}));

it('says of each question how it stands', () => {
  render(<AnswerSheet marks={marks} current={3} onGo={() => undefined} />);
  expect(screen.getByText('已答 3 / 25')).toBeTruthy();
  expect(screen.getByRole('button', { name: '第 2 题，已答，想再看' })).toBeTruthy();
  expect(screen.getByRole('button', { name: '第 4 题，未答，正在这一题' })).toBeTruthy();
});

it('goes to the question that was tapped', () => {
  const onGo = jest.fn();
  render(<AnswerSheet marks={marks} current={3} onGo={onGo} />);
  fireEvent.click(screen.getByRole('button', { name: '第 10 题，未答' }));
  expect(onGo).toHaveBeenCalledWith(9);
});

it('shows the questions around the current one until it is opened', () => {
  render(<AnswerSheet marks={marks} current={20} onGo={() => undefined} />);
  expect(screen.queryByRole('button', { name: /^第 1 题/ })).toBeNull();
  expect(screen.getByRole('button', { name: '第 21 题，未答，正在这一题' })).toBeTruthy();
  const more = screen.getByRole('button', { name: '展开全部 25 题' });
  expect(more.getAttribute('aria-expanded')).toBe('false');
  fireEvent.click(more);
  expect(screen.getByRole('button', { name: /^第 1 题/ })).toBeTruthy();
  expect(screen.getByRole('button', { name: '收起' }).getAttribute('aria-expanded')).toBe('true');
});
