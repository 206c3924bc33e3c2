import 'fake-indexeddb/auto';
import { fileBytes } from '../files';
import { pickFile } from './index.h5';

// In a browser the two are built for the browser.
jest.mock('../files', () => jest.requireActual<object>('../files/index.h5'));

it('keeps the file that was chosen in a browser, under its ending', async () => {
  Object.assign(globalThis, { structuredClone: <T>(value: T) => value });
  URL.createObjectURL = () => 'blob:1';
  URL.revokeObjectURL = () => undefined;
  const input = document.createElement('input');
  jest.spyOn(document, 'createElement').mockReturnValue(input);
  jest.spyOn(input, 'click').mockImplementation(() => {
    const file = new File(['一二三'], '题.json');
    Object.defineProperty(input, 'files', { value: [file] });
    input.dispatchEvent(new Event('change'));
  });
  const picked = await pickFile('json');
  expect(picked?.name).toBe('题.json');
  expect(picked?.key).toMatch(/\.json$/);
  expect(await fileBytes(picked?.key ?? '')).toBe(9);
});
