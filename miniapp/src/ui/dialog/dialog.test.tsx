import { useState } from 'react';
import { act, fireEvent, render, screen } from '@testing-library/react';
import { Button } from '../button';
import { useConfirm } from './index';

beforeAll(() => {
  process.env.TARO_ENV = 'h5';
});

function Page() {
  const [dialog, ask] = useConfirm();
  const [answer, setAnswer] = useState('还没问');
  return (
    <>
      <Button
        onPress={() =>
          void ask({ title: '作废这次抽取？', yes: '作废', no: '留着', danger: true }).then((yes) =>
            setAnswer(yes ? '作废了' : '留着了'),
          )
        }
      >
        作废抽取
      </Button>
      <span>{answer}</span>
      {dialog}
    </>
  );
}

function open(): HTMLElement {
  render(<Page />);
  const button = screen.getByRole('button', { name: '作废抽取' });
  button.focus();
  fireEvent.click(button);
  return button;
}

it('takes the focus, and gives it back when Esc closes it', async () => {
  const button = open();
  const dialog = screen.getByRole('alertdialog', { name: '作废这次抽取？' });
  expect(dialog.contains(document.activeElement)).toBe(true);
  await act(async () => {
    fireEvent.keyDown(document, { key: 'Escape' });
    await Promise.resolve();
  });
  expect(screen.queryByRole('alertdialog')).toBeNull();
  expect(document.activeElement).toBe(button);
  expect(screen.getByText('留着了')).toBeTruthy();
});

it('answers yes only by its own button', async () => {
  open();
  await act(async () => {
    fireEvent.click(screen.getByRole('button', { name: '作废' }));
    await Promise.resolve();
  });
  expect(screen.getByText('作废了')).toBeTruthy();
});
