import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { Cell } from './cell';
import { useKeys } from './use-keys.h5';
import { useRowKeys } from './use-row-keys';

jest.mock('./use-keys', () => jest.requireActual<object>('./use-keys.h5'));

const done: string[] = [];
const note = (what: string) => () => done.push(what);

beforeEach(() => {
  process.env.TARO_ENV = 'h5';
  done.length = 0;
});

afterEach(cleanup);

const press = (key: string, target: Element = document.body, more: object = {}) =>
  fireEvent.keyDown(target, { key, ...more });

function Page({ asking = false }: { asking?: boolean }) {
  useKeys({ n: note('new'), Enter: note('next'), 'Ctrl+s': note('save'), ArrowDown: note('down') });
  return (
    <>
      <input aria-label="题干" />
      <div role="button" tabIndex={0}>
        关上
      </div>
      <div role="radiogroup">
        <div role="radio" aria-checked="false" tabIndex={0}>
          2 分
        </div>
      </div>
      {asking && <div aria-modal="true" />}
    </>
  );
}

it('leaves a key to the field, button or choice that has the focus', () => {
  render(<Page />);
  press('n', screen.getByRole('textbox'));
  press('Enter', screen.getByRole('button'));
  press('ArrowDown', screen.getByRole('radio'));
  expect(done).toEqual([]);
  press('n');
  press('Enter', screen.getByRole('radio'));
  press('s', screen.getByRole('textbox'), { ctrlKey: true });
  press('s');
  press('N');
  press('Enter', document.body, { repeat: true });
  expect(done).toEqual(['new', 'next', 'save', 'new']);
});

it('does nothing under a question that is open', () => {
  render(<Page asking />);
  press('n');
  expect(done).toEqual([]);
});

function List() {
  const id = useRowKeys({ n: note('new') });
  return (
    <div id={id}>
      {['甲', '乙', '丙'].map((name) => (
        <Cell key={name} title={name} onPress={note(name)} />
      ))}
      <Cell title="不能打开" />
    </div>
  );
}

it('moves over the rows of a list, stops at its ends, and opens the one in focus', () => {
  render(<List />);
  press('j');
  press('ArrowDown');
  press('j');
  press('j');
  expect(document.activeElement?.textContent).toBe('丙');
  press('k');
  press('Enter', document.activeElement!);
  (document.activeElement as HTMLElement).blur();
  press('k');
  press('Enter', document.activeElement!);
  press('n');
  expect(done).toEqual(['乙', '甲', 'new']);
});
