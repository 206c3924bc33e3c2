import { render } from '@testing-library/react';
import { settle } from '../../../test/settle';
import { useLeaving } from './leaving.h5';

const told: string[] = [];
const seen = { hidden: false, focused: true };

function Page() {
  useLeaving(
    () => told.push('left'),
    () => told.push('back'),
  );
  return <input />;
}

/** What a browser says, once the page has had its turn. */
async function happens(target: EventTarget, name: string, now: Partial<typeof seen>) {
  Object.assign(seen, now);
  target.dispatchEvent(new Event(name));
  await settle();
  await settle();
}

beforeEach(() => {
  told.length = 0;
  Object.assign(seen, { hidden: false, focused: true });
  jest.spyOn(document, 'hidden', 'get').mockImplementation(() => seen.hidden);
  jest.spyOn(document, 'hasFocus').mockImplementation(() => seen.focused);
});

it('sees that another window beside it is written in', async () => {
  render(<Page />);
  await happens(window, 'blur', { focused: false });
  expect(told).toEqual(['left']);
  await happens(window, 'focus', { focused: true });
  expect(told).toEqual(['left', 'back']);
});

it('counts a tab that loses the focus and is hidden once, and is back only in front', async () => {
  render(<Page />);
  await happens(window, 'blur', { focused: false });
  await happens(document, 'visibilitychange', { hidden: true });
  await happens(document, 'visibilitychange', { hidden: false });
  expect(told).toEqual(['left']);
  await happens(window, 'focus', { focused: true });
  expect(told).toEqual(['left', 'back']);
});

it('takes what happens inside the page for no leaving', async () => {
  const page = render(<Page />);
  await happens(window, 'blur', {});
  page.container.querySelector('input')?.focus();
  page.container.querySelector('input')?.blur();
  await settle();
  expect(told).toEqual([]);
});
