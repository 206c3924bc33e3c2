import { fireEvent, render, screen } from '@testing-library/react';
import { Button } from './index';

beforeAll(() => {
  process.env.TARO_ENV = 'h5';
});

it('is pressed by a tap and by the keyboard', () => {
  const onPress = jest.fn();
  render(<Button onPress={onPress}>记一条</Button>);
  const button = screen.getByRole('button', { name: '记一条' });
  fireEvent.click(button);
  fireEvent.keyDown(button, { key: 'Enter' });
  expect(onPress).toHaveBeenCalledTimes(2);
});

it('says what is missing instead of its own text, and does nothing', () => {
  const onPress = jest.fn();
  render(
    <Button lacks="还有 1 条没查" onPress={onPress}>
      交自查
    </Button>,
  );
  const button = screen.getByRole('button', { name: '还有 1 条没查' });
  expect(button.getAttribute('aria-disabled')).toBe('true');
  fireEvent.click(button);
  fireEvent.keyDown(button, { key: 'Enter' });
  expect(onPress).not.toHaveBeenCalled();
});

it('cannot be pressed twice while it works', () => {
  const onPress = jest.fn();
  render(
    <Button busy onPress={onPress}>
      存下
    </Button>,
  );
  fireEvent.click(screen.getByRole('button', { name: '存下' }));
  expect(onPress).not.toHaveBeenCalled();
});
