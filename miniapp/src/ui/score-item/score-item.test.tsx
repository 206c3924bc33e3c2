import { fireEvent, render, screen } from '@testing-library/react';
import { ScoreItem } from './index';

beforeAll(() => {
  process.env.TARO_ENV = 'h5';
});

const nothing = () => undefined;

it('says in words what a fault costs', () => {
  render(
    <>
      <ScoreItem name="告知申辩权" meta={['C4']} deduct={3} value={undefined} onChange={nothing} />
      <ScoreItem name="两人执法" meta={['C1']} deduct="veto" value={undefined} onChange={nothing} />
    </>,
  );
  expect(screen.getByRole('radio', { name: '扣 3 分' }).textContent).toBe('−3');
  expect(screen.getByRole('radio', { name: '一票否决' }).textContent).toBe('否决');
});

it('reports the verdict that was tapped', () => {
  const onChange = jest.fn();
  render(<ScoreItem name="告知申辩权" meta={['C4']} deduct={3} value="pass" onChange={onChange} />);
  expect(screen.getByRole('radio', { name: '合格' }).getAttribute('aria-checked')).toBe('true');
  fireEvent.click(screen.getByRole('radio', { name: '扣 3 分' }));
  fireEvent.click(screen.getByRole('radio', { name: '不适用' }));
  expect(onChange.mock.calls).toEqual([['fail'], ['na']]);
});

it('asks for evidence only under a fault', () => {
  const item = (value: 'pass' | 'fail') => (
    <ScoreItem name="告知申辩权" meta={['C4']} deduct={3} value={value} onChange={nothing}>
      <div>拍证据</div>
    </ScoreItem>
  );
  const { rerender } = render(item('pass'));
  expect(screen.queryByText('拍证据')).toBeNull();
  rerender(item('fail'));
  expect(screen.getByText('拍证据')).toBeTruthy();
});
