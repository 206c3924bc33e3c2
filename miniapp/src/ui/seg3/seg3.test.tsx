import { useState } from 'react';
import { fireEvent, render, screen } from '@testing-library/react';
import { Seg3, type Verdict } from './index';

beforeAll(() => {
  process.env.TARO_ENV = 'h5';
});

function Judged({ start }: { start?: Verdict }) {
  const [value, setValue] = useState<Verdict | undefined>(start);
  return <Seg3 label="记录仪已对时" value={value} onChange={setValue} />;
}

const chosen = () =>
  screen.getAllByRole('radio').filter((radio) => radio.getAttribute('aria-checked') === 'true');

it('chooses nothing beforehand', () => {
  render(<Judged />);
  expect(screen.getByRole('radiogroup', { name: '记录仪已对时' })).toBeTruthy();
  expect(chosen()).toHaveLength(0);
});

it('judges by a tap, one verdict at a time', () => {
  render(<Judged />);
  fireEvent.click(screen.getByRole('radio', { name: '合格' }));
  fireEvent.click(screen.getByRole('radio', { name: '不合格' }));
  expect(chosen().map((radio) => radio.textContent)).toEqual(['不合格']);
});

it('judges by the arrow keys and takes the focus along', () => {
  render(<Judged start="pass" />);
  const first = screen.getByRole('radio', { name: '合格' });
  first.focus();
  fireEvent.keyDown(first, { key: 'ArrowRight' });
  expect(chosen().map((radio) => radio.textContent)).toEqual(['不合格']);
  expect(document.activeElement?.textContent).toBe('不合格');
});

it('judges by space', () => {
  render(<Judged />);
  fireEvent.keyDown(screen.getByRole('radio', { name: '不适用' }), { key: ' ' });
  expect(chosen().map((radio) => radio.textContent)).toEqual(['不适用']);
});

it('keeps what was judged when it is closed', () => {
  const onChange = jest.fn();
  render(<Seg3 label="已封存" value="fail" onChange={onChange} disabled />);
  fireEvent.click(screen.getByRole('radio', { name: '合格' }));
  expect(onChange).not.toHaveBeenCalled();
});
